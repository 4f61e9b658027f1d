import type { PixelSize } from '../src/panel/protocol.js'
import { type Shown, splitLayers } from './shown.js'

/** How a picture fills the place that it has. */
export interface Drawn {
  /** CSS pixels of the place. */
  box: PixelSize
  /** CSS pixels that one pixel of the file is shown at, each way the larger one; null where nobody can tell. */
  scale: number | null
}

/** @param pixels of the file; null where they are not known. */
export function measure(shown: Shown, pixels: PixelSize | null): Drawn {
  return shown.as === 'style' ? measureStyle(shown, pixels) : measureContent(shown.element, pixels)
}

function measureContent(element: Element, pixels: PixelSize | null): Drawn {
  const style = getComputedStyle(element)
  const { width, height } = element.getBoundingClientRect()
  const inner = (sides: readonly string[]) =>
    sides.reduce((sum, side) => sum + Number.parseFloat(style.getPropertyValue(side) || '0'), 0)
  const box = {
    width: Math.max(0, width - inner(['padding-left', 'padding-right', 'border-left-width', 'border-right-width'])),
    height: Math.max(0, height - inner(['padding-top', 'padding-bottom', 'border-top-width', 'border-bottom-width'])),
  }
  return { box, scale: pixels === null ? null : scaleOf(box, pixels, style.objectFit) }
}

function measureStyle({ element, url, property }: Shown, pixels: PixelSize | null): Drawn {
  const { width, height } = element.getBoundingClientRect()
  const box = { width, height }
  if (pixels === null || property !== 'background-image') return { box, scale: null }
  const style = getComputedStyle(element)
  const layers = splitLayers(style.backgroundImage)
  const sizes = splitLayers(style.backgroundSize)
  const index = layers.findIndex(layer => layer.includes(CSS.escape(url)) || layer.includes(url))
  const size = sizes[Math.max(0, index) % sizes.length] ?? 'auto'
  if (size === 'cover' || size === 'contain') return { box, scale: scaleOf(box, pixels, size) }
  const [wide, high] = size.split(' ')
  const asked = { width: lengthOf(wide, width), height: lengthOf(high, height) }
  if (asked.width === null && asked.height === null) return { box, scale: null }
  const scales = [
    asked.width === null ? 0 : asked.width / pixels.width,
    asked.height === null ? 0 : asked.height / pixels.height,
  ]
  return { box, scale: Math.max(...scales) }
}

/** CSS pixels; null for `auto` and what is calculated. */
function lengthOf(text: string | undefined, whole: number): number | null {
  const [, number, unit] = /^([\d.]+)(px|%)$/.exec(text ?? '') ?? []
  if (number === undefined) return null
  return unit === '%' ? (Number(number) / 100) * whole : Number(number)
}

function scaleOf(box: PixelSize, pixels: PixelSize, fit: string): number | null {
  if (box.width === 0 || box.height === 0) return null
  const across = box.width / pixels.width
  const down = box.height / pixels.height
  if (fit === 'none') return null
  if (fit === 'contain' || fit === 'scale-down') return Math.min(across, down)
  return Math.max(across, down)
}
