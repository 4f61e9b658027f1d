import { blurhash } from './blurhash.js'
import { color } from './color.js'
import { css } from './css.js'
import { lqip } from './lqip.js'
import { palette } from './palette.js'
import type { Placeholder } from './placeholder.js'
import { thumbhash } from './thumbhash.js'

/** Every placeholder there is; a new one is a file and a line here. */
export const PLACEHOLDERS = [lqip, blurhash, thumbhash, color, palette, css] as const satisfies readonly Placeholder[]

export type PlaceholderKind = (typeof PLACEHOLDERS)[number]

export type PlaceholderName = PlaceholderKind['name']

/** What may be read off a placeholder that was made. */
export type PlaceholderReading = PlaceholderKind['reading']['name']

export function placeholderNamed(name: PlaceholderName): PlaceholderKind {
  const found = PLACEHOLDERS.find(placeholder => placeholder.name === name)
  if (found === undefined) throw new RangeError(`there is no placeholder ${name}`)
  return found
}
