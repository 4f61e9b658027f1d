import type { Logger } from '@lazy-image/unplugin/vite'
import { LazyImageError } from '@lazy-image/unplugin/vite'
import { type ImageMetadata, isOn } from './option-readers.js'
import type { ImageConfig } from './options.js'

/** What a factory is lent. */
export interface TransformFactoryContext {
  useParam: (parameter: string) => void
  manualSearchParams: URLSearchParams
  logger: Logger
}

/** A step of a pipeline over sharp objects, of which lazy-image has none: calling one is an error that says what to do. */
export type ImageTransformation = (state: ImageMetadata, image: unknown) => never

/** Gives a step where the directives ask for one. */
export type TransformFactory<Options = Record<string, unknown>> = (
  config: Partial<ImageConfig & Options>,
  context?: TransformFactoryContext,
) => ImageTransformation | undefined

type Asked = (config: Partial<ImageConfig>) => boolean

const flag =
  (name: string): Asked =>
  config =>
    isOn(config[name])
const whole =
  (name: string): Asked =>
  config =>
    Number.parseInt(config[name] ?? '', 10) !== 0 && !Number.isNaN(Number.parseInt(config[name] ?? '', 10))
const anyOf =
  (...names: string[]): Asked =>
  config =>
    names.some(name => Number.parseFloat(config[name] ?? '') > 0)

export const autoOrient: TransformFactory = factory('autoOrient', ({ noAutoOrient }) => !isOn(noAutoOrient))
export const blur: TransformFactory = factory('blur', config => isOn(config['blur']) || anyOf('blur')(config))
export const flatten: TransformFactory = factory('flatten', flag('flatten'))
export const flip: TransformFactory = factory('flip', flag('flip'))
export const flop: TransformFactory = factory('flop', flag('flop'))
export const format: TransformFactory = factory('format', config => Boolean(config['format']))
export const grayscale: TransformFactory = factory('grayscale', flag('grayscale'))
export const hsb: TransformFactory = factory(
  'hsb',
  config => whole('hue')(config) || anyOf('saturation', 'brightness')(config),
)
export const invert: TransformFactory = factory('invert', flag('invert'))
export const median: TransformFactory = factory('median', whole('median'))
export const normalize: TransformFactory = factory('normalize', flag('normalize'))
export const resize: TransformFactory = factory('resize', anyOf('w', 'h', 'aspect'))
export const rotate: TransformFactory = factory('rotate', whole('rotate'))
export const tint: TransformFactory = factory('tint', config => Boolean(config['tint']))

/** Every factory there is, in the order of vite-imagetools. */
export const builtins: readonly TransformFactory[] = [
  autoOrient,
  blur,
  flatten,
  flip,
  flop,
  format,
  grayscale,
  hsb,
  invert,
  median,
  normalize,
  resize,
  rotate,
  tint,
]

/** The steps that directives ask for, each of which tells its name, and the keys that own factories have used. */
export function generateTransforms(
  config: ImageConfig,
  factories: readonly TransformFactory[],
  manualSearchParams: URLSearchParams,
  logger: Logger = console,
): { transforms: ImageTransformation[]; parametersUsed: Set<string> } {
  const parametersUsed = new Set<string>()
  const context = { useParam: (name: string) => parametersUsed.add(name), manualSearchParams, logger }
  const transforms = factories.flatMap(make => make(config, context) ?? [])
  return { transforms, parametersUsed }
}

/** @throws {LazyImageError} always: there are no sharp objects. */
export function applyTransforms(): never {
  throw noSharp('applyTransforms()')
}

/** @throws {LazyImageError} always: there are no sharp objects. */
export function getMetadata(): never {
  throw noSharp('getMetadata()')
}

/** @throws {LazyImageError} always: there are no sharp objects. */
export function setMetadata(): never {
  throw noSharp('setMetadata()')
}

function factory(name: string, isAsked: Asked): TransformFactory {
  const title = `${name}Transform`
  const transform = {
    [title](): never {
      throw noSharp(`The transform ${name}`)
    },
  }[title]
  return config => (isAsked(config as Partial<ImageConfig>) ? transform : undefined)
}

function noSharp(subject: string): LazyImageError {
  return new LazyImageError(
    'FEATURE_UNSUPPORTED',
    `${subject} of vite-imagetools works on a sharp object, and lazy-image has none: a query says what is done to an ` +
      'image, own directives stand for others, and ImageEngine of @lazy-image/core makes images in code',
  )
}
