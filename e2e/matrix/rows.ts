import type { Row } from './row.js'
import { COMPONENTS } from './rows/components.js'
import { CSS } from './rows/css.js'
import { GLOBS } from './rows/globs.js'
import { HTML } from './rows/html.js'
import { HTML_HEAD } from './rows/html-head.js'
import { IMPORTS } from './rows/imports.js'
import { NAMES } from './rows/names.js'
import { NEW_URLS } from './rows/new-urls.js'
import { PLACES_OF_FILES } from './rows/places-of-files.js'
import { PREPROCESSORS } from './rows/preprocessors.js'
import { REQUIRES } from './rows/requires.js'
import { SUFFIXES } from './rows/suffixes.js'
import { TEMPLATES } from './rows/templates.js'
import { WORKERS } from './rows/workers.js'

/** Every reference, by kind, under the heading that docs/hosts.md gives it; a new kind is a file and a line here. */
export const ROWS_BY_KIND: Readonly<Record<string, readonly Row[]>> = {
  'Imports of JavaScript': IMPORTS,
  'Names and formats': NAMES,
  'Where pictures lie': PLACES_OF_FILES,
  'Suffixes of the bundler': SUFFIXES,
  'import.meta.glob': GLOBS,
  CommonJS: REQUIRES,
  'new URL()': NEW_URLS,
  Workers: WORKERS,
  CSS,
  'Sass, Less, Stylus, PostCSS': PREPROCESSORS,
  HTML: [...HTML, ...HTML_HEAD],
  'Templates that run': TEMPLATES,
  'Components, JSX, TypeScript': COMPONENTS,
}

export { REFUSED } from './rows/refused.js'

export const ROWS: readonly Row[] = Object.values(ROWS_BY_KIND).flat()
