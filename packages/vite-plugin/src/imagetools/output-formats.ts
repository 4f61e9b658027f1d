import type { CustomOutput } from '@lazy-image/unplugin/vite'
import { LazyImageError } from '@lazy-image/unplugin/vite'
import { builtinOutputFormats } from './formats.js'
import { invalidOption } from './invalid-option.js'
import type { ExtendOutputFormats } from './options.js'
import { type OutputFormat, processedImage } from './processed-image.js'

/** Every output format there is once the option has had its say. */
export function extendedFormats(extend: ExtendOutputFormats | undefined): Record<string, OutputFormat> {
  if (extend === undefined) return { ...builtinOutputFormats }
  const formats = extend({ ...builtinOutputFormats })
  if (typeof formats !== 'object' || formats === null) {
    throw invalidOption('extendOutputFormats()', 'an object of output formats', formats)
  }
  return formats
}

/** The formats that are the user's own, as shapes of lazy-image. */
export function ownShapes(formats: Readonly<Record<string, OutputFormat>>): Record<string, CustomOutput> {
  const own = Object.entries(formats).filter(([name, format]) => format !== findBuiltin(name))
  return Object.fromEntries(
    own.map(([name, format]) => {
      if (name === 'url') throw noOwnUrl()
      if (typeof format !== 'function') throw invalidOption(`extendOutputFormats().${name}`, 'a function', format)
      return [name, shapeOf(name, format, Object.keys(formats))]
    }),
  )
}

function findBuiltin(name: string): OutputFormat | undefined {
  return Object.entries(builtinOutputFormats).find(([key]) => key === name)?.[1]
}

/** @param names of all formats: as keys of a query they are no part of an image's configuration. */
function shapeOf(name: string, format: OutputFormat, names: readonly string[]): CustomOutput {
  return async (images, keys, extras) => {
    const build = format(argumentsIn(keys))
    if (typeof build !== 'function') throw invalidOption(`extendOutputFormats().${name}()`, 'a function', build)
    return asWritten(await build(images.map(image => processedImage(image, names, extras))))
  }
}

/** Numbers that are none are written as null there. */
function asWritten(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value)) return value.map(asWritten)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asWritten(member)]))
}

/** What stands between the first colon and the second. */
function argumentsIn(keys: readonly string[] | null): string[] | undefined {
  const [text = ''] = keys?.join(';').split(':') ?? []
  return text === '' ? undefined : text.split(';')
}

function noOwnUrl(): LazyImageError {
  return new LazyImageError(
    'OPTION_INVALID',
    'Option extendOutputFormats of imagetools() cannot replace url, which is what an import without as evaluates to; give ' +
      'the format a name of its own and ask for it with as',
  )
}
