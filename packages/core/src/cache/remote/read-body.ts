import { Turns } from '../../turns.js'
import { OversizeError } from './store-error.js'

/** What a body may have before it needs a turn: most outputs have less. */
const SMALL_BYTES = 1024 * 1024

/** Larger bodies that are held at once. */
const large = new Turns(2)

/**
 * The bytes of an answer, with bounds on what is held of many: one small part of each, and few large ones.
 *
 * @throws {OversizeError} as soon as it has more than `maxBytes`, or says so.
 */
export async function readBody({ body, headers }: Response, maxBytes: number): Promise<Uint8Array> {
  if (body === null) return new Uint8Array()
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let bytes = 0
  /** @returns whether that was all. */
  const readUpTo = async (most: number): Promise<boolean> => {
    while (bytes <= most) {
      const part = await reader.read()
      if (part.done) return true
      chunks.push(part.value)
      bytes += part.value.length
    }
    return false
  }
  const readOn = async () => {
    if (!(await readUpTo(maxBytes))) throw OversizeError.beyond(maxBytes)
  }
  try {
    if (Number(headers.get('content-length') ?? 0) > maxBytes) throw OversizeError.beyond(maxBytes)
    if (!(await readUpTo(Math.min(SMALL_BYTES, maxBytes)))) await large.take(readOn)
    return Buffer.concat(chunks, bytes)
  } finally {
    // A body that is not read to its end keeps its connection.
    await reader.cancel().catch(() => {})
  }
}
