import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { glob } from 'tinyglobby'
import { FILES_AT_ONCE, mapConcurrently } from '../map-concurrently.js'
import type { Pipeline } from '../pipeline.js'
import { findTexts } from './find-texts.js'

/** A place in a project's files that names an image and asks for something of it. */
export interface ImageImport {
  /** Absolute path of the file that says it. */
  file: string
  /** 1-based. */
  line: number
  /** 0-based. */
  column: number
  specifier: string
  /** Whether it surely is an import; a text that only looks like one may be anything. */
  isImport: boolean
}

interface Scan {
  /** Changes with the file. */
  version: string
  imports: readonly ImageImport[]
}

/** The image imports of a project's files, each file read once for as long as it does not change. */
export class ProjectImports {
  readonly #pipeline: Pipeline
  readonly #scans = new Map<string, Scan>()

  constructor(pipeline: Pipeline) {
    this.#pipeline = pipeline
  }

  /** In the order of files and of what they say. */
  get imports(): ImageImport[] {
    const files = [...this.#scans].sort(([a], [b]) => (a < b ? -1 : 1))
    return files.flatMap(([, { imports }]) => imports)
  }

  /** Whether a file was read and belongs to the project. */
  has(file: string): boolean {
    return this.#scans.has(file)
  }

  /** Finds the project's files and reads those that are new or have changed. */
  async readAll(): Promise<void> {
    const { root, types } = this.#pipeline.options
    const found = await glob([...types.include], {
      cwd: root,
      absolute: true,
      expandDirectories: false,
      // Declarations import nothing, and ours would find itself.
      ignore: ['**/node_modules/**', '**/*.d.{ts,mts,cts}', ...types.exclude],
    })
    const files = new Set(found.map(file => resolve(file)))
    for (const file of this.#scans.keys()) {
      if (!files.has(file)) this.#scans.delete(file)
    }
    await mapConcurrently([...files], FILES_AT_ONCE, file => this.read(file))
  }

  /** Reads one of the project's files if it has changed; what is gone is forgotten. */
  async read(file: string): Promise<void> {
    try {
      const { mtimeNs, size, ino } = await stat(file, { bigint: true })
      const version = `${mtimeNs}-${size}-${ino}`
      if (this.#scans.get(file)?.version === version) return
      const code = await readFile(file, 'utf8')
      this.#scans.set(file, { version, imports: this.#importsIn(file, code) })
    } catch {
      this.#scans.delete(file)
    }
  }

  #importsIn(file: string, code: string): ImageImport[] {
    if (!this.#pipeline.mayMention(code)) return []
    return findTexts(file, code)
      .filter(({ text }) => this.#pipeline.isRequest(text))
      .map(({ text, index, isImport }) => ({ file, ...placeOf(code, index), specifier: text, isImport }))
  }
}

/** 1-based line and 0-based column of a character. */
export function placeOf(code: string, index: number): { line: number; column: number } {
  const before = code.slice(0, index)
  return { line: before.split('\n').length, column: index - (before.lastIndexOf('\n') + 1) }
}
