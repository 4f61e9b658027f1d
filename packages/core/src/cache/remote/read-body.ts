import { OversizeError } from './store-error.js'
import { Turns } from './turns.js'

/** What a body may have before it needs a turn: most outputs have less. */
const SMALL_BYTES = 1024 * 1024

/** Larger bodies that are held at once. */
const large = new Turns(4)

/**
 * The bytes of an answer, with bounds on what is held of many: one small part of each, and few large ones.
 *
 * @throws {OversizeError} as soon as it has more than `maxBytes`, or says so.
 */
export async function readBody(answer: Response, maxBytes: number): Promise<Uint8Array> {
  const told = Number(answer.headers.get('content-length') ?? 0)
  const { body } = answer
  if (body === null) return new Uint8Array()
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let bytes = 0
  let endTurn: (() => void) | undefined
  try {
    if (told > maxBytes) throw new OversizeError(maxBytes)
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      bytes += part.value.length
      if (bytes > maxBytes) throw new OversizeError(maxBytes)
      chunks.push(part.value)
      if (bytes > SMALL_BYTES) endTurn ??= await large.begin()
    }
    return Buffer.concat(chunks, bytes)
  } finally {
    endTurn?.()
    // A body that is not read to its end keeps its connection.
    await reader.cancel().catch(() => {})
  }
}
