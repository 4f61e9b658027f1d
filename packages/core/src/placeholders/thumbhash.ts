import { base64Of } from '../module/data-uri.js'
import type { Placeholder } from './placeholder.js'

/** Made from a picture of 100 pixels a side at most. */
export const thumbhash = {
  name: 'thumbhash',
  doc: 'base64, for the thumbhash package',
  side: { opaque: 100, transparent: 100 },
  maxBytes: null,
  encoding: () => ({ format: 'thumbhash' }),
  reading: { name: 'base64', type: 'string', isPlainText: true, read: ({ data }) => base64Of(data) },
  attribute: { name: 'data-thumbhash', before: '', after: '' },
} as const satisfies Placeholder
