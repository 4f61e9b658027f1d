import type { PictureFacts, PixelSize } from '../src/panel/protocol.js'
import type { Download } from './downloads.js'
import type { Finding } from './finding.js'
import type { Drawn } from './measure.js'
import type { Candidate, Shown } from './shown.js'

/** A candidate with what the server knows of it. */
export interface Offered extends Candidate {
  facts: PictureFacts | null
}

/** One picture of a page, wherever it is shown. */
export interface Picture {
  /** The same for the same picture, whenever the page is looked at. */
  id: string
  /** Where it is shown largest. */
  shown: Shown
  /** Everywhere. */
  elements: readonly Element[]
  drawn: Drawn
  /** Pixels of the file; null where nobody can tell. */
  pixels: PixelSize | null
  /** Null for what is none of ours. */
  facts: PictureFacts | null
  offered: readonly Offered[]
  download: Download | null
  findings: readonly Finding[]
}

/** What a picture has, as findings look at it. */
export type Examined = Omit<Picture, 'findings'> & { page: PageState }

/** What findings need to know of the page. */
export interface PageState {
  /** Device pixels in one CSS pixel. */
  pixelRatio: number
  /** CSS pixels. */
  viewport: PixelSize
  /** Whether a picture is the largest thing that was painted while the page loaded. */
  isLargest(shown: Shown): boolean
}
