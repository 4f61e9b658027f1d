import type { ReadingKind } from './reading-kind.js'

/** The image itself, as a URL. */
export const dataUri = {
  name: 'dataUri',
  type: 'string',
  isPlainText: true,
  read: ({ data, mediaType }) => `data:${mediaType};base64,${base64Of(data)}`,
} as const satisfies ReadingKind

export function base64Of(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64')
}
