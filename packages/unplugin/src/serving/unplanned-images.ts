import type { IncomingHttpHeaders } from 'node:http'
import type { Pipeline } from '@lazy-image/core'
import { type PlannedImage, plannedSize } from '@lazy-image/core/host'
import { isByOwnPage } from './own-page.js'
import { RequestRefused } from './request-refused.js'
import { SharedRenders } from './shared-renders.js'

/** Images at once, so that those of the project are not kept waiting. */
const AT_ONCE = 2

/** Requests that may wait. */
const WAITING = 1000

/** Pixels that an image may have beyond those of its source: an original in another format is always allowed. */
const MOST_PIXELS = 2 ** 24

/** Images that are kept on a disk; further ones are in memory alone, where the last ones stay. */
const MOST_KEPT = 200

export interface UnplannedTraits {
  /** Images at once. */
  atOnce?: number
  /** Images that are kept beyond memory. */
  mostKept?: number
  /** Of pages elsewhere that the project has named, */
  isOwnOrigin?: (origin: URL) => boolean
  /** and how it would name others. */
  advice?: string
}

/**
 * Images that no module of the project asks for: queries that somebody has written into an address bar or a text that nobody
 * compiles. Strangers can write them too, so that they cost little, however many there are.
 */
export class UnplannedImages {
  readonly #atOnce: () => number
  readonly #mostKept: number
  readonly #isOwnOrigin: (origin: URL) => boolean
  readonly #advice: string
  readonly #kept = new Set<string>()
  #renders: SharedRenders | undefined

  constructor(
    { options }: Pick<Pipeline, 'options'>,
    { atOnce = AT_ONCE, mostKept = MOST_KEPT, isOwnOrigin = () => false, advice = '' }: UnplannedTraits = {},
  ) {
    // How many threads there are the engine tells, which a build may never load.
    this.#atOnce = () => Math.min(atOnce, options.concurrency)
    this.#mostKept = mostKept
    this.#isOwnOrigin = isOwnOrigin
    this.#advice = advice
  }

  get renders(): SharedRenders {
    this.#renders ??= new SharedRenders({ atOnce: this.#atOnce(), waiting: WAITING })
    return this.#renders
  }

  /** Whether a request is one that no other site's page makes. */
  isForOwnPage(headers: IncomingHttpHeaders): boolean {
    return isByOwnPage(headers, this.#isOwnOrigin)
  }

  /** What the page of another site is told. */
  refusePage(headers: IncomingHttpHeaders): RequestRefused {
    const page = headers.origin ?? headers.referer ?? 'that does not say its name'
    const asked = `No module of this project asks for this image, and it is asked for by a page of another origin (${page})`
    return new RequestRefused(403, `${asked}; show it on a page of this server${this.#advice}`)
  }

  /** @throws {RequestRefused} for an image that is larger than one may ask for by hand. */
  checkSize({ variant, source }: PlannedImage): void {
    const size = plannedSize(variant)
    if (size === null) return
    const frames = variant.base.animated ? source.frames : 1
    const pixels = size.width * size.height * frames
    const most = Math.max(MOST_PIXELS, source.orientedWidth * source.orientedHeight * source.frames)
    if (pixels <= most) return
    throw new RequestRefused(
      403,
      `No module of this project asks for this image of ${size.width}×${size.height}${frames > 1 ? ` × ${frames} frames` : ''} = ` +
        `${pixels} pixels; by hand, ${most} of ${source.file} can be asked for. Import it to have it larger.`,
    )
  }

  /** Whether an image may be kept beyond memory. */
  mayKeep(key: string): boolean {
    if (this.#kept.size < this.#mostKept) this.#kept.add(key)
    return this.#kept.has(key)
  }
}
