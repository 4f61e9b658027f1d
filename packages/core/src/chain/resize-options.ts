import { LazyImageError } from '../errors.js'
import { checkFlag, checkInteger, checkNumber, checkOptions, checkWord, readBy } from '../language/check-arguments.js'
import { aspect } from '../language/directives/aspect.js'
import { FITS, type Fit } from '../language/directives/fit.js'
import { KERNELS, type Kernel } from '../language/directives/kernel.js'
import { type FocalPoint, position } from '../language/directives/position.js'
import { MAX_SIDE } from '../language/directives/width.js'
import type { Draft } from '../language/draft.js'

export interface ResizeOptions {
  /** Pixels, 1–65535. Without height, the picture keeps its ratio. */
  width?: number
  /** Pixels, 1–65535. Without width, the picture keeps its ratio. */
  height?: number
  /** Width over height, such as 1.5 or `3:2`, where one side at most is given. */
  aspect?: number | string
  /** How the picture meets a box of another shape. Default `inside`. */
  fit?: Fit
  /**
   * Which part `cover` keeps, or where `contain` puts the picture: a side, a corner such as `right-top`, a compass
   * direction, a focal point in fractions from 0 to 1, or `entropy` or `attention` to find it. Default: the centre.
   */
  position?: string | FocalPoint
  /** The resampling filter. Default `lanczos3`. */
  kernel?: Kernel
  /** Whether a picture smaller than asked stays as it is. Default false. */
  withoutEnlargement?: boolean
  /** Whether a picture larger than asked stays as it is. Default false. */
  withoutReduction?: boolean
}

/** The part of a draft that a resize decides. */
export const RESIZE_FIELDS = ['width', 'height', 'aspect', 'fit', 'position', 'kernel', 'cap', 'reduce'] as const

const OPTIONS = [
  'width',
  'height',
  'aspect',
  'fit',
  'position',
  'kernel',
  'withoutEnlargement',
  'withoutReduction',
] as const satisfies readonly (keyof ResizeOptions)[]

/**
 * A draft resizeDraft anew: nothing of an earlier resize is left.
 *
 * @throws {LazyImageError} `OPTION_INVALID`
 */
export function resizeDraft(draft: Draft, options: ResizeOptions): Draft {
  checkOptions('resize', options, OPTIONS)
  const { width, height, fit, kernel, withoutEnlargement, withoutReduction } = options
  if (width === undefined && height === undefined && options.aspect === undefined) {
    throw new LazyImageError('OPTION_INVALID', 'resize needs a width, a height or both, or an aspect')
  }
  const after: Draft = { ...draft }
  for (const field of RESIZE_FIELDS) delete after[field]
  after.fit = fit === undefined ? 'inside' : checkWord('fit', fit, FITS)
  if (width !== undefined) after.width = checkInteger('width', width, 1, MAX_SIDE)
  if (height !== undefined) after.height = checkInteger('height', height, 1, MAX_SIDE)
  if (options.aspect !== undefined) after.aspect = readBy(aspect.grammar, 'aspect', options.aspect)
  if (options.position !== undefined) after.position = readPosition(options.position)
  if (kernel !== undefined) after.kernel = checkWord('kernel', kernel, KERNELS)
  if (withoutEnlargement !== undefined) after.cap = checkFlag('withoutEnlargement', withoutEnlargement)
  if (withoutReduction !== undefined) after.reduce = !checkFlag('withoutReduction', withoutReduction)
  return after
}

function readPosition(asked: string | FocalPoint): NonNullable<Draft['position']> {
  if (typeof asked !== 'object' || asked === null) return readBy(position.grammar, 'position', asked)
  return { x: checkNumber('position.x', asked.x, 0, 1), y: checkNumber('position.y', asked.y, 0, 1) }
}
