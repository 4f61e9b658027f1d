import type { BigIntStats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { LazyImageError } from '../errors.js'
import { isImagePath } from '../language/language.js'
import { describeNearestFile } from '../nearest-file.js'
import { DEFAULT_FAIL_ON, type FailOn } from '../options/fail-on.js'
import type { PhotoMetadata } from '../plan/photo-metadata.js'
import type { SourceInfo } from '../plan/source-info.js'
import { workCounts } from '../work-counts.js'
import { type EngineLimits, type Probed, probe } from './engine.js'
import type { SourceWarning } from './engine-error.js'
import type { SourceIndex } from './source-index.js'
import { sourceInfoOf } from './source-info-of.js'
import { versionOf } from './source-record.js'

/** Gives what the header of a file tells. */
export interface Sources {
  /** Resolves when it is known what was found out before, of sources and of the engine. */
  ready(): Promise<void>
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

/** A file as it was when it was looked at. */
interface Look {
  stats: BigIntStats
  /** Milliseconds since the epoch. */
  at: number
}

interface Entry {
  version: string
  info: Promise<SourceInfo>
}

/**
 * Headers and content hashes of source files, each read once for as long as the file does not change: by this process, or by an
 * earlier one that left an index.
 */
export class SourceCatalog implements Sources {
  readonly #limits: EngineLimits
  readonly #failOn: FailOn
  readonly #index: SourceIndex | null
  readonly #entries = new Map<string, Entry>()

  /** Read when they are first asked for, and as long as the file does not change. */
  readonly #photos = new WeakMap<SourceInfo, Promise<PhotoMetadata>>()

  constructor(limits: EngineLimits, failOn: FailOn = DEFAULT_FAIL_ON, index: SourceIndex | null = null) {
    this.#limits = limits
    this.#failOn = failOn
    this.#index = index
  }

  /** What earlier processes found out is known. */
  async ready(): Promise<void> {
    await this.#index?.open()
  }

  async lookUp(file: string): Promise<SourceInfo> {
    await this.ready()
    const look = await this.#look(file)
    const version = versionOf(look.stats)
    const known = this.#entries.get(file)
    if (known?.version === version) return known.info
    const info = this.#recall(file, look) ?? this.#read(file, look)
    this.#entries.set(file, { version, info })
    // A failure is not kept: the next look finds the file repaired or fails anew.
    info.catch(() => this.#entries.delete(file))
    return info
  }

  photoOf(source: SourceInfo): Promise<PhotoMetadata> {
    const known = this.#photos.get(source)
    if (known !== undefined) return known
    const photo = this.#findPhoto(source)
    this.#photos.set(source, photo)
    photo.catch(() => this.#photos.delete(source))
    return photo
  }

  /** Whether a file is still what it was when it was looked up. */
  async isUnchanged(source: SourceInfo): Promise<boolean> {
    const known = this.#entries.get(source.file)
    if (known === undefined || (await known.info) !== source) return false
    return this.#look(source.file).then(
      ({ stats }) => versionOf(stats) === known.version,
      () => false,
    )
  }

  /** Keeps what was read for later processes. @param isOver whether a build is over. */
  async keep(isOver: boolean): Promise<void> {
    await this.#index?.save(isOver)
  }

  async #look(file: string): Promise<Look> {
    workCounts.looks++
    const at = Date.now()
    const stats = await stat(file, { bigint: true }).catch(async (error: NodeJS.ErrnoException) => {
      const details = { image: file, cause: error }
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') {
        throw new LazyImageError('SOURCE_UNREADABLE', `Cannot read ${file}: ${error.message}`, details)
      }
      const near = await describeNearestFile(file, isImagePath)
      throw new LazyImageError('SOURCE_NOT_FOUND', `There is no file ${file}${near}`, details)
    })
    return { stats, at }
  }

  #recall(file: string, { stats, at }: Look): Promise<SourceInfo> | undefined {
    const known = this.#index?.find(file, stats, at)
    if (known === undefined) return undefined
    const source = { ...known.info, file }
    WARNINGS.set(source, known.warnings)
    if (known.photo !== undefined) this.#photos.set(source, Promise.resolve(known.photo))
    return Promise.resolve(source)
  }

  async #read(file: string, { stats, at }: Look): Promise<SourceInfo> {
    workCounts.probes++
    const { header, contentHash, warnings } = await this.#probe(file, { contentHash: true, photo: false })
    const info = { ...sourceInfoOf(header), contentHash, bytes: Number(stats.size) }
    const source = { ...info, file }
    WARNINGS.set(source, warnings)
    this.#index?.note(file, stats, at, { info, warnings })
    return source
  }

  async #findPhoto(source: SourceInfo): Promise<PhotoMetadata> {
    const { file, ...info } = source
    const { stats, at } = await this.#look(file)
    const { photo } = await this.#probe(file, { contentHash: false, photo: true })
    if (photo === null) throw new LazyImageError('ENGINE_FAILURE', 'A probe without a result', { image: file })
    // Of the file as it is planned; what has changed since is found out by whoever makes it.
    const isSame = this.#entries.get(file)?.version === versionOf(stats)
    if (isSame) this.#index?.note(file, stats, at, { info, warnings: warningsOf(source), photo })
    return photo
  }

  async #probe(file: string, wanted: { contentHash: boolean; photo: boolean }): Promise<Probed> {
    workCounts.reads++
    const [result] = await probe([{ path: file }], this.#limits, { ...wanted, failOn: this.#failOn })
    if (result === undefined) throw new LazyImageError('ENGINE_FAILURE', 'A probe without a result', { image: file })
    if (result instanceof LazyImageError) throw result
    return result
  }
}
