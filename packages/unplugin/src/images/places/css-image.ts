import { descriptorOf, evaluate, isToldByWidth, mediaTypeOf, shapeInputOf } from '@lazy-image/core/host'
import { misfit } from './misfit.js'
import type { PlaceKind } from './place-kind.js'
import { isOneUrl } from './url.js'

/**
 * A picture in a stylesheet, as `url()`. Several formats or densities become an `image-set()`, from which a browser takes
 * the first type that it knows and the density that fits the screen.
 */
export const cssImagePlace: PlaceKind<string> = {
  name: 'css-image',
  write(placed, known) {
    const { plan, value } = placed.planned
    if (isOneUrl(placed)) return writeUrl(evaluate(value, known))
    const { shape } = plan.request.result
    const input = shapeInputOf(plan)
    const holds = 'pictures that differ in format or density'
    if (!shape.isUrl) throw misfit(placed, holds, 'write as=url')
    if (input.directed.length > 0) throw misfit(placed, holds, 'write each picture of the preset into a @media rule')
    const areTypes = new Set(input.images.map(({ variant }) => variant.encoding.format)).size > 1
    const candidates = input.images.map(image => {
      const { format } = image.variant.encoding
      const isWidth = isToldByWidth(image, input.basePixels)
      const type = areTypes ? [` type("${mediaTypeOf(format)}")`] : []
      return { told: [...type, ...(isWidth ? [] : descriptorOf(image, input.basePixels))].join(''), image }
    })
    if (new Set(candidates.map(({ told }) => told)).size < candidates.length) {
      throw misfit(placed, holds, 'stylesheets have no widths: write one w with densities=1x;2x')
    }
    return `image-set(${candidates.map(({ image, told }) => writeUrl(evaluate(input.link(image), known)) + told).join(', ')})`
  },
}

function writeUrl(url: ReturnType<typeof evaluate>): string {
  return `url(${quoteCss(String(url))})`
}

/** A text as a string of CSS. */
export function quoteCss(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\a ')}"`
}
