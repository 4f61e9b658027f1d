import {
  descriptorOf,
  evaluate,
  isToldByWidth,
  type Known,
  listCandidates,
  type PlannedImage,
  type ShapeInput,
  shapeInputOf,
} from '@lazy-image/core/host'
import { misfit } from './misfit.js'
import type { PlacedRequest, PlaceKind } from './place-kind.js'
import { isOneUrl } from './url.js'

/** A request as one candidate of a `srcset`. */
export interface PlacedCandidate extends PlacedRequest {
  /** What is written behind it, such as `2x`; empty for nothing. */
  descriptor: string
}

export interface WrittenSrcset {
  srcset: string
  /** What belongs beside it where the page says nothing else; null for nothing. */
  sizes: string | null
}

/** The candidates of a `srcset`: a request of several outputs brings each with its width or density. */
export const srcsetPlace: PlaceKind<WrittenSrcset, PlacedCandidate> = {
  name: 'srcset',
  write(placed, known) {
    const { planned, descriptor } = placed
    const input = shapeInputOf(planned.plan)
    if (isOneUrl(placed)) {
      const url = String(evaluate(planned.value, known))
      return { srcset: descriptor === '' ? url : `${url} ${descriptor}`, sizes: null }
    }
    if (descriptor !== '' && input.images.length > 1) {
      throw misfit(
        placed,
        `one picture beside ${descriptor}`,
        `leave ${descriptor} out: each gets a descriptor of its own`,
      )
    }
    refuseUnlistable(placed, input)
    return writeCandidates(input, known)
  },
}

/** @throws {LazyImageError} where a browser could not choose among all outputs of a request by width or density. */
export function refuseUnlistable(placed: PlacedRequest, input: ShapeInput): void {
  const { shape } = placed.planned.plan.request.result
  const holds = 'pictures of one format that differ in width or density'
  if (shape.inText?.comesTo !== 'candidates' && shape.inText?.comesTo !== 'url')
    throw misfit(placed, holds, 'leave as out')
  const formats = new Set(input.images.map(({ variant }) => variant.encoding.format))
  if (formats.size > 1 || input.directed.length > 0) {
    throw misfit(placed, holds, 'browsers choose a format by the elements of <picture>: write <img src="…&as=picture">')
  }
  const descriptors = new Set(input.images.map(image => JSON.stringify(keyOf(image, input))))
  if (descriptors.size < input.images.length) throw misfit(placed, holds, 'ask for one picture of each width')
}

/** What tells a candidate from others; a width that is not known yet by what is made. */
function keyOf(image: PlannedImage, { basePixels }: ShapeInput): readonly unknown[] {
  return descriptorOf(image, basePixels).map(part => (typeof part === 'string' ? part : image.recipe.key))
}

/** The candidates of a request, and the `sizes` that widths need beside them. */
export function writeCandidates(
  input: Pick<ShapeInput, 'images' | 'link' | 'basePixels' | 'sizes'>,
  known: Known,
): WrittenSrcset {
  const { images, basePixels, sizes } = input
  const areWidths = images.some(image => isToldByWidth(image, basePixels))
  return {
    srcset: String(evaluate(listCandidates(images, input), known)),
    sizes: sizes ?? (areWidths ? '100vw' : null),
  }
}
