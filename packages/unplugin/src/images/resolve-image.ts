import { existsSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import { type Diagnostic, decodePath, isImagePath, type Pipeline, relativePath, splitId } from '@lazy-image/core/host'
import { encodeName, isFileId, isForeign, makeId } from './image-id.js'
import type { Importers } from './importers.js'

/** What a host lends to the resolution of an image. */
export interface Resolution {
  pipeline: Pipeline
  importers: Importers
  /** The request as its author wrote it, where the bundler reads that as another one. */
  asWritten?: string
  /** Resolves a specifier as the bundler does without us, or gives null. */
  resolve(specifier: string): Promise<{ id: string; external: boolean | 'absolute' | 'relative' } | null>
  /** The file that a URL path names where a bundler copies files as they are; null where there is none. */
  publicFile(path: string): string | null
  /** The file that a URL path names where a bundler serves files by URLs, whether it is there or not; else null. */
  urlFile(path: string): string | null
  /** Absolute folder that paths from the root start from. */
  root: string
  /** What the bundler names as importer where it knows none; null where it names nothing. */
  unknownImporter: string | null
  /** Whether ids become URLs. */
  isServed: boolean
  /** Keeps what the author of an import should know, by the id that it is recorded under. */
  warn(id: string, diagnostic: Diagnostic): Promise<void>
}

/**
 * The id of an image request: absolute path and query as written. A file that nobody finds resolves to where it
 * should be, so that the error comes from us, with its place. What somebody else answers, or what is no file, is left to
 * the bundler.
 */
export async function resolveImage(
  written: string,
  importer: string | undefined,
  host: Resolution,
): Promise<string | null> {
  if (written.includes('\0')) return null
  const { pipeline, importers } = host
  const specifier = encodeName(written, importer, host.root)
  const isRequest = pipeline.isRequest(specifier)
  const suspicions = isRequest ? [] : pipeline.suspect(specifier)
  if (!isRequest && suspicions.length === 0) return null
  const { path, query } = splitId(specifier)
  const found = await findFile(specifier, importer, host)
  if (found === 'theirs' || (found === 'nothing' && !(isRequest && isForeign(specifier)))) return null
  // Without a query it is the defaults that ask for something, and the id stays that of the file.
  const id = found === 'nothing' ? specifier : makeId(found.file, query, host.isServed)
  const isKnown = importer !== undefined && importer !== host.unknownImporter
  if (isKnown) importers.record(id, importer, host.asWritten ?? written)
  const told = found === 'nothing' ? [leftAlone(path)] : suspicions
  if (found !== 'nothing') {
    if (!pipeline.accepts(id)) return null
    if (isRequest) return id
  }
  if (!isKnown || !importers.isFirstSuspicion(importer, written)) return null
  for (const warning of told) await host.warn(id, warning)
  return null
}

/**
 * The file of an image request; `theirs` where another plugin answers it with something else, `nothing` where it names no
 * file and nobody knows it.
 */
async function findFile(
  specifier: string,
  importer: string | undefined,
  host: Resolution,
): Promise<{ file: string } | 'theirs' | 'nothing'> {
  const { path, query } = splitId(specifier)
  const decoded = decodePath(path)
  const copied = isForeign(specifier) ? null : host.publicFile(decoded)
  // What is copied as it is is no import that defaults are for.
  if (copied !== null) return query === '' ? 'theirs' : { file: copied }
  const guessed = isForeign(specifier) ? null : guessFile(path, importer, host)
  let missing: string | null = null
  // As a whole first: other plugins know requests by their queries. Most know files by their paths alone.
  for (const request of new Set([specifier, path, decoded])) {
    const answer = await host.resolve(request)
    if (answer === null || answer.external) continue
    const file = existsSync(answer.id) ? answer.id : splitId(answer.id).path
    // A link may lead to a file that is not called as images are.
    if (guessed !== null && isSameFile(guessed, file)) return { file: isImagePath(file) ? file : guessed }
    if (!isFileId(answer.id) || !isImagePath(file)) return 'theirs'
    if (existsSync(file)) return { file }
    missing ??= file
  }
  const file = guessed ?? missing
  return file === null ? 'nothing' : { file }
}

/** Where a file should be. A bare name belongs to a package or an alias that nobody knows: that is for the bundler to say. */
function guessFile(path: string, importer: string | undefined, { root, urlFile }: Resolution): string | null {
  const decoded = decodePath(path)
  if (isAbsolute(path)) {
    const isFile = existsSync(decoded) || isInside(decoded, root)
    return isFile ? decoded : (urlFile(path) ?? decoded)
  }
  if (!path.startsWith('.')) return null
  return resolve(importer === undefined ? '.' : dirname(splitId(importer).path), decoded)
}

function isInside(file: string, folder: string): boolean {
  const path = relativePath(folder, file)
  return !path.startsWith('../') && !isAbsolute(path)
}

function isSameFile(a: string, b: string): boolean {
  return existsSync(a) && existsSync(b) && realpathSync(a) === realpathSync(b)
}

function leftAlone(path: string): Diagnostic {
  return {
    code: 'DIRECTIVE_INEFFECTIVE',
    severity: 'warning',
    message: `${path} is no path of a file: it is left to the bundler, and its directives have no effect`,
    span: null,
  }
}
