import { readFile } from 'node:fs/promises'
import type { SourceLocation } from '@lazy-image/core'
import { type Diagnostic, splitId } from '@lazy-image/core/host'
import { drawFrame } from '../told/frame.js'
import { prependPlace } from '../told/place.js'
import { wordWarning } from '../told/warning-text.js'

interface Import {
  /** Absolute path of the importing file. */
  file: string
  /** The import as it is written there. */
  specifier: string
}

/** Who imports an image. Bundlers know that while they resolve and have forgotten it when the image is loaded. */
export class Importers {
  readonly #imports = new Map<string, Import>()
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
    const { path } = splitId(importer)
    if (!path.startsWith('\0')) this.#imports.set(id, { file: path, specifier })
  }

  /** The import as it is written, else undefined. */
  specifierOf(id: string): string | undefined {
    return this.#imports.get(id)?.specifier
  }

  /** Where an image is imported, found in the file as it is on disk. */
  async locate(id: string): Promise<SourceLocation | undefined> {
    const found = this.#imports.get(id)
    return found && readLocation(found.file, found.specifier)
  }

  /** A warning about an image request, with where it stands and the part of the query that it is about. */
  async describe(id: string, diagnostic: Diagnostic, root: string): Promise<string> {
    const text = wordWarning(diagnostic, this.specifierOf(id) ?? id)
    return prependPlace(text, await this.locate(id), root)
  }
}

/** Where a file on disk says a specifier; undefined when there is no such file. */
export async function readLocation(file: string, specifier: string): Promise<SourceLocation | undefined> {
  const code = await readFile(file, 'utf8').catch(() => undefined)
  return code === undefined ? undefined : locateSpecifier(code, file, specifier)
}

/**
 * The first place where a specifier is written as a string. A specifier that a bundler made up, for a glob or a
 * template, is not there: then the first line stands for the file.
 */
export function locateSpecifier(code: string, file: string, specifier: string): SourceLocation {
  const index = ['"', "'", '`', ''].map(quote => code.indexOf(quote + specifier + quote)).find(found => found !== -1)
  const before = code.slice(0, index ?? 0)
  const line = before.split('\n').length
  const column = before.length - (before.lastIndexOf('\n') + 1)
  const length = index === undefined ? 1 : specifier.length + 2
  return { file, line, column, frame: drawFrame(code, line, column, length) }
}
