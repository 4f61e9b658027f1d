import { fileURLToPath } from 'node:url'
import type { Rule } from './compiler.js'
import type { PageLoaderOptions } from './page-loader.js'

const LOADER = fileURLToPath(new URL('./page-loader.js', import.meta.url))

/** Loaders that follow the references of a page, by the folders or the names that rules have for them. */
const FOLLOWS_REFERENCES = /(?:^|[\\/])html-loader(?:$|[\\/])/

/** The user's rules, with our loader before each that follows the references of pages. */
export function addPageLoader<Other>(rules: readonly (Rule | Other)[], options: PageLoaderOptions): (Rule | Other)[] {
  return rules.map(rule => (isRule(rule) ? addToRule(rule, options) : rule))
}

function addToRule(rule: Rule, options: PageLoaderOptions): Rule {
  const { loader, options: given, use, ...others } = rule
  const uses = loader === undefined ? use : [{ loader, ...(given === undefined ? {} : { options: given }) }]
  return {
    ...(isFollowing(loader) ? others : rule),
    ...(rule.rules === undefined ? {} : { rules: addPageLoader(rule.rules, options) }),
    ...(rule.oneOf === undefined ? {} : { oneOf: addPageLoader(rule.oneOf, options) }),
    ...(use === undefined && !isFollowing(loader) ? {} : { use: addToUses(uses, options) as NonNullable<Rule['use']> }),
  }
}

/** @param uses one, a list, or a function that gives them, as webpack takes all of it. */
function addToUses(uses: unknown, options: PageLoaderOptions): unknown {
  if (typeof uses === 'function') return (...given: unknown[]) => addToUses(uses(...given), options)
  return (Array.isArray(uses) ? uses : [uses]).flatMap((one: unknown) => {
    if (typeof one === 'function') return [addToUses(one, options)]
    const name = typeof one === 'object' && one !== null && 'loader' in one ? one.loader : one
    // Of loaders, the last goes first.
    return isFollowing(name) ? [one, { loader: LOADER, ident: 'lazy-image-page', options }] : [one]
  })
}

function isFollowing(loader: unknown): boolean {
  return typeof loader === 'string' && FOLLOWS_REFERENCES.test(loader)
}

function isRule<Other>(rule: Rule | Other): rule is Rule {
  return typeof rule === 'object' && rule !== null
}
