import { mapConcurrently } from '../../map-concurrently.js'
import { readBody } from './read-body.js'
import { OversizeError, StoreError } from './store-error.js'

/** Questions under way of one call. */
const AT_ONCE = 32

/** No answer that is not an object is longer: what a server says of an error. */
const SAID_BYTES = 4096

const TOO_LARGE = 413

/** What may be shown of a server's own words. */
const PLAIN = /^[ -;=?-~]{1,120}$/

const ABSENT = new Set([404, 410])

/** Whoever asks is not let in, or the address is not one of a store. */
const FINAL = new Set([401, 403, 405, 501])

/**
 * Sends a request.
 *
 * @throws {StoreError} where there is no answer.
 */
export async function send(request: () => Promise<Response>, signal: AbortSignal): Promise<Response> {
  try {
    return await request()
  } catch (error) {
    if (signal.aborted) throw error
    throw new StoreError(reasonOf(error), false, error)
  }
}

/** The object in an answer, or undefined where there is none. */
export async function readObject(
  answer: Response,
  signal: AbortSignal,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  if (answer.ok && answer.status !== 204) {
    try {
      return await readBody(answer, maxBytes)
    } catch (error) {
      if (signal.aborted || !(error instanceof TypeError)) throw error
      throw new StoreError(reasonOf(error), false, error)
    }
  }
  if (!ABSENT.has(answer.status)) await refuse(answer)
  await drop(answer)
  return undefined
}

/** Lets an answer go whose body nobody wants. */
export async function drop(answer: Response): Promise<void> {
  await answer.body?.cancel().catch(() => {})
}

/**
 * @throws {StoreError} for an answer that is none of those that were hoped for.
 * @throws {OversizeError} where the server takes no object of this size.
 */
export async function refuse(answer: Response): Promise<never> {
  if (answer.status === TOO_LARGE) {
    await drop(answer)
    throw new OversizeError('it has more bytes than the server takes')
  }
  const text = await readBody(answer, SAID_BYTES).then(
    bytes => Buffer.from(bytes).toString('utf8'),
    () => '',
  )
  // What S3 names in its XML; of others, where it is a short text.
  const said = /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? (PLAIN.test(text.trim()) ? text.trim() : '')
  const message = `it answers ${answer.status}${said === '' ? '' : ` (${said})`}`
  throw new StoreError(message, FINAL.has(answer.status))
}

/** Those of some keys under which there is something. @param ask with HEAD. */
export async function findKeys(
  keys: readonly string[],
  ask: (key: string) => Promise<Response>,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  await mapConcurrently(keys, AT_ONCE, async key => {
    const answer = await ask(key)
    if (answer.ok) found.add(key)
    await drop(answer)
  })
  return found
}

/** @param ask with DELETE. */
export async function deleteKeys(keys: readonly string[], ask: (key: string) => Promise<Response>): Promise<void> {
  await mapConcurrently(keys, AT_ONCE, async key => {
    const answer = await ask(key)
    if (!answer.ok && answer.status !== 404) await refuse(answer)
    await drop(answer)
  })
}

/** What fetch hides behind `fetch failed`. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return String(cause)
  const code = 'code' in cause ? String(cause.code) : ''
  return cause.message === '' ? code : cause.message
}
