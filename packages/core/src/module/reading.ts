import type { PlainValue } from './value.js'

/** An encoded image, as far as readings look at it. */
export interface Made {
  width: number
  height: number
  data: Uint8Array
  mediaType: string
}

interface ReadingFacts {
  /** Whether the value is text that no quoting can harm, so that a token for it can stand in a string as it is. */
  readonly isPlainText: boolean
  read(made: Made): PlainValue
}

/** What a value may take from an encoded image. */
export const READINGS = {
  /** Encoded size in bytes. */
  bytes: { isPlainText: false, read: ({ data }) => data.length },
  /** Pixels; of pictures whose size shows only when they are made. */
  width: { isPlainText: false, read: ({ width }) => width },
  height: { isPlainText: false, read: ({ height }) => height },
  dataUri: { isPlainText: true, read: ({ data, mediaType }) => `data:${mediaType};base64,${base64(data)}` },
  base64: { isPlainText: true, read: ({ data }) => base64(data) },
  ascii: { isPlainText: false, read: ({ data }) => Buffer.from(data).toString('latin1') },
  /** `#rrggbb` of the first colour. */
  colour: { isPlainText: true, read: ({ data }) => hexColour(data) },
  colours: {
    isPlainText: false,
    read: ({ data }) => hexColours(data),
  },
} as const satisfies Record<string, ReadingFacts>

export type Reading = keyof typeof READINGS

/** What a reading takes from an encoded image. */
export function takeReading(made: Made, reading: Reading): PlainValue {
  return READINGS[reading].read(made)
}

function base64(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64')
}

/** `#rrggbb` of every three bytes. */
export function hexColours(data: Uint8Array): string[] {
  return Array.from({ length: Math.floor(data.length / 3) }, (_, index) => hexColour(data.subarray(index * 3)))
}

/** `#rrggbb` of the first three bytes. */
export function hexColour(data: Uint8Array): string {
  return `#${Buffer.from(data.subarray(0, 3)).toString('hex')}`
}
