import { dirname, isAbsolute, resolve } from 'node:path'
import { decodePath, type Pipeline, splitId } from '@lazy-image/core'
import type { Importers } from './importers.js'

/** What a host lends to the resolution of an image. */
export interface Resolution {
  pipeline: Pipeline
  importers: Importers
  /** Resolves a path as the bundler does, or gives null. */
  resolvePath(path: string): Promise<string | null>
  warn(message: string): void
}

/**
 * The id of an image request: absolute path and query as written. A file that nobody finds resolves to where it
 * should be, so that the error comes from us, with its place.
 */
export async function resolveImage(
  specifier: string,
  importer: string | undefined,
  { pipeline, importers, resolvePath, warn }: Resolution,
): Promise<string | null> {
  if (specifier.startsWith('\0')) return null
  if (!pipeline.isRequest(specifier)) {
    const suspicion = importer === undefined ? undefined : pipeline.suspect(specifier)
    if (suspicion !== undefined) warn(`${specifier}: ${suspicion}`)
    return null
  }
  const { path, query } = splitId(specifier)
  const decoded = decodePath(path)
  const found = (await resolvePath(path)) ?? (decoded === path ? null : await resolvePath(decoded))
  const file = found ?? fallback(decoded, importer)
  if (file === null) return null
  // Without a query it is the defaults that ask for something, and the id stays that of the file.
  const id = splitId(file).path + (query === '' ? '' : `?${query}`)
  // What the options leave to the bundler is told by the path, which a specifier need not show.
  if (!pipeline.claims(id)) return null
  if (importer !== undefined) importers.record(id, importer, specifier)
  return id
}

/** A bare name belongs to a package or an alias that nobody knows: that is for the bundler to say. */
function fallback(path: string, importer: string | undefined): string | null {
  if (isAbsolute(path)) return path
  if (!path.startsWith('.')) return null
  return resolve(importer === undefined ? '.' : dirname(splitId(importer).path), path)
}
