import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Pipeline } from '@lazy-image/core'
import { decodePath, splitId } from '@lazy-image/core/host'

/**
 * An image request with its path percent-decoded, where the path as written is no file; any other request as it is.
 *
 * @param folder that relative requests start from.
 */
export function decodeRequest(request: string, folder: string, pipeline: Pipeline): string {
  if (!request.includes('%') || !pipeline.isRequest(request)) return request
  const { path, query } = splitId(request)
  const isThere = (file: string) => existsSync(resolve(folder, file))
  if (isThere(path)) return request
  const decoded = decodePath(path)
  // What is missing either way stays as it is written, for the error to show.
  return path.startsWith('.') && !isThere(decoded) ? request : `${decoded}?${query}`
}
