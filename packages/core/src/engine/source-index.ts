import { createHash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { dirname } from 'node:path'
import { performance } from 'node:perf_hooks'
import { isPlainObject } from '../plain-object.js'
import { relativePath } from '../relative-path.js'
import { settlesWithin } from '../settles-within.js'
import type { EngineLimits } from './engine.js'
import { type EngineFacts, engineFacts, identifyEngine, ownVersion, recallEngineFacts } from './engine-facts.js'
import { GitWorkTrees } from './git/git-work-trees.js'
import { isPointerTo } from './git/lfs-pointer.js'
import { emptyIndex, type IndexContent, readIndex, writeIndex } from './index-file.js'
import { isSettled, parseRecord, type SourceFindings, type SourceRecord, versionOf } from './source-record.js'

/** A dev server notes a file at a time: the index is not written again before. */
const PAUSE_MS = 1000

/** A disk may take so long before a build goes on without it. */
const PATIENCE_MS = 5000

/**
 * What earlier builds found out of sources and of the engine, in a file beside the cache: a build reads no source that has not
 * changed, and loads no engine where there is nothing to make. It saves work and decides nothing: what is damaged, foreign or
 * cannot be written is as if it were not there. Paths are relative to its folder.
 *
 * Where all files are new, as in a fresh checkout, git tells which of them are still what they were: it has compared them when it
 * wrote them. What Git LFS has not fetched is known then, too.
 */
export class SourceIndex {
  readonly #file: string
  #isWritable: boolean
  /** What decides what is found, besides engine and file. */
  readonly #settings: string
  #opened: Promise<void> | undefined
  #content: IndexContent = emptyIndex()
  /** What is to be written. */
  readonly #noted = new Map<string, unknown>()
  #isEngineNew = false
  #savedAt = Number.NEGATIVE_INFINITY
  #later: NodeJS.Timeout | undefined
  #conditions: string | undefined
  readonly #git = new GitWorkTrees()
  /** Records by what git calls the content they are of. */
  #byBlob: Map<string, unknown> | undefined

  /** @param file absolute. */
  constructor(file: string, isWritable: boolean, limits: EngineLimits, failOn: string) {
    this.#file = file
    this.#isWritable = isWritable
    const { timeoutMs: _timeoutMs, ...bounds } = limits
    this.#settings = JSON.stringify([failOn, Object.entries(bounds).sort()])
  }

  /** Reads what is there, once, and recalls what the engine is. Never rejects; before, nothing is known. */
  open(): Promise<void> {
    this.#opened ??= this.#open()
    return this.#opened
  }

  async #open(): Promise<void> {
    this.#content = await this.#read()
    const { engine } = this.#content
    const identity = identifyEngine()
    if (isEngineFacts(engine?.facts) && engine?.identity === identity) recallEngineFacts(engine.facts)
    else this.#isEngineNew = identity !== null
  }

  /** A disk that does not answer is not asked again. */
  async #read(): Promise<IndexContent> {
    let content = emptyIndex()
    const reading = readIndex(this.#file).then(
      found => {
        content = found
      },
      () => {},
    )
    if (!(await settlesWithin(reading, PATIENCE_MS))) this.#isWritable = false
    return content
  }

  /** What is known of a file as it is. @param at when its version was asked for: milliseconds since the epoch. */
  find(file: string, stats: BigIntStats, at: number): SourceFindings | undefined {
    const record = this.#parse(this.#content.sources.get(this.#nameOf(file)))
    if (record?.version === versionOf(stats)) return record
    const same = this.#findSame(file, stats)
    if (same !== undefined) this.#note(file, stats, at, same, same.blob)
    return same
  }

  /** What is known of a file of the same content, by what git says: of this one before a checkout, or of another. */
  #findSame(file: string, stats: BigIntStats): SourceRecord | undefined {
    this.#byBlob ??= new Map(
      [...this.#content.sources.values()].flatMap(record => {
        const blob = isPlainObject(record) ? record['blob'] : undefined
        return typeof blob === 'string' ? [[blob, record]] : []
      }),
    )
    if (this.#byBlob.size === 0) return undefined
    const record = this.#parse(this.#byBlob.get(this.#blobOf(file, stats) ?? ''))
    if (record === undefined) return undefined
    // Filters may make different files of one blob, as by turning the ends of lines.
    const { bytes } = record.info
    return stats.size === BigInt(bytes) || isPointerTo(bytes, file, stats.size) ? record : undefined
  }

  #parse(value: unknown): SourceRecord | undefined {
    const record = parseRecord(value)
    return record?.conditions === this.#conditionsNow() ? record : undefined
  }

  #blobOf(file: string, stats: BigIntStats): string | undefined {
    try {
      return this.#git.blobOf(file, stats)
    } catch {
      return undefined
    }
  }

  /** @param readAt when reading began: milliseconds since the epoch. */
  note(file: string, stats: BigIntStats, readAt: number, findings: SourceFindings): void {
    this.#note(file, stats, readAt, findings, this.#blobOf(file, stats))
  }

  #note(
    file: string,
    stats: BigIntStats,
    readAt: number,
    { info, warnings, photo }: SourceFindings,
    blob: string | undefined,
  ): void {
    if (!this.#isWritable || !isSettled(stats, readAt)) return
    const record = { version: versionOf(stats), conditions: this.#conditionsNow(), info, warnings }
    const name = this.#nameOf(file)
    const whole = { ...record, ...(photo !== undefined && { photo }), ...(blob !== undefined && { blob }) }
    this.#content.sources.set(name, whole)
    this.#noted.set(name, whole)
  }

  /**
   * Writes what was noted, beside what others have written meanwhile.
   *
   * @param isOver whether nothing more is to come; else it is done a little later where it was done just now.
   */
  async save(isOver: boolean): Promise<void> {
    if (!this.#isWritable || (this.#noted.size === 0 && !this.#isEngineNew)) return
    if (!isOver && performance.now() - this.#savedAt < PAUSE_MS) {
      this.#later ??= setTimeout(() => void this.save(true), PAUSE_MS).unref()
      return
    }
    clearTimeout(this.#later)
    this.#later = undefined
    this.#savedAt = performance.now()
    const noted = [...this.#noted]
    this.#noted.clear()
    this.#isEngineNew = false
    const { sources } = await this.#read()
    for (const [name, record] of noted) {
      // What is new stands last: what goes first where there are too many is what nobody has noted for longest.
      sources.delete(name)
      sources.set(name, record)
    }
    const identity = identifyEngine()
    const engine = identity === null ? null : { identity, facts: engineFacts() }
    await settlesWithin(
      writeIndex(this.#file, { engine, sources }).catch(() => {}),
      PATIENCE_MS,
    )
  }

  #conditionsNow(): string {
    this.#conditions ??= createHash('sha256')
      .update(`${ownVersion()}\n${engineFacts().fingerprint}\n${this.#settings}`)
      .digest('hex')
    return this.#conditions
  }

  #nameOf(file: string): string {
    return relativePath(dirname(this.#file), file)
  }
}

function isEngineFacts(value: unknown): value is EngineFacts {
  return (
    isPlainObject(value) &&
    typeof value['version'] === 'string' &&
    typeof value['fingerprint'] === 'string' &&
    Array.isArray(value['codecs']) &&
    Array.isArray(value['formats']) &&
    value['formats'].every(format => isPlainObject(format) && typeof format['name'] === 'string')
  )
}
