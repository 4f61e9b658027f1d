import { dataUri } from '../module/data-uri.js'
import type { Placeholder } from './placeholder.js'

/** Longest data URI, in characters. */
const MOST_CHARACTERS = 400
const PREFIX = 'data:image/webp;base64,'

/** A tiny picture. Transparency takes bytes too: noise of the smaller side still fits. */
export const lqip = {
  name: 'lqip',
  doc: `a data URI of ${MOST_CHARACTERS} characters at most`,
  side: { opaque: 24, transparent: 16 },
  // Base64 writes three bytes as four characters.
  maxBytes: Math.floor((MOST_CHARACTERS - PREFIX.length) / 4) * 3,
  encoding: () => ({ format: 'webp', quality: { kind: 'number', value: 50 }, effort: 6, alphaQuality: 50 }),
  reading: dataUri,
  attribute: { name: 'style', before: 'background:center/cover no-repeat url(', after: ')' },
} as const satisfies Placeholder
