import { stat } from 'node:fs/promises'
import { LazyImageError } from '../errors.js'
import { isImagePath } from '../language/language.js'
import { describeNearestFile } from '../nearest-file.js'
import type { SourceInfo } from '../plan/source-info.js'
import { type EngineLimits, probe } from './engine.js'
import { sourceInfoOf } from './source-info-of.js'

/**
 * Headers and content hashes of source files, each read once for as long as the file does not change.
 */
export class SourceCatalog {
  readonly #limits: EngineLimits
  readonly #entries = new Map<string, { version: string; info: Promise<SourceInfo> }>()

  constructor(limits: EngineLimits) {
    this.#limits = limits
  }

  /** @throws {LazyImageError} when the file is missing, no image, or beyond a limit. */
  async lookUp(file: string): Promise<SourceInfo> {
    const { version, bytes } = await this.#version(file)
    const known = this.#entries.get(file)
    if (known?.version === version) return known.info
    const info = this.#read(file, bytes)
    this.#entries.set(file, { version, info })
    // A failure is not kept: the next look finds the file repaired or fails anew.
    info.catch(() => this.#entries.delete(file))
    return info
  }

  /** Modification time alone misses an edit within its resolution; size and inode narrow that. */
  async #version(file: string): Promise<{ version: string; bytes: number }> {
    const stats = await stat(file, { bigint: true }).catch(async (error: NodeJS.ErrnoException) => {
      const details = { image: file, cause: error }
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') {
        throw new LazyImageError('SOURCE_UNREADABLE', `Cannot read ${file}: ${error.message}`, details)
      }
      const near = await describeNearestFile(file, isImagePath)
      throw new LazyImageError('SOURCE_NOT_FOUND', `There is no file ${file}${near}`, details)
    })
    return { version: `${stats.mtimeNs}-${stats.size}-${stats.ino}`, bytes: Number(stats.size) }
  }

  async #read(file: string, bytes: number): Promise<SourceInfo> {
    const [result] = await probe([{ path: file }], this.#limits, { contentHash: true })
    if (result === undefined) throw new LazyImageError('ENGINE_FAILURE', 'A probe without a result', { image: file })
    if (result instanceof LazyImageError) throw result
    const { header, contentHash } = result
    return { ...sourceInfoOf(header, file), contentHash, bytes }
  }
}
