import { LazyImageError } from '../errors.js'
import type { Limits } from '../options/options.js'
import type { SourceInfo } from './source-info.js'
import { plannedSize, type Variant } from './variant.js'

/** What an output may be as large as: as much as a source. */
export type OutputLimits = Pick<Required<Limits>, 'pixels' | 'side' | 'animationPixels'>

const ADVICE = 'ask for a smaller w or h, or raise the limit'

/**
 * Refuses an output that is larger than any source may be. What shows only when it is made, the engine looks at.
 *
 * @throws {LazyImageError} `LIMIT_SIDE`, `LIMIT_PIXELS`, `LIMIT_ANIMATION_PIXELS`
 */
export function refuseBeyondLimits(
  variant: Variant,
  { file: image, frames }: Pick<SourceInfo, 'file' | 'frames'>,
  { side, pixels, animationPixels }: OutputLimits,
): void {
  const size = plannedSize(variant)
  if (size === null) return
  const { width, height } = size
  const said = `the output would be ${width}×${height}`
  if (width > side || height > side) {
    throw new LazyImageError('LIMIT_SIDE', `${said} pixels; limits.side allows ${side} per side; ${ADVICE}`, { image })
  }
  if (width * height > pixels) {
    const message = `${said} = ${width * height} pixels; limits.pixels allows ${pixels}; ${ADVICE}`
    throw new LazyImageError('LIMIT_PIXELS', message, { image })
  }
  if (variant.base.animated && width * height * frames > animationPixels) {
    const all = `${said} × ${frames} frames = ${width * height * frames} pixels`
    const message = `${all}; limits.animationPixels allows ${animationPixels}; ${ADVICE}`
    throw new LazyImageError('LIMIT_ANIMATION_PIXELS', message, { image })
  }
}
