import { stat } from 'node:fs/promises'
import { LazyImageError } from '../errors.js'
import { isImagePath } from '../language/language.js'
import { describeNearestFile } from '../nearest-file.js'
import { DEFAULT_FAIL_ON, type FailOn } from '../options/fail-on.js'
import type { PhotoMetadata } from '../plan/photo-metadata.js'
import type { SourceInfo } from '../plan/source-info.js'
import { workCounts } from '../work-counts.js'
import { type EngineLimits, probe } from './engine.js'
import type { SourceWarning } from './engine-error.js'
import { sourceInfoOf } from './source-info-of.js'

/** Gives what the header of a file tells. */
export interface Sources {
  /** @throws {LazyImageError} when the file is missing, no image, or beyond a limit. */
  lookUp(file: string): Promise<SourceInfo>
  /** What a photograph says of itself. @throws {LazyImageError} as {@link lookUp} does. */
  photoOf(source: SourceInfo): Promise<PhotoMetadata>
}

/** Beside the facts, which are part of plans. */
const WARNINGS = new WeakMap<SourceInfo, readonly SourceWarning[]>()

/** What was wrong with a source's header and let pass. */
export function warningsOf(source: SourceInfo): readonly SourceWarning[] {
  return WARNINGS.get(source) ?? []
}

/**
 * Headers and content hashes of source files, each read once for as long as the file does not change.
 */
export class SourceCatalog implements Sources {
  readonly #limits: EngineLimits
  readonly #failOn: FailOn
  readonly #entries = new Map<string, { version: string; info: Promise<SourceInfo> }>()

  /** Read when they are first asked for, and as long as the file does not change. */
  readonly #photos = new WeakMap<SourceInfo, Promise<PhotoMetadata>>()

  constructor(limits: EngineLimits, failOn: FailOn = DEFAULT_FAIL_ON) {
    this.#limits = limits
    this.#failOn = failOn
  }

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

  photoOf(source: SourceInfo): Promise<PhotoMetadata> {
    const known = this.#photos.get(source)
    if (known !== undefined) return known
    const photo = this.#readPhoto(source.file)
    this.#photos.set(source, photo)
    photo.catch(() => this.#photos.delete(source))
    return photo
  }

  /** Whether a file is still what it was when it was looked up. */
  async isUnchanged(source: SourceInfo): Promise<boolean> {
    const known = this.#entries.get(source.file)
    if (known === undefined || (await known.info) !== source) return false
    return this.#version(source.file).then(
      ({ version }) => version === known.version,
      () => false,
    )
  }

  /** Modification time alone misses an edit within its resolution; size and inode narrow that. */
  async #version(file: string): Promise<{ version: string; bytes: number }> {
    workCounts.looks++
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
    workCounts.probes++
    const [result] = await probe([{ path: file }], this.#limits, { contentHash: true, failOn: this.#failOn })
    if (result === undefined) throw new LazyImageError('ENGINE_FAILURE', 'A probe without a result', { image: file })
    if (result instanceof LazyImageError) throw result
    const { header, contentHash, warnings } = result
    const source = { ...sourceInfoOf(header, file), contentHash, bytes }
    WARNINGS.set(source, warnings)
    return source
  }

  async #readPhoto(file: string): Promise<PhotoMetadata> {
    const [result] = await probe([{ path: file }], this.#limits, {
      contentHash: false,
      photo: true,
      failOn: this.#failOn,
    })
    if (result instanceof LazyImageError) throw result
    if (result === undefined || result.photo === null) {
      throw new LazyImageError('ENGINE_FAILURE', 'A probe without a result', { image: file })
    }
    return result.photo
  }
}
