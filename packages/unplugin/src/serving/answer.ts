import type { IncomingMessage, ServerResponse } from 'node:http'
import { mediaTypeOf } from '@lazy-image/core/host'
import type { RenderCall, SharedRenders } from './shared-renders.js'

/** Whether a request is one that an image answers. */
export function wantsFile({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

export interface ImageAnswer extends RenderCall {
  /** Whether the URL names the image by its key, so that it will never answer with another one. */
  isImmutable: boolean
}

/**
 * Answers with an image, made when it is not known: only where its bytes are wanted.
 *
 * @throws {LazyImageError} why it cannot be made; `ABORTED` when the client has gone.
 */
export async function sendImage(
  { isImmutable, ...call }: ImageAnswer,
  renders: SharedRenders,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { recipe } = call
  const etag = `"${recipe.key}"`
  response.setHeader('ETag', etag)
  response.setHeader('Cache-Control', isImmutable ? 'max-age=31536000, immutable' : 'no-cache')
  response.setHeader('Content-Type', mediaTypeOf(recipe.variant.encoding.format))
  response.setHeader('Accept-Ranges', 'none')
  const isKnown = matchesTag(request.headers['if-none-match'], etag)
  if (isKnown) response.statusCode = 304
  if (isKnown || request.method === 'HEAD') {
    response.end()
    return
  }
  const { data } = await renders.render(call, goneSignal(request, response))
  response.setHeader('Content-Length', data.length)
  response.end(data)
}

/** Tells that the client has gone, which it may have while the image was planned. */
export function goneSignal({ socket }: Pick<IncomingMessage, 'socket'>, response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  if (socket.destroyed) gone.abort()
  response.once('close', () => gone.abort())
  return gone.signal
}

/** Answers why there is no image. */
export function sendText(response: ServerResponse, status: number, message: string): void {
  for (const header of ['ETag', 'Content-Length', 'Accept-Ranges']) response.removeHeader(header)
  response.statusCode = status
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.setHeader('Cache-Control', 'no-store')
  response.end(message)
}

/** Whether a client has the image already; caches in between may have weakened its tag. */
function matchesTag(header: string | undefined, etag: string): boolean {
  const known = (header ?? '').split(',').map(tag => tag.trim().replace(/^W\//, ''))
  return known.includes(etag) || known.includes('*')
}
