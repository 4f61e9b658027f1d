import { readFile } from 'node:fs/promises'
import type { Pipeline } from '../pipeline.js'
import { writeAtomically } from '../write-atomically.js'
import { findDeclarationsFile } from './declarations-file.js'
import { declareImports, type ProjectTypes } from './declare-imports.js'
import { ProjectImports } from './project-imports.js'

/** The declarations of a project's image imports, and the file that holds them. */
export class ImageTypes {
  /** Absolute path of that file. */
  readonly file: string
  /** Whether TypeScript finds it without having it listed; what the options name is taken for listed. */
  readonly isIncluded: boolean
  readonly #pipeline: Pipeline
  readonly #imports: ProjectImports

  constructor(pipeline: Pipeline) {
    const { root, types } = pipeline.options
    const { file, isIncluded } =
      types.file === null ? findDeclarationsFile(root) : { file: types.file, isIncluded: true }
    this.file = file
    this.isIncluded = isIncluded
    this.#pipeline = pipeline
    this.#imports = new ProjectImports(pipeline)
  }

  /** Whether a file, by its absolute path, was among the sources when they were last looked through. */
  isSource(file: string): boolean {
    return this.#imports.has(file)
  }

  /** What is to be declared, after a look at every source file. */
  async look(): Promise<ProjectTypes> {
    await this.#imports.readAll()
    return declareImports(this.#pipeline, this.#imports.imports)
  }

  /** What is to be declared after a change of files that are known, images or sources. */
  async lookAgain(changed: Iterable<string>): Promise<ProjectTypes> {
    for (const file of changed) {
      if (this.#imports.has(file)) await this.#imports.read(file)
    }
    return declareImports(this.#pipeline, this.#imports.imports)
  }

  /** The file as it is; empty when there is none. */
  async current(): Promise<string> {
    const text = await readFile(this.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
    // A checkout may have turned the ends of its lines.
    return text.replaceAll('\r\n', '\n')
  }

  /**
   * Writes the file if that changes it, and gives whether it did: what watches it sees no change where there is none.
   *
   * @throws {Error} of the file system.
   */
  async write({ text }: ProjectTypes): Promise<boolean> {
    if ((await this.current()) === text) return false
    await writeAtomically(this.file, text)
    return true
  }
}
