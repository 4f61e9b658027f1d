import { readFile } from 'node:fs/promises'
import type { SourceLocation } from '@lazy-image/core'
import { type Diagnostic, locateFile, type Pipeline, splitId, toLazyImageError } from '@lazy-image/core/host'
import { drawCodeFrame } from '../told/code-frame.js'
import type { Failure } from '../told/failure.js'
import type { PlacedWarning } from '../told/warnings.js'
import type { Span } from './references/reference-kind.js'
import { findReference } from './references/references.js'

interface Import {
  /** Absolute path of the importing file. */
  file: string
  /** The import as it is written there. */
  specifier: string
}

/** Who imports an image. Bundlers know that while they resolve and have forgotten it when the image is loaded. */
export class Importers {
  /** By the id of the image module; the first importer is the one that is told. */
  readonly #imports = new Map<string, Import[]>()
  readonly #suspected = new Set<string>()

  /** What was told of imports that are left to the bundler may be told again. */
  beginBuild(): void {
    this.#suspected.clear()
  }

  /** Whether it is the first time in a build that an import is suspected: bundlers may resolve one more than once. */
  isFirstSuspicion(importer: string, specifier: string): boolean {
    const suspect = `${splitId(importer).path}\n${specifier}`
    if (this.#suspected.has(suspect)) return false
    this.#suspected.add(suspect)
    return true
  }

  /**
   * @param id of the image module.
   * @param importer id of the importing module, perhaps with a query.
   */
  record(id: string, importer: string, specifier: string): void {
    const { path: file } = splitId(importer)
    if (file.startsWith('\0')) return
    const known = this.#imports.get(id) ?? []
    const others = known.filter(other => other.file !== file || other.specifier !== specifier)
    // The last one first: what it says is how the code is now.
    this.#imports.set(id, [{ file, specifier }, ...others])
  }

  /** The import as it is written, else undefined. */
  specifierOf(id: string): string | undefined {
    return this.#imports.get(id)?.[0]?.specifier
  }

  /** Whether anything imports a picture, whatever it asks of it. */
  hasImported(picture: string): boolean {
    return [...this.#imports.keys()].some(id => locateFile(splitId(id).path) === picture)
  }

  /** Where an image is imported, found in the file as it is on disk. */
  async locate(id: string): Promise<SourceLocation | undefined> {
    const [found] = this.#imports.get(id) ?? []
    return found && readLocation(found.file, found.specifier)
  }

  /** Whether a file, as it is on disk, still asks for an image as it did. */
  async areThere(id: string): Promise<boolean> {
    for (const { file, specifier } of this.#imports.get(id) ?? []) {
      const code = await readCode(file)
      if (code !== undefined && findReference(code, specifier) !== undefined) return true
    }
    return false
  }

  /** Notes in a ledger every place where images are imported. */
  async noteIn(ledger: Pipeline['ledger'], ids: Iterable<string>): Promise<void> {
    const codes = new Map<string, Promise<string | undefined>>()
    for (const id of ids) {
      for (const { file, specifier } of this.#imports.get(id) ?? []) {
        const reading = codes.get(file) ?? readCode(file)
        codes.set(file, reading)
        const code = await reading
        const span = code === undefined ? undefined : findReference(code, specifier)
        const place = code === undefined || span === undefined ? {} : placeIn(code, span.start)
        ledger.noteImporter(id, { file, specifier, ...place })
      }
    }
  }

  /** A warning about an image request, with where it stands. */
  async place(id: string, diagnostic: Diagnostic): Promise<PlacedWarning> {
    return { ...diagnostic, request: this.specifierOf(id) ?? id, location: await this.locate(id) }
  }

  /** Why an image could not be had, told where it is imported. */
  async blame(id: string, error: unknown, location?: SourceLocation): Promise<Failure> {
    const request = this.specifierOf(id) ?? id
    return { request, error: toLazyImageError(error).at(location ?? (await this.locate(id))) }
  }
}

/** Where a file on disk says a specifier; undefined when there is no such file. */
export async function readLocation(file: string, specifier: string): Promise<SourceLocation | undefined> {
  const code = await readCode(file)
  return code === undefined ? undefined : locateSpecifier(code, file, specifier)
}

/** Where code refers to what became a specifier; its first line stands for what is nowhere written. */
export function locateSpecifier(code: string, file: string, specifier: string): SourceLocation {
  return locateSpan(code, file, findReference(code, specifier) ?? { start: 0, end: 1 })
}

/** A part of code as a place in its file. */
export function locateSpan(code: string, file: string, { start, end }: Span): SourceLocation {
  const { line, column } = placeIn(code, start)
  return { file, line, column, frame: drawCodeFrame(code, line, column, end - start) }
}

function readCode(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined)
}

/** 1-based line and 0-based column. */
function placeIn(code: string, index: number): { line: number; column: number } {
  const before = code.slice(0, index)
  return { line: before.split('\n').length, column: before.length - (before.lastIndexOf('\n') + 1) }
}
