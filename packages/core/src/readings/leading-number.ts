/*
 * vite-imagetools reads as much of a text as is a number, and takes neither nothing nor zero for one. What it then cannot
 * do fails there, and so it does here.
 */

/** The whole number that a text begins with; null where there is none, or zero. */
export function leadingInteger(text: string): number | null {
  return Number.parseInt(text, 10) || null
}

/** The number that a text begins with, decimals and exponent included; null where there is none, or zero. */
export function leadingDecimal(text: string): number | null {
  return Number.parseFloat(text) || null
}

/** A number where it is within bounds, null where there is none, undefined where vite-imagetools fails too. */
export function within(value: number | null, least: number, most: number): number | null | undefined {
  return value === null || (value >= least && value <= most) ? value : undefined
}
