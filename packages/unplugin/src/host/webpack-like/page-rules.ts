import { parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Rule } from './compiler.js'
import { changeUses, type LoaderUse } from './loader-uses.js'
import { PAGE_DIALECTS, type PageDialectName } from './page-dialects.js'
import type { TextLoaderOptions } from './text-requests.js'

const LOADER = fileURLToPath(new URL('./page-loader.js', import.meta.url))

/** The user's rules, with our loader before each that follows the references of pages. */
export function addPageLoader<Other>(rules: readonly (Rule | Other)[], options: TextLoaderOptions): (Rule | Other)[] {
  const names = Object.keys(PAGE_DIALECTS) as PageDialectName[]
  return names.reduce<(Rule | Other)[]>(
    (changed, dialect) =>
      changeUses(changed, {
        isMeant: loader => PAGE_DIALECTS[dialect].loader.test(loader),
        change: use => [use, { loader: LOADER, ident: nameUse(use, dialect), options: { ...options, dialect } }],
      }),
    [...rules],
  )
}

/**
 * Another name before each loader of a package: vue-loader drops what it finds twice, but reads a component before one of
 * its loaders and compiles the template, which a language of its own may have been made HTML until then, in another.
 */
function nameUse(use: LoaderUse, dialect: PageDialectName): string {
  const loader = typeof use === 'string' ? use : use.loader
  return `lazy-image-page-${dialect}-${parse(loader).name}`
}
