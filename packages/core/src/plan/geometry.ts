import type { Fit } from '../language/directives/fit.js'

/** Whole pixels. */
export interface Size {
  width: number
  height: number
}

/** Red, green, blue, alpha; 0–255 each. */
export type Rgba = readonly [number, number, number, number]

/** A resampling filter, by sharp's names. */
export type Kernel = 'nearest' | 'cubic' | 'mitchell' | 'lanczos2' | 'lanczos3'

/** A length along one side: pixels, or a share of the side. */
export interface Length {
  value: number
  unit: 'px' | 'fraction'
}

/** A rectangle of the source, before anything else is decided. */
export interface Crop {
  x: Length
  y: Length
  w: Length
  h: Length
}

/**
 * What stays in sight where something must go: a point of the picture as fractions of its width and height, 0,0 at the
 * top left; or the part that the strategy finds in the pixels.
 */
export type Position = { kind: 'point'; x: number; y: number } | { kind: 'entropy' } | { kind: 'attention' }

/** All that an output's frame is decided from. Numbers are finite; lengths, sides and the aspect are above zero. */
export interface FrameRequest {
  /** Null takes the whole source. */
  crop: Crop | null
  /** Pixels, or null to follow the height and a ratio. */
  width: number | null
  height: number | null
  /** Width divided by height; without effect where both sides are given. */
  aspect: number | null
  /** How the picture meets a box of another shape. */
  fit: Fit
  position: Position
  /** Whether the picture may become larger than its source; otherwise the box shrinks, keeping its ratio. */
  enlarge: boolean
  /**
   * Whether the picture may become smaller than its source; otherwise it stays as it is, and the box grows: to the
   * picture in `contain` and `fill`, keeping its ratio in `cover`.
   */
  reduce: boolean
  kernel: Kernel
  /** Of a canvas around the picture. */
  background: Rgba
}

/** A rectangle in pixels of the source; fractions are meant, so that a cut never shifts by half a pixel. */
export interface Region {
  left: number
  top: number
  width: number
  height: number
}

/** A canvas with the picture on it. */
export interface Canvas extends Size {
  /** Pixels from the canvas's left edge to the picture's. */
  left: number
  /** Pixels from the canvas's top edge to the picture's. */
  top: number
  background: Rgba
}

/** Which part of the source becomes how many pixels, and on what canvas. */
export interface FixedFrame extends Size {
  region: Region
  kernel: Kernel
  /** Null when the resized picture is the output. */
  canvas: Canvas | null
  /** Where the region's place within another is found from the pixels; null where the region says it. */
  slide: { strategy: 'entropy' | 'attention'; within: Region } | null
}

/** A proportion, kept as two numbers so that whole sides come out whole. */
interface Ratio {
  over: number
  under: number
}

/**
 * The frame of one output. Pure, and total for the requests described above.
 *
 * The crop comes first; what follows sees the cropped part as the source. Its twin in `native/engine/src/asked/geometry.rs`
 * does the same arithmetic in the same order and agrees to the last bit: change both or none.
 *
 * @param source size of the picture that the crop refers to, upright where orientation is applied.
 */
export function geometryOf(source: Size, request: FrameRequest): FixedFrame {
  const part = request.crop === null ? whole(source) : takeCrop(source, request.crop)
  const box = boxOf(part, request)
  if (box === null) return scalePart(part, sideRatio(part, request), request)
  const across = { over: box.width, under: part.width }
  const down = { over: box.height, under: part.height }
  const [least, greatest] = isGreater(across, down) ? [down, across] : [across, down]
  switch (request.fit) {
    case 'cover':
      return cover(part, bound(box, greatest, greatest, request), request)
    case 'contain':
      return mustGrow(least, request)
        ? pad(part, wholeSize(part), wholeSize(around(part, box)), request)
        : contain(part, bound(box, least, least, request), request)
    case 'fill':
      return frame(part, fill(part, box, least, greatest, request), null, request)
    case 'inside':
      return scalePart(part, least, request)
    case 'outside':
      return scalePart(part, greatest, request)
  }
}

/** At whole pixels, inside the source, and at least one of them. */
function takeCrop(source: Size, { x, y, w, h }: Crop): Region {
  const [left, right] = edges(x, w, source.width)
  const [top, bottom] = edges(y, h, source.height)
  return { left, top, width: right - left, height: bottom - top }
}

/** Both edges are rounded, so that two neighbouring crops share theirs. */
function edges(start: Length, length: Length, side: number): [number, number] {
  const from = pixelsOf(start, side)
  const to = from + pixelsOf(length, side)
  const first = Math.min(Math.max(roundHalfUp(from), 0), side - 1)
  return [first, Math.min(Math.max(roundHalfUp(to), first + 1), side)]
}

function pixelsOf({ value, unit }: Length, side: number): number {
  return unit === 'px' ? value : value * side
}

/** The box that the fit has to meet, not yet in whole pixels; null when the picture's own ratio decides. */
function boxOf(part: Region, { width, height, aspect }: FrameRequest): Size | null {
  if (width !== null && height !== null) return { width, height }
  if (aspect === null) return null
  if (width !== null) return { width, height: width / aspect }
  if (height !== null) return { width: height * aspect, height }
  return part.width > part.height * aspect
    ? { width: part.height * aspect, height: part.height }
    : { width: part.width, height: part.width / aspect }
}

/** The scale that one side asks for; 1 without any. */
function sideRatio(part: Region, { width, height }: FrameRequest): Ratio {
  if (width !== null) return { over: width, under: part.width }
  return height === null ? { over: 1, under: 1 } : { over: height, under: part.height }
}

function scalePart(part: Region, ratio: Ratio, request: FrameRequest): FixedFrame {
  const within = mustShrink(ratio, request) || mustGrow(ratio, request) ? { over: 1, under: 1 } : ratio
  return frame(part, wholeSize(times(part, within)), null, request)
}

/** The box in whole pixels, its ratio kept where a bound on the picture's scale changes its size. */
function bound(box: Size, least: Ratio, greatest: Ratio, request: FrameRequest): Size {
  if (mustShrink(greatest, request)) return wholeSize(times(box, inverse(greatest)))
  if (mustGrow(least, request)) return wholeSize(times(box, inverse(least)))
  return wholeSize(box)
}

/** Each side for itself: one that may not be reduced stays as it is, and so does one that may not be enlarged either. */
function fill(part: Region, box: Size, least: Ratio, greatest: Ratio, request: FrameRequest): Size {
  if (request.reduce) return bound(box, least, greatest, request)
  return wholeSize(request.enlarge ? around(part, box) : part)
}

/** The least box around two. */
function around(a: Size, b: Size): Size {
  return { width: Math.max(a.width, b.width), height: Math.max(a.height, b.height) }
}

function mustShrink({ over, under }: Ratio, { enlarge }: FrameRequest): boolean {
  return !enlarge && over > under
}

function mustGrow({ over, under }: Ratio, { reduce }: FrameRequest): boolean {
  return !reduce && over < under
}

/** The largest part of the picture that has the box's ratio, its centre as near to the position as can be. */
function cover(part: Region, box: Size, request: FrameRequest): FixedFrame {
  const isWider = box.width * part.height > box.height * part.width
  const width = isWider ? part.width : (part.height * box.width) / box.height
  const height = isWider ? (part.width * box.height) / box.width : part.height
  const { position } = request
  const { x, y } = pointOf(position)
  const left = part.left + startAround(x, width, part.width)
  const top = part.top + startAround(y, height, part.height)
  const covered = frame({ left, top, width, height }, box, null, request)
  const isWhole = width === part.width && height === part.height
  return position.kind === 'point' || isWhole
    ? covered
    : { ...covered, slide: { strategy: position.kind, within: part } }
}

/** The middle, until a strategy has found its place. */
function pointOf(position: Position): { x: number; y: number } {
  return position.kind === 'point' ? position : { x: 0.5, y: 0.5 }
}

function startAround(position: number, length: number, side: number): number {
  return Math.min(Math.max(position * side - length / 2, 0), side - length)
}

/** The whole picture on a canvas of the box's size, the space around it divided by the position. */
function contain(part: Region, box: Size, request: FrameRequest): FixedFrame {
  const isWider = box.width * part.height > box.height * part.width
  const inside = isWider
    ? { width: (part.width * box.height) / part.height, height: box.height }
    : { width: box.width, height: (part.height * box.width) / part.width }
  return pad(part, wholeSize(inside), box, request)
}

/** The picture at a size on a canvas of another, both in whole pixels; without one where they are equal. */
function pad(part: Region, { width, height }: Size, box: Size, request: FrameRequest): FixedFrame {
  if (width === box.width && height === box.height) return frame(part, box, null, request)
  const { x, y } = pointOf(request.position)
  const left = Math.floor((box.width - width) * x)
  const top = Math.floor((box.height - height) * y)
  return frame(part, { width, height }, { ...box, left, top, background: request.background }, request)
}

function frame(region: Region, { width, height }: Size, canvas: Canvas | null, { kernel }: FrameRequest): FixedFrame {
  return { region, width, height, kernel, canvas, slide: null }
}

function whole({ width, height }: Size): Region {
  return { left: 0, top: 0, width, height }
}

function times({ width, height }: Size, { over, under }: Ratio): Size {
  return { width: (width * over) / under, height: (height * over) / under }
}

function inverse({ over, under }: Ratio): Ratio {
  return { over: under, under: over }
}

function isGreater(a: Ratio, b: Ratio): boolean {
  return a.over * b.under > b.over * a.under
}

/** Pixels that the engine can count: at least one a side. */
function wholeSize({ width, height }: Size): Size {
  return { width: wholeSide(width), height: wholeSide(height) }
}

function wholeSide(length: number): number {
  return Math.min(Math.max(roundHalfUp(length), 1), 0xffff_ffff)
}

/** Written out, because `Math.round` differs from it just below a half. */
function roundHalfUp(number: number): number {
  return Math.floor(number + 0.5)
}
