import { extname } from 'node:path'
import { OUTPUT_KEY } from '../language/language.js'
import { printSelection } from '../language/print-selection.js'
import type { PlannedImage } from './plan.js'

/**
 * The query that asks for exactly this output when defaults are left out. Never empty: without any directive it would be
 * a request for the source itself.
 */
export function printImage({ selection, fileName }: PlannedImage): string {
  return printSelection(selection) || `format=${extname(fileName).slice(1)}`
}

const KEYED = new RegExp(`[?&]${OUTPUT_KEY}=([0-9a-f]{32})$`)

/**
 * The query that asks for exactly one planned image, whatever the options say; it is claimed. Its key tells versions of
 * the image apart.
 */
export function printKeyedQuery({ recipe, selection }: PlannedImage): string {
  const key = `${OUTPUT_KEY}=${recipe.key}`
  const directives = printSelection(selection)
  return directives === '' ? key : `${directives}&${key}`
}

/** The key at the end of such a query; undefined where there is none. */
export function findPrintedKey(id: string): string | undefined {
  return KEYED.exec(id)?.[1]
}
