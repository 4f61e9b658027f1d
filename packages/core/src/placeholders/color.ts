import { hexColour } from './hex-colours.js'
import type { Placeholder } from './placeholder.js'

export const color = {
  name: 'color',
  doc: 'the mean colour, `#rrggbb`',
  side: { opaque: 64, transparent: 64 },
  maxBytes: null,
  encoding: () => ({ format: 'color' }),
  reading: { name: 'colour', type: 'string', isPlainText: true, read: ({ data }) => hexColour(data) },
  attribute: { name: 'style', before: 'background-color:', after: '' },
} as const satisfies Placeholder
