import { fileURLToPath } from 'node:url'
import type { Rule } from './compiler.js'
import { changeUses, type LoaderUse } from './loader-uses.js'
import type { TextLoaderOptions } from './text-requests.js'

const LOADER = fileURLToPath(new URL('./stylesheet-loader.js', import.meta.url))

/** Loaders that follow the references of a stylesheet, by the folders or the names that rules have for them. */
const FOLLOWS_REFERENCES = /(?:^|[\\/])css-loader(?:$|[\\/])/

/** The user's rules, with our loader before each that follows the references of stylesheets. */
export function addStylesheetLoader<Other>(
  rules: readonly (Rule | Other)[],
  options: TextLoaderOptions,
): (Rule | Other)[] {
  return changeUses(rules, {
    isMeant: loader => FOLLOWS_REFERENCES.test(loader),
    change(use) {
      const counting = countOneMore(use)
      return counting === null ? [use] : [counting, { loader: LOADER, ident: 'lazy-image-stylesheet', options }]
    },
  })
}

/** What bundlers make of a stylesheet by themselves has been through every loader when ours sees it. */
export function makeStylesheetRule(options: TextLoaderOptions): Rule {
  const use = { loader: LOADER, ident: 'lazy-image-own-stylesheet', options: { ...options, isOwn: true } }
  return { test: /\.(?:css|less|s[ac]ss|styl(?:us)?)$/i, enforce: 'post', use: [use] }
}

/**
 * The loader with one more that stylesheets go through which others import: it counts those that stand behind it. Null
 * where its options are a text.
 */
function countOneMore(use: LoaderUse): object | null {
  const { options = {}, ...others } = typeof use === 'string' ? { loader: use } : use
  if (typeof options !== 'object' || options === null) return null
  const { importLoaders = 0 } = options as { importLoaders?: unknown }
  return { ...others, options: { ...options, importLoaders: Number(importLoaders) + 1 } }
}
