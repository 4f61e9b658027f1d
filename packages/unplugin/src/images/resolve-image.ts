import { dirname, isAbsolute, resolve } from 'node:path'
import type { Pipeline } from '@lazy-image/core'
import { decodePath, splitId } from '@lazy-image/core/host'
import type { Importers } from './importers.js'

/** What a host lends to the resolution of an image. */
export interface Resolution {
  pipeline: Pipeline
  importers: Importers
  /** Resolves a path as the bundler does, or gives null. */
  resolvePath(path: string): Promise<string | null>
  /** The file that a URL path names where a bundler copies files as they are; null where there is none. */
  publicFile(path: string): string | null
  /** Whether ids become URLs, which end where a `#` is. */
  isServed: boolean
  warn(message: string): void
}

/**
 * The id of an image request: absolute path and query as written. A file that nobody finds resolves to where it
 * should be, so that the error comes from us, with its place.
 */
export async function resolveImage(
  specifier: string,
  importer: string | undefined,
  { pipeline, importers, resolvePath, publicFile, isServed, warn }: Resolution,
): Promise<string | null> {
  if (specifier.startsWith('\0')) return null
  const isRequest = pipeline.isRequest(specifier)
  const suspicions = isRequest ? [] : pipeline.suspect(specifier)
  if (!isRequest && suspicions.length === 0) return null
  const { path, query } = splitId(specifier)
  const decoded = decodePath(path)
  const copied = publicFile(decoded)
  // What is copied as it is is no import that defaults are for.
  if (copied !== null && query === '') return null
  const found = (await resolvePath(path)) ?? (decoded === path ? null : await resolvePath(decoded))
  const file = copied ?? found ?? fallback(decoded, importer)
  if (file === null) return null
  // Without a query it is the defaults that ask for something, and the id stays that of the file.
  const asked = isServed ? query.replaceAll('#', '%23') : query
  const id = splitId(file).path + (query === '' ? '' : `?${asked}`)
  if (importer !== undefined) importers.record(id, importer, specifier)
  if (!pipeline.accepts(id)) return null
  if (isRequest) return id
  if (importer !== undefined && importers.isFirstSuspicion(importer, specifier)) {
    for (const suspicion of suspicions) warn(await importers.describe(id, suspicion, pipeline.options.root))
  }
  return null
}

/** A bare name belongs to a package or an alias that nobody knows: that is for the bundler to say. */
function fallback(path: string, importer: string | undefined): string | null {
  if (isAbsolute(path)) return path
  if (!path.startsWith('.')) return null
  return resolve(importer === undefined ? '.' : dirname(splitId(importer).path), path)
}
