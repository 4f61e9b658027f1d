import type { Row } from './row.js'
import { CSS } from './rows/css.js'
import { HTML } from './rows/html.js'
import { IMPORTS } from './rows/imports.js'

/** Every reference of the matrix, by kind; a new kind is a file and a line here. */
export const ROWS: readonly Row[] = [...IMPORTS, ...CSS, ...HTML]
