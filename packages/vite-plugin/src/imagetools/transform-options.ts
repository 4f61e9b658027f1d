import type { TransformFactory } from './transforms.js'
import type { FitValue, KernelValue, PositionValue } from './values.js'

type Flag = '' | 'true'

/** What each transform reads of a query, by the names that vite-imagetools gives these. */
export interface autoOrientOptions {
  noAutoOrient: Flag | 'false'
}
export interface BackgroundOptions {
  background: string
}
export interface BlurOptions {
  blur: string
}
export interface EffortOptions {
  effort: string
}
export interface FitOptions {
  fit: FitValue
}
export interface FlattenOptions {
  flatten: Flag
}
export interface FlipOptions {
  flip: Flag
}
export interface FlopOptions {
  flop: Flag
}
export interface FormatOptions {
  format: string
}
export interface GrayscaleOptions {
  grayscale: Flag
}
export interface HSBOptions {
  hue: string
  saturation: string
  brightness: string
}
export interface InvertOptions {
  invert: Flag
}
export interface KernelOptions {
  kernel: KernelValue
}
export interface LosslessOptions {
  lossless: Flag
}
export interface MedianOptions {
  median: string
}
export interface NormalizeOptions {
  normalize: Flag
}
export interface PositionOptions {
  position: PositionValue
}
export interface ProgressiveOptions {
  progressive: Flag
}
export interface QualityOptions {
  quality: string
}
export interface ResizeOptions {
  /** Pixels. */
  w: string
  h: string
  /** Width over height, such as `16:9`. */
  aspect: string
  allowUpscale: Flag
  /** The width that counts as `1x`. */
  basePixels: string
}
export interface RotateOptions {
  /** Degrees. */
  rotate: string
}
export interface TintOptions {
  tint: string
}

/** Of the option `extendTransforms`, which is always refused. */
export type ExtendTransforms = (builtins: TransformFactory[]) => TransformFactory[]

/** There is none: applying transforms takes a sharp object. */
export type ApplyTransformsResult = never
