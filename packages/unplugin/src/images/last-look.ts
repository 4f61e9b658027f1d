import { readFileSync } from 'node:fs'
import type { Pipeline } from '@lazy-image/core'
import { describeFailure } from '../told/failure.js'
import { appendFrame } from '../told/place.js'
import { type HostError, reportFailures } from '../told/report.js'
import type { Asset, Chunk } from './bundle.js'
import { findLeftOver, isLeftOnPurpose, mayRefer, type Site } from './left-over.js'
import { explainLeftOver } from './unfollowed.js'

interface LookContext {
  warn(message: string): void
  error(error: HostError): never
  getModuleIds(): Iterable<string>
}

/**
 * The last look over what a build is about to write: whatever still asks for an image by directives shows the picture as
 * it is.
 */
export class LastLook {
  readonly #pipeline: Pipeline
  /** What assets were called before, by file. Server builds drop their assets before the last look. */
  readonly #originals = new Map<string, readonly string[]>()

  readonly #left: ReadonlySet<string>

  /** @param left URLs that authors keep from the bundler, as they are written. */
  constructor(pipeline: Pipeline, left: ReadonlySet<string> = new Set()) {
    this.#pipeline = pipeline
    this.#left = left
  }

  /** Takes note of what an output has before anybody drops some of it. */
  begin(bundle: Readonly<Record<string, Asset | Chunk>>): void {
    // Files of the build before are no longer there.
    this.#originals.clear()
    this.#note(bundle)
  }

  #note(bundle: Readonly<Record<string, Asset | Chunk>>): void {
    for (const [name, file] of Object.entries(bundle)) {
      if (file.type === 'asset') this.#originals.set(name, file.originalFileNames ?? [])
    }
  }

  /**
   * Fails for references that nobody followed, or tells them where the options are not strict.
   *
   * @param sources absolute paths of files that were read besides modules.
   */
  async look(
    context: LookContext,
    bundle: Readonly<Record<string, Asset | Chunk>>,
    site: Site,
    sources: Iterable<string>,
  ): Promise<void> {
    this.#note(bundle)
    const known: Site = { ...site, hasFile: path => this.#originals.has(path) || site.hasFile(path) }
    const copies = (await site.copiedTexts?.()) ?? new Map<string, string>()
    const texts = [
      ...Object.entries(bundle).map(([name, file]) => [name, () => textOf(file)] as const),
      ...[...copies].map(([name, path]) => [name, () => readFileSync(path, 'utf8')] as const),
    ]
    const found = texts.flatMap(([name, read]) =>
      mayRefer(name) ? findLeftOver(name, read(), this.#pipeline, known) : [],
    )
    const originalsOf = (file: string | null) =>
      file === null ? [] : (this.#originals.get(file) ?? [site.sourceOfCopy?.(file) ?? file])
    const unmeant = found.filter(
      one => !this.#left.has(one.url) && !isLeftOnPurpose(one, originalsOf(one.file), this.#pipeline),
    )
    const failures = await explainLeftOver(unmeant, {
      sources: [...context.getModuleIds(), ...sources, ...copies.values()],
      originalsOf,
    })
    const { root, strict } = this.#pipeline.options
    if (strict === 'error' && failures.length > 0) context.error(reportFailures(failures, root))
    for (const failure of failures) {
      context.warn(appendFrame(describeFailure(failure, root), failure.error.location))
    }
  }
}

function textOf(file: Asset | Chunk): string {
  if (file.type === 'chunk') return file.code
  const { source } = file
  if (typeof source === 'string') return source
  return Buffer.from(source.buffer, source.byteOffset, source.byteLength).toString('utf8')
}
