import { type AppliedTransforms, effortNamed } from './applied-transforms.js'
import type { ImageConfig } from './options.js'
import {
  type FitValue,
  fitValues,
  type KernelValue,
  kernelValues,
  type PositionValue,
  positionShorthands,
  positionValues,
} from './values.js'

/** What is known of an image, and the values that were applied to it. */
export interface ImageMetadata {
  info: { width: number; height: number; autoOriented: { width: number; height: number } }
  transforms: Partial<AppliedTransforms>
}

/**
 * Reads the value of a directive, and notes it among those that were applied.
 *
 * @returns undefined where nothing is said that counts.
 */
export type TransformOption<Options = Record<string, unknown>, Value = unknown> = (
  config: Partial<ImageConfig & Options>,
  state: ImageMetadata,
) => Value | undefined

function reader<Key extends keyof AppliedTransforms, Value extends AppliedTransforms[Key]>(
  key: Key,
  read: (config: Partial<ImageConfig>, state: ImageMetadata) => Value | undefined,
): (config: Partial<ImageConfig>, state: ImageMetadata) => Value | undefined {
  return (config, state) => {
    const value = read(config, state)
    if (value !== undefined) state.transforms[key] = value
    return value
  }
}

export const getBackground: TransformOption<{ background: string }, string> = reader(
  'backgroundDirective',
  ({ background }) => background || undefined,
)

export const getEffort: TransformOption<{ effort: string }, number> = reader('effort', ({ effort }, { transforms }) => {
  if (!effort) return undefined
  const value = effortNamed(effort, transforms.format ?? '') ?? Number.parseInt(effort, 10)
  return Number.isInteger(value) ? value : undefined
})

export const getFit: TransformOption<{ fit: FitValue }, FitValue> = reader('fit', config =>
  oneOf(fitValues, config['fit'], fitValues, config),
)

export const getKernel: TransformOption<{ kernel: KernelValue }, KernelValue> = reader('kernel', ({ kernel }) =>
  kernelValues.find(value => value === kernel),
)

export const getPosition: TransformOption<{ position: PositionValue }, PositionValue> = reader('position', config =>
  oneOf(positionValues, config['position'], positionShorthands, config),
)

export const getLossless: TransformOption<{ lossless: '' | 'true' }, true> = reader('lossless', ({ lossless }) =>
  onlyIf(isOn(lossless)),
)

export const getProgressive: TransformOption<{ progressive: '' | 'true' }, true> = reader(
  'progressive',
  ({ progressive }) => onlyIf(isOn(progressive)),
)

export const getQuality: TransformOption<{ quality: string }, number> = reader(
  'quality',
  ({ quality = '' }) => Number.parseInt(quality, 10) || undefined,
)

/** Whether a flag is switched on. */
export function isOn(text: string | undefined): boolean {
  return text === '' || text === 'true'
}

function onlyIf(condition: boolean): true | undefined {
  return condition ? true : undefined
}

/** A value that is said, or the first that stands as a bare key. */
function oneOf<Value extends string>(
  values: readonly Value[],
  said: string | undefined,
  shorthands: readonly Value[],
  config: Partial<ImageConfig>,
): Value | undefined {
  return values.find(value => value === said) ?? shorthands.find(value => config[value] === '')
}
