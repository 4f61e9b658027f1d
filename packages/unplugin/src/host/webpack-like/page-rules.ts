import { fileURLToPath } from 'node:url'
import type { Rule } from './compiler.js'
import { changeUses } from './loader-uses.js'
import type { TextLoaderOptions } from './text-requests.js'

const LOADER = fileURLToPath(new URL('./page-loader.js', import.meta.url))

/** Loaders that follow the references of a page, by the folders or the names that rules have for them. */
const FOLLOWS_REFERENCES = /(?:^|[\\/])html-loader(?:$|[\\/])/

/** The user's rules, with our loader before each that follows the references of pages. */
export function addPageLoader<Other>(rules: readonly (Rule | Other)[], options: TextLoaderOptions): (Rule | Other)[] {
  return changeUses(rules, {
    isMeant: loader => FOLLOWS_REFERENCES.test(loader),
    change: use => [use, { loader: LOADER, ident: 'lazy-image-page', options }],
  })
}
