import { hexColours } from './hex-colours.js'
import type { Placeholder } from './placeholder.js'

const MOST_COLOURS = 5

export const palette = {
  name: 'palette',
  doc: `up to ${MOST_COLOURS} colours that tell it best, as a list of \`#rrggbb\``,
  side: { opaque: 100, transparent: 100 },
  maxBytes: null,
  encoding: () => ({ format: 'palette', colours: MOST_COLOURS }),
  reading: { name: 'colours', type: 'string[]', isPlainText: false, read: ({ data }) => hexColours(data) },
  attribute: { name: 'data-palette', before: '', after: '' },
} as const satisfies Placeholder
