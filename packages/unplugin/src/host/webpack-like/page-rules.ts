import { fileURLToPath } from 'node:url'
import type { Rule } from './compiler.js'
import { changeUses } from './loader-uses.js'
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
        change: use => [use, { loader: LOADER, ident: `lazy-image-page-${dialect}`, options: { ...options, dialect } }],
      }),
    [...rules],
  )
}
