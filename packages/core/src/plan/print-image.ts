import { extname } from 'node:path'
import { printSelection } from '../language/print-selection.js'
import type { PlannedImage } from './plan.js'

/**
 * The query that asks for exactly this output when defaults are left out. Never empty: without any directive it would be
 * a request for the source itself.
 */
export function printImage({ selection, fileName }: PlannedImage): string {
  return printSelection(selection) || `format=${extname(fileName).slice(1)}`
}
