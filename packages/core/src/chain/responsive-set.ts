import { join, parse } from 'node:path'
import { brokenRule } from '../broken-rule.js'
import type { ImageHeader, Rendition } from '../engine/engine.js'
import { mediaTypeOf } from '../formats/traits.js'
import { checkInteger, checkOptions, checkPath } from '../language/check-arguments.js'
import { MAX_SIDE } from '../language/directives/width.js'
import { plannedSize } from '../plan/variant.js'
import type { Chain } from './chain.js'
import { type ChainInput, nameOf } from './image-input.js'
import { type ReadOutput, readOutputs, renderOutputs, resizeChain } from './image-outputs.js'
import { makeFolder } from './make-folder.js'
import type { CallOptions, OutputFormat, OutputOptions, OutputQuality } from './output-options.js'
import type { WorkTotals } from './totals.js'
import { variantFor } from './variant-for.js'

/** A format of a set, with the quality that it has in it. */
export interface SetFormat extends Omit<OutputOptions, 'signal'> {
  format: OutputFormat
  quality?: OutputQuality
}

export interface ResponsiveSetOptions extends CallOptions {
  /** Pixels across, 1–65535 each. What is wider than the picture is as wide as that, once. */
  widths: readonly number[]
  /** The formats that browsers choose from, the best first; the last is for those that know no other. */
  formats: readonly (OutputFormat | SetFormat)[]
  /** What files are called before `-<width>.<ext>`. Default: the source's name, which bytes and streams do not have. */
  name?: string
  /** What stands before a file's name in URLs, such as `/img/`. Default: nothing. */
  base?: string
  /** How wide the picture is shown, as the attribute `sizes` says it. Default `100vw`. */
  sizes?: string
}

const OPTIONS = [
  'widths',
  'formats',
  'name',
  'base',
  'sizes',
  'signal',
] as const satisfies readonly (keyof ResponsiveSetOptions)[]

export interface SetFile {
  path: string
  url: string
  width: number
  height: number
  bytes: number
  /** Media type. */
  type: string
}

/** A picture in several sizes and formats, as HTML's `picture` element takes it. */
export interface ResponsiveSet {
  /** For `source` elements, in the order of the formats, without the last. */
  sources: { type: string; srcset: string; sizes: string }[]
  /** For the `img` element: the last format, its widest file as `src`. */
  img: { src: string; srcset: string; sizes: string; width: number; height: number }
  /** All that was written. */
  files: SetFile[]
  totals: WorkTotals
}

/** See `ImageEngine.toResponsiveSet`. */
export async function toResponsiveSet(
  input: ChainInput,
  chain: Chain,
  folder: string,
  options: ResponsiveSetOptions,
): Promise<ResponsiveSet> {
  checkPath('toResponsiveSet', folder)
  checkOptions('toResponsiveSet', options, OPTIONS)
  const { base = '', sizes = '100vw', signal } = options
  const name = options.name ?? ('path' in input ? parse(input.path).name : undefined)
  if (typeof name !== 'string' || name === '' || /[\\/]/.test(name)) {
    throw brokenRule('option name of toResponsiveSet', 'the beginning of a file name', name)
  }
  const widths = readWidths(options.widths)
  const formats = readFormats(options.formats, chain)
  const outputsOf = async (header: ImageHeader) => {
    await makeFolder(folder)
    return formats.flatMap(format => {
      const files = new Map<string, ReadOutput & { url: string }>()
      for (const width of widths) {
        const own = resizeChain(chain, { width, withoutEnlargement: true })
        const variant = variantFor(header, own, format.format, format.encoding, nameOf(input))
        const fileName = `${name}-${plannedSize(variant)?.width ?? width}.${format.extension}`
        files.set(fileName, {
          ...format,
          chain: own,
          file: join(folder, fileName),
          url: base + encodeURIComponent(fileName),
        })
      }
      return [...files.values()]
    })
  }
  const { outputs, renditions, totals } = await renderOutputs(input, chain, outputsOf, signal)
  const files = outputs.map(({ file, url, format }, index): SetFile => {
    const { width, height, bytes } = renditions[index] as Rendition
    return { path: file ?? '', url, width, height, bytes, type: mediaTypeOf(format) }
  })
  const candidates = formats.map(({ format }) => {
    const type = mediaTypeOf(format)
    const own = files.filter(file => file.type === type)
    return { type, own, srcset: own.map(file => `${file.url} ${file.width}w`).join(', ') }
  })
  const { own, srcset } = candidates.at(-1) as (typeof candidates)[number]
  const widest = own.at(-1) as SetFile
  return {
    sources: candidates.slice(0, -1).map(({ type, srcset }) => ({ type, srcset, sizes })),
    img: { src: widest.url, srcset, sizes, width: widest.width, height: widest.height },
    files,
    totals,
  }
}

function readWidths(widths: unknown): number[] {
  if (!Array.isArray(widths) || widths.length === 0) {
    throw brokenRule('option widths of toResponsiveSet', 'a list of pixels', widths)
  }
  const read = widths.map(width => checkInteger('a width of toResponsiveSet', width, 1, MAX_SIDE))
  return [...new Set(read)].sort((a, b) => a - b)
}

function readFormats(formats: unknown, chain: Chain): ReadOutput[] {
  if (!Array.isArray(formats) || formats.length === 0) {
    throw brokenRule('option formats of toResponsiveSet', 'a list of formats', formats)
  }
  const asked = formats.map((format: OutputFormat | SetFormat) => (typeof format === 'string' ? { format } : format))
  const read = readOutputs('toResponsiveSet', asked, chain)
  const again = read.find(({ format }, index) => read.findIndex(one => one.format === format) !== index)
  if (again !== undefined) throw brokenRule('option formats of toResponsiveSet', 'formats, each once', again.format)
  return read
}
