import { splitId } from './language/query.js'

/**
 * A request with carets under parts of its query, on a line of their own; the request alone when there is none. It must
 * begin a line, so that the carets stand where they belong: bundlers put words of theirs before a message.
 *
 * @param spans in characters from behind the question mark.
 */
export function pointAt(request: string, spans: readonly { start: number; end: number }[]): string {
  const offset = request.length - splitId(request).query.length
  const last = Math.max(0, ...spans.map(({ end }) => end))
  if (last === 0 || offset + last > request.length) return request
  const line = new Array<string>(offset + last).fill(' ')
  for (const { start, end } of spans) line.fill('^', offset + start, offset + end)
  return `${request}\n${line.join('')}`
}
