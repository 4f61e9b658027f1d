import type { Placeholder } from './placeholder.js'

/** More components along the longer side. */
export const blurhash = {
  name: 'blurhash',
  doc: 'its text, for the blurhash package',
  side: { opaque: 64, transparent: 64 },
  maxBytes: null,
  encoding: isLandscape => (isLandscape ? { format: 'blurhash', x: 4, y: 3 } : { format: 'blurhash', x: 3, y: 4 }),
  reading: {
    name: 'ascii',
    type: 'string',
    isPlainText: false,
    read: ({ data }) => Buffer.from(data).toString('latin1'),
  },
  attribute: { name: 'data-blurhash', before: '', after: '' },
} as const satisfies Placeholder
