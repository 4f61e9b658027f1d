import { colorspace } from '../language/directives/colorspace.js'
import { crop as cropDirective } from '../language/directives/crop.js'
import type { Fit } from '../language/directives/fit.js'
import type { Draft } from '../language/draft.js'
import { colour } from '../language/grammars/colour.js'
import { refuseLate } from './call-order.js'
import type { Chain } from './chain.js'
import { checkFlag, checkInteger, checkNumber, checkOptions, readBy } from './check-arguments.js'
import { type ImageLimits, withLimits } from './engine-limits.js'
import { type KeptMetadata, type MetadataOptions, readKept } from './kept-metadata.js'
import { type ResizeOptions, resized } from './resize-options.js'

export interface CropOptions {
  /** Left edge, in pixels or per cent such as `10%`. */
  x: number | string
  /** Top edge. */
  y: number | string
  width: number | string
  height: number | string
}

export interface ModulateOptions {
  /** Factor of the lightness, 0–100. */
  brightness?: number
  /** Factor of the strength of colours, 0–100. */
  saturation?: number
  /** Degrees that every hue is turned by, −3600–3600. */
  hue?: number
}

const MODULATE = ['brightness', 'saturation', 'hue'] as const satisfies readonly (keyof ModulateOptions)[]

/** A quarter turn or less; a whole chain of turns is far below. */
const MOST_DEGREES = 3600

/**
 * What can be done to an image. Every method gives a new chain and leaves the one it was called on as it is; all throw
 * `OPTION_INVALID` for a bad argument.
 *
 * Whatever the order of the calls, the work is done in this order: orient, trim, crop, resize, rotate, flipV, flipH,
 * blur, sharpen, median, brightness with saturation and hue, contrast, tint, grayscale, invert, normalize, flatten.
 * `trim`, `crop`, `resize`, `rotate` and the flips change what later numbers mean, and must be called in that order. Of
 * an operation that is called twice the last call counts, but turns add up, and flips and inversions undo each other.
 */
export abstract class ImageOperations {
  protected readonly chain: Chain

  protected constructor(chain: Chain) {
    this.chain = chain
  }

  protected abstract with(change: Partial<Chain>): this

  #drawn(change: Draft): this {
    return this.with({ draft: { ...this.chain.draft, ...change } })
  }

  /** Whether EXIF orientation is applied, which it is where nothing is said. */
  autoOrient(enabled = true): this {
    return this.#drawn({ orient: checkFlag('autoOrient', enabled) })
  }

  /**
   * Cuts off borders that look like the pixel at the top left.
   *
   * @param threshold the difference, 0–255, that still counts as alike.
   */
  trim(threshold = 10): this {
    refuseLate('trim', this.chain.draft)
    return this.#drawn({ trim: checkInteger('trim', threshold, 0, 255) })
  }

  /**
   * Cuts a rectangle out of the upright source. One that reaches beyond the picture is an error of the output method.
   *
   * @param x left edge in pixels; or all four in one object, where per cent are possible.
   */
  crop(x: number, y: number, width: number, height: number): this
  crop(options: CropOptions): this
  crop(xOrOptions: number | CropOptions, y?: number, width?: number, height?: number): this {
    refuseLate('crop', this.chain.draft)
    const sides =
      typeof xOrOptions === 'object' && xOrOptions !== null
        ? [xOrOptions.x, xOrOptions.y, xOrOptions.width, xOrOptions.height]
        : [xOrOptions, y, width, height]
    return this.#drawn({ crop: readBy(cropDirective.grammar, 'crop', sides.join(',')) })
  }

  /**
   * Resamples to a size, with premultiplied alpha, once and from the decoded pixels. A picture may become larger than
   * its source.
   *
   * @param width pixels, 1–65535, or null to follow the height; or all options in one object.
   */
  resize(width: number | null, height?: number | null, fit?: Fit): this
  resize(options: ResizeOptions): this
  resize(widthOrOptions: number | null | ResizeOptions, height?: number | null, fit?: Fit): this {
    refuseLate('resize', this.chain.draft)
    const options =
      typeof widthOrOptions === 'object' && widthOrOptions !== null
        ? widthOrOptions
        : {
            ...(widthOrOptions === null ? {} : { width: widthOrOptions }),
            ...(height === undefined || height === null ? {} : { height }),
            ...(fit === undefined ? {} : { fit }),
          }
    return this.with({ draft: resized(this.chain.draft, options) })
  }

  /**
   * Turns clockwise. Between quarter turns the picture grows to the box that holds it, its corners in the background.
   *
   * @param degrees −3600–3600; several calls add up.
   */
  rotate(degrees: number): this {
    refuseLate('rotate', this.chain.draft)
    const before = this.chain.draft.rotate ?? 0
    const turn = checkNumber('rotate', degrees, -MOST_DEGREES, MOST_DEGREES)
    return this.#drawn({ rotate: (before + turn) % 360 })
  }

  /** Mirrors: left becomes right. */
  flipH(): this {
    return this.#drawn({ flop: this.chain.draft.flop !== true })
  }

  /** Mirrors: top becomes bottom. */
  flipV(): this {
    return this.#drawn({ flip: this.chain.draft.flip !== true })
  }

  /** Gaussian blur. @param sigma pixels of the output, 0.3–1000. */
  blur(sigma = 0.8): this {
    return this.#drawn({ blur: checkNumber('blur', sigma, 0.3, 1000) })
  }

  /** Sharpens edges. @param sigma pixels of the output, 0.3–10. */
  sharpen(sigma = 0.8): this {
    return this.#drawn({ sharpen: checkNumber('sharpen', sigma, 0.3, 10) })
  }

  /** The median of a square window around each pixel takes noise away. @param size its side in pixels, 1–51. */
  median(size = 3): this {
    return this.#drawn({ median: checkInteger('median', size, 1, 51) })
  }

  /** @param percent −100 (black) to 100 (twice as light); 0 changes nothing. */
  brightness(percent: number): this {
    return this.#drawn({ brightness: factorOf('brightness', percent) })
  }

  /** @param percent −100 (all grey) to 100 (twice as far from mid grey); 0 changes nothing. */
  contrast(percent: number): this {
    return this.#drawn({ contrast: factorOf('contrast', percent) })
  }

  /** Lightness and strength of colours by factors, hue by degrees; what is left out stays as it was. */
  modulate(options: ModulateOptions): this {
    checkOptions('modulate', options, MODULATE)
    const { brightness, saturation, hue } = options
    return this.#drawn({
      ...(brightness === undefined ? {} : { brightness: checkNumber('brightness', brightness, 0, 100) }),
      ...(saturation === undefined ? {} : { saturation: checkNumber('saturation', saturation, 0, 100) }),
      ...(hue === undefined ? {} : { hue: checkNumber('hue', hue, -MOST_DEGREES, MOST_DEGREES) }),
    })
  }

  /** Gives the picture one hue; lightness stays. @param color a CSS colour. */
  tint(color: string): this {
    return this.#drawn({ tint: readBy(colour, 'tint', color) })
  }

  /** Leaves luminance alone. */
  grayscale(): this {
    return this.#drawn({ grayscale: true })
  }

  /** Every colour becomes its complement; alpha stays. */
  invert(): this {
    return this.#drawn({ invert: this.chain.draft.invert !== true })
  }

  /** Stretches lightness to its whole range. */
  normalize(): this {
    return this.#drawn({ normalize: true })
  }

  /** Puts a colour under transparent pixels. @param color a CSS colour; without one, that of {@link background}. */
  flatten(color?: string): this {
    return this.#drawn({
      flatten: true,
      ...(color === undefined ? {} : { background: readBy(colour, 'flatten', color) }),
    })
  }

  /**
   * The one colour under transparent pixels (`flatten`, jpeg), around a picture that is padded (`contain`) and behind
   * one that is turned. Black where nothing is said.
   *
   * @param color a CSS colour.
   */
  background(color: string): this {
    return this.#drawn({ background: readBy(colour, 'background', color) })
  }

  /** Colours of the output: sRGB where nothing is said, Display P3, or those of the source with its profile. */
  colorspace(space: 'srgb' | 'p3' | 'keep'): this {
    const read = readBy(colorspace.grammar, 'colorspace', space)
    return this.#drawn({ colourSpace: read === 'keep' ? 'source' : read })
  }

  /** Whether the frames of an animation are kept, which they are where nothing is said and the format can. */
  animated(enabled = true): this {
    return this.#drawn({ animated: checkFlag('animated', enabled) })
  }

  /** Keeps metadata, of which outputs have none where nothing is said; without an argument all of EXIF but its position. */
  keepMetadata(what: KeptMetadata | MetadataOptions = 'exif'): this {
    return this.with({ metadata: readKept(what) })
  }

  /** Bounds on what the source may ask of the machine; those left out stay as they were. */
  limits(limits: ImageLimits): this {
    return this.with({ limits: withLimits(this.chain.limits, limits) })
  }
}

function factorOf(name: string, percent: number): number {
  return 1 + checkNumber(name, percent, -100, 100) / 100
}
