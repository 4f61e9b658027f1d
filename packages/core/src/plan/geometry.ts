import type { Fit } from '../request/directives/fit.js'

/** Whole pixels. */
export interface Size {
  width: number
  height: number
}

/** A rectangle in pixels of the oriented source; fractions are meant, so that a crop never shifts by half a pixel. */
export interface Region {
  left: number
  top: number
  width: number
  height: number
}

/** A picture on a larger canvas. */
export interface Placement extends Size {
  /** Pixels from the canvas's left edge to the picture's. */
  left: number
  /** Pixels from the canvas's top edge to the picture's. */
  top: number
}

/** Which part of the source becomes how many pixels, and on what canvas. */
export interface Geometry {
  region: Region
  resized: Size
  /** Null when the resized picture is the output. */
  canvas: Placement | null
}

/** A box as asked for: either side may be left to the source's ratio. */
export interface Box {
  width: number | undefined
  height: number | undefined
  fit: Fit
  /** Whether the picture may become larger than its source; otherwise the box shrinks, keeping its ratio. */
  enlarge: boolean
}

/** Geometry of one output. */
export function geometryOf(source: Size, { width, height, fit, enlarge }: Box): Geometry {
  const most = enlarge ? Number.POSITIVE_INFINITY : 1
  if (width === undefined || height === undefined) {
    return scaled(source, Math.min(most, sideScale(source, width, height)))
  }
  const box = { width, height }
  const least = Math.min(width / source.width, height / source.height)
  const greatest = Math.max(width / source.width, height / source.height)
  switch (fit) {
    case 'cover':
      return covering(source, shrunkBy(box, greatest / most))
    case 'fill':
      return { region: whole(source), resized: shrunkBy(box, greatest / most), canvas: null }
    case 'contain':
      return contained(source, shrunkBy(box, least / most))
    case 'inside':
      return scaled(source, Math.min(most, least))
    case 'outside':
      return scaled(source, Math.min(most, greatest))
  }
}

function sideScale(source: Size, width: number | undefined, height: number | undefined): number {
  if (width !== undefined) return width / source.width
  return height === undefined ? 1 : height / source.height
}

function scaled(source: Size, scale: number): Geometry {
  return { region: whole(source), resized: times(source, scale), canvas: null }
}

/** The largest centred part of the source that has the box's ratio. */
function covering(source: Size, box: Size): Geometry {
  const scale = Math.max(box.width / source.width, box.height / source.height)
  const width = Math.min(source.width, box.width / scale)
  const height = Math.min(source.height, box.height / scale)
  const region = { left: (source.width - width) / 2, top: (source.height - height) / 2, width, height }
  return { region, resized: box, canvas: null }
}

/** The whole picture, centred on a canvas of the box's size. */
function contained(source: Size, box: Size): Geometry {
  const scale = Math.min(box.width / source.width, box.height / source.height)
  const inside = times(source, scale)
  // Rounding must not push the picture over the edge.
  const resized = { width: Math.min(inside.width, box.width), height: Math.min(inside.height, box.height) }
  const canvas = {
    ...box,
    left: Math.floor((box.width - resized.width) / 2),
    top: Math.floor((box.height - resized.height) / 2),
  }
  const isFull = resized.width === box.width && resized.height === box.height
  return { region: whole(source), resized, canvas: isFull ? null : canvas }
}

/** The box, smaller by an excess of more than one. */
function shrunkBy(box: Size, excess: number): Size {
  return excess <= 1 ? box : times(box, 1 / excess)
}

function whole({ width, height }: Size): Region {
  return { left: 0, top: 0, width, height }
}

/** Rounded to whole pixels, at least one. */
function times({ width, height }: Size, factor: number): Size {
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) }
}
