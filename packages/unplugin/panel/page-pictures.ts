import type { PictureFacts, PixelSize } from '../src/panel/protocol.js'
import type { Downloads } from './downloads.js'
import { examine } from './findings/findings.js'
import type { Largest } from './largest.js'
import { type Drawn, measure } from './measure.js'
import type { Examined, Offered, PageState, Picture } from './picture.js'
import { askPictures, pathOn } from './server.js'
import { elementsIn, findShown, type Shown } from './shown.js'

interface Place {
  shown: Shown
  drawn: Drawn
  pixels: PixelSize | null
}

/**
 * How often a picture is asked about of which the server knows less than all: it may just not be ready, or the browser had the
 * picture before the server began.
 */
const MOST_ASKED = 3

/** The pictures of a page, and what the server has told of them. */
export class PagePictures {
  readonly #downloads: Downloads
  readonly #isOwn: (element: Element) => boolean
  /** By URL; a picture that had not been made when it was asked about is asked about again. */
  readonly #facts = new Map<string, PictureFacts | null>()
  /** How often each URL was asked about. */
  readonly #asked = new Map<string, number>()
  /** What was painted largest while the page loaded. */
  largest: Largest | undefined

  /** @param isOwn whether an element is the panel's. */
  constructor(downloads: Downloads, isOwn: (element: Element) => boolean) {
    this.#downloads = downloads
    this.#isOwn = isOwn
  }

  /** Every element of the page, those in open shadow roots too. */
  elements(): Element[] {
    return [...elementsIn(document, this.#isOwn)]
  }

  /** @throws {Unanswered} where the server does not answer a page of this origin. */
  async look(elements: readonly Element[]): Promise<Picture[]> {
    const found = [...findShown(elements, url => this.#downloads.of(url) !== undefined, this.#downloads.hasStyled)]
    await this.#ask(found.flatMap(({ url, candidates }) => [url, ...candidates.map(candidate => candidate.url)]))
    const groups = new Map<string, Shown[]>()
    for (const shown of found) {
      if (!shown.element.isConnected) continue
      const id = `${shown.as} ${shown.property ?? ''} ${shown.url}`
      groups.set(id, [...(groups.get(id) ?? []), shown])
    }
    const page = this.#pageState()
    return [...groups].map(([id, group]) => this.#describe(id, group, page)).sort(inOrder)
  }

  async #ask(urls: readonly string[]): Promise<void> {
    const open = new Set(urls.filter(url => pathOn(url) !== undefined && this.#isOpen(url)))
    const asked = [...open]
    const facts = asked.length === 0 ? [] : await askPictures(asked)
    for (const [index, url] of asked.entries()) {
      this.#facts.set(url, facts[index] ?? null)
      this.#asked.set(url, (this.#asked.get(url) ?? 0) + 1)
    }
  }

  #isOpen(url: string): boolean {
    const facts = this.#facts.get(url)
    if (facts === undefined) return true
    if ((this.#asked.get(url) ?? 0) >= MOST_ASKED) return false
    return facts === null || (facts.made === null && this.#downloads.of(url) !== undefined)
  }

  #pageState(): PageState {
    const { largest } = this
    return {
      pixelRatio: devicePixelRatio,
      viewport: { width: innerWidth, height: innerHeight },
      isLargest: ({ element, url }) =>
        largest !== undefined && (largest.element === null ? largest.url === url : largest.element === element),
    }
  }

  #describe(id: string, group: readonly Shown[], page: PageState): Picture {
    const places = group.map(shown => this.#place(shown))
    // The one that needs the most pixels says what the file must have.
    const { shown, drawn, pixels } = places.reduce((most, place) => (areaOf(place) > areaOf(most) ? place : most))
    const offered = shown.candidates.map(candidate => ({ ...candidate, facts: this.#factsOf(candidate.url) }))
    const examined: Examined = {
      id,
      shown,
      elements: group.map(({ element }) => element),
      drawn,
      pixels,
      facts: this.#factsOf(shown.url),
      offered: offered satisfies Offered[],
      download: this.#downloads.of(shown.url) ?? null,
      page,
    }
    const { page: _, ...picture } = examined
    return { ...picture, findings: examined.shown.url.startsWith('data:') ? [] : examine(examined) }
  }

  #place(shown: Shown): Place {
    const pixels = this.#factsOf(shown.url)?.size ?? naturalSize(shown)
    return { shown, pixels, drawn: measure(shown, shown.isThere ? pixels : null) }
  }

  #factsOf(url: string): PictureFacts | null {
    return this.#facts.get(url) ?? null
  }
}

/** As a browser tells it: where it chose by a density or a width, it tells what that comes to and not what the file has. */
function naturalSize({ element, candidates }: Shown): PixelSize | null {
  if (!(element instanceof HTMLImageElement) || candidates.length > 0 || element.naturalWidth === 0) return null
  return { width: element.naturalWidth, height: element.naturalHeight }
}

function areaOf({ drawn: { box } }: Place): number {
  return box.width * box.height
}

/** Ours first, and of these what has problems. */
function inOrder(one: Picture, other: Picture): number {
  return rankOf(one) - rankOf(other)
}

function rankOf({ facts, findings }: Picture): number {
  if (findings.some(({ severity }) => severity === 'problem')) return facts === null ? 1 : 0
  return facts === null ? 3 : 2
}
