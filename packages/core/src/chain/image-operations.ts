import { checkFlag, checkInteger, checkWord, readBy } from '../language/check-arguments.js'
import { colorspace } from '../language/directives/colorspace.js'
import { crop as cropDirective } from '../language/directives/crop.js'
import type { Fit } from '../language/directives/fit.js'
import { hdr } from '../language/directives/hdr.js'
import { TRIM_THRESHOLD, USUAL_TRIM_THRESHOLD } from '../language/directives/trim.js'
import type { Draft } from '../language/draft.js'
import { colour } from '../language/grammars/colour.js'
import type { OperationKind } from '../operations/operation-kind.js'
import { OPERATIONS, type OperationMethods } from '../operations/operations.js'
import { FAIL_ON, type FailOn } from '../options/fail-on.js'
import { chainBefore } from './call-order.js'
import type { Chain } from './chain.js'
import { type ImageLimits, withLimits } from './engine-limits.js'
import { type KeptMetadata, type MetadataOptions, readKept } from './kept-metadata.js'
import type { LimitPolicy } from './limit-policies.js'
import { type ResizeOptions, resizeDraft } from './resize-options.js'

export interface CropOptions {
  /** Left edge, in pixels or per cent such as `10%`. */
  x: number | string
  /** Top edge. */
  y: number | string
  width: number | string
  height: number | string
}

/**
 * What can be done to an image. Every method gives a new chain and leaves the one it was called on as it is; all throw
 * `OPTION_INVALID` for a bad argument.
 *
 * `trim`, `crop`, `resize`, `rotate` and the flips are done in the order of their calls: the numbers of each mean the
 * picture as the one before leaves it. The source is decoded once, whatever the order. All others are done afterwards,
 * whatever the order of their calls: blur, sharpen, median, brightness with saturation and hue, contrast, tint,
 * grayscale, invert, normalize, flatten. Of what is called twice, with no such step in between, the last call counts,
 * but turns add up, and flips and inversions undo each other.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: every method of the interface is put on the prototype below
export abstract class ImageOperations {
  protected readonly chain: Chain

  protected constructor(chain: Chain) {
    this.chain = chain
  }

  protected abstract with(change: Partial<Chain>): this

  /** An error that tells of which image. */
  protected abstract named(error: unknown): unknown

  protected draw(change: Draft): this {
    return this.with({ draft: { ...this.chain.draft, ...change } })
  }

  private step(name: string, change: Draft): this {
    const chain = chainBefore(name, this.chain)
    return this.with({ ...chain, draft: { ...chain.draft, ...change } })
  }

  /** Whether EXIF orientation is applied, which it is where nothing is said. */
  autoOrient(enabled = true): this {
    return this.draw({ orient: checkFlag('autoOrient', enabled) })
  }

  /**
   * Cuts off borders that look like the pixel at the top left.
   *
   * @param threshold the difference, 0–255, that still counts as alike.
   */
  trim(threshold = USUAL_TRIM_THRESHOLD): this {
    return this.step('trim', { trim: checkInteger('trim', threshold, ...TRIM_THRESHOLD) })
  }

  /**
   * Cuts a rectangle out of the picture as it is by then; the source upright, where nothing is called before. One that reaches beyond the picture is an error of the output method.
   *
   * @param x left edge in pixels; or all four in one object, where per cent are possible.
   */
  crop(x: number, y: number, width: number, height: number): this
  crop(options: CropOptions): this
  crop(xOrOptions: number | CropOptions, y?: number, width?: number, height?: number): this {
    const sides =
      typeof xOrOptions === 'object' && xOrOptions !== null
        ? [xOrOptions.x, xOrOptions.y, xOrOptions.width, xOrOptions.height]
        : [xOrOptions, y, width, height]
    return this.step('crop', { crop: readBy(cropDirective.grammar, 'crop', sides.join(',')) })
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
    const options =
      typeof widthOrOptions === 'object' && widthOrOptions !== null
        ? widthOrOptions
        : {
            ...(widthOrOptions === null ? {} : { width: widthOrOptions }),
            ...(height === undefined || height === null ? {} : { height }),
            ...(fit === undefined ? {} : { fit }),
          }
    const chain = chainBefore('resize', this.chain)
    return this.with({ ...chain, draft: resizeDraft(chain.draft, options) })
  }

  /**
   * The one colour under transparent pixels (`flatten`, jpeg), around a picture that is padded (`contain`) and behind
   * one that is turned. Black where nothing is said.
   *
   * @param color a CSS colour.
   */
  background(color: string): this {
    return this.draw({ background: readBy(colour, 'background', color) })
  }

  /** Colours of the output: sRGB where nothing is said, Display P3, or those of the source with its profile. */
  colorspace(space: 'srgb' | 'p3' | 'keep'): this {
    const read = readBy(colorspace.grammar, 'colorspace', space)
    return this.draw({ colourSpace: read === 'keep' ? 'source' : read })
  }

  /**
   * Whether the gain map of an HDR photograph comes along, into JPEG and AVIF: `drop` where nothing is said. `keep` has no
   * effect on pictures without one.
   */
  hdr(gainMap: 'drop' | 'keep'): this {
    return this.draw({ hdr: readBy(hdr.grammar, 'hdr', gainMap) })
  }

  /** Whether the frames of an animation are kept, which they are where nothing is said and the format can. */
  animated(enabled = true): this {
    return this.draw({ animated: checkFlag('animated', enabled) })
  }

  /** Keeps metadata, of which outputs have none where nothing is said; without an argument all of EXIF but its position. */
  keepMetadata(what: KeptMetadata | MetadataOptions = 'exif'): this {
    return this.draw({ metadata: readKept(what) })
  }

  /**
   * Bounds on what the source may ask of the machine; those left out stay as they were.
   *
   * @param limits or the name of all of them: `upload` for files of strangers.
   */
  limits(limits: ImageLimits | LimitPolicy): this {
    return this.with({ limits: withLimits(this.chain.limits, limits) })
  }

  /**
   * Which fault of the source refuses it: `error`, where nothing is said, lost pixels; `warning` also what was repaired
   * without a loss; `truncated` only what ends too early; `none` nothing that can be decoded in part.
   */
  failOn(level: FailOn): this {
    return this.with({ failOn: checkWord('failOn', level, FAIL_ON) })
  }
}

export interface ImageOperations extends OperationMethods {}

/** Operations come from their list: one that is added there is a method here. */
for (const { methods, step } of OPERATIONS as readonly OperationKind[]) {
  for (const [name, change] of Object.entries(methods)) {
    const method = function (this: ImageOperations, ...given: never[]): ImageOperations {
      const chain = step === undefined ? this.chain : chainBefore(step, this.chain)
      return this.with({ ...chain, draft: { ...chain.draft, ...change(chain.draft, ...given) } })
    }
    Object.defineProperty(ImageOperations.prototype, name, { value: method, writable: true, configurable: true })
  }
}

/** What is wrong with an argument is told with the image it is said of, as every failure is. */
for (const [name, { value: method }] of Object.entries(Object.getOwnPropertyDescriptors(ImageOperations.prototype))) {
  if (name === 'constructor') continue
  const telling = function (this: ImageOperations, ...given: unknown[]): unknown {
    try {
      return Reflect.apply(method, this, given)
    } catch (error) {
      throw this.named(error)
    }
  }
  Object.defineProperty(ImageOperations.prototype, name, { value: telling, writable: true, configurable: true })
}
