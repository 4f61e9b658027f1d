import { parse } from 'node:path'
import { LazyImageError } from '../errors.js'
import { encodingOf } from '../formats/encoding.js'
import { type FormatSpelling, findFormat, formatNamed, type OutputFormat, ownFormat } from '../formats/formats.js'
import { holdsGainMap, holdsMetadata, traitsOf } from '../formats/traits.js'
import type { Draft } from '../language/draft.js'
import { draftOf } from '../language/draft-of.js'
import { effectiveSelection } from '../language/effective-selection.js'
import type { ImageRequest } from '../language/image-request.js'
import type { Selection } from '../language/registry.js'
import { sizeOfSource } from '../language/source-facts.js'
import { placeholderImage } from '../placeholders/placeholder-image.js'
import { type PlaceholderName, placeholderNamed } from '../placeholders/placeholders.js'
import type { PhotoMetadata } from './photo-metadata.js'
import type { Density, Plan, PlannedImage } from './plan.js'
import { makeRecipe } from './recipe.js'
import { type RequestSources, sourceAt } from './request-sources.js'
import type { SourceInfo } from './source-info.js'
import { stagesOf } from './stages.js'
import { isTransparent } from './transparency.js'
import { plannedSize, type Variant } from './variant.js'

export interface PlanOptions {
  neverLarger: boolean
  /** Of the engine that makes the outputs; part of their keys. */
  fingerprint: string
}

/**
 * Turns a request into outputs with every number decided. Formats are decided already: none is `auto`.
 *
 * @throws {LazyImageError} `OUTPUT_TOO_LARGE` for a size that the format cannot hold.
 */
export function makePlan(
  request: ImageRequest,
  sources: RequestSources,
  options: PlanOptions,
  photo: PhotoMetadata | null = null,
): Plan {
  const planAll = (selections: readonly Selection[], source: SourceInfo) => {
    const images = new Map<string, PlannedImage>()
    for (const asked of selections) {
      const image = planImage(effectiveSelection(asked, source), source, options)
      const identity = `${image.fileName} ${image.recipe.key}`
      if (!images.has(identity)) images.set(identity, image)
    }
    return [...images.values()]
  }
  const images = planAll(request.selections, sources[0])
  const directed = request.directed.map(({ media, file, selections }) => ({
    media,
    images: planAll(selections, sourceAt(sources, file)),
  }))
  return completePlan(request, sources[0], options, { images, directed }, photo)
}

/**
 * The plan of outputs that are planned already.
 *
 * @throws {RangeError} when there is none.
 */
export function completePlan(
  request: ImageRequest,
  source: SourceInfo,
  { fingerprint }: PlanOptions,
  { images, directed }: Pick<Plan, 'images' | 'directed'>,
  photo: PhotoMetadata | null = null,
): Plan {
  const [first] = images
  if (first === undefined) throw new RangeError('a request asks for one output at least')
  const placeholders = new Map<PlaceholderName, PlannedImage>()
  return {
    request,
    source,
    images,
    directed,
    photo,
    placeholderOf: name => {
      const known = placeholders.get(name)
      if (known !== undefined) return known
      const small = placeholderImage(first, placeholderNamed(name))
      const image = { ...small, recipe: makeRecipe(source, small.variant, fingerprint) }
      placeholders.set(name, image)
      return image
    },
  }
}

/** One output of a selection. */
export function planImage(
  selection: Selection,
  source: SourceInfo,
  { neverLarger, fingerprint }: PlanOptions,
): PlannedImage {
  const draft = draftOf(selection)
  const spelling = draft.format === 'auto' ? undefined : draft.format
  const format = (spelling === undefined ? ownFormat(source.format) : formatNamed(spelling)).name
  const made = makeVariant(draft, format, source)
  const variant = neverLarger && isSourceAgain(made, draft, source) ? { ...made, orSource: true } : made
  return {
    source,
    variant,
    recipe: makeRecipe(source, variant, fingerprint),
    selection,
    formatName: spelling ?? source.format,
    fileName: fileNameOf(source, spelling),
    density: densityOf(draft),
  }
}

/**
 * What a draft comes to for a source.
 *
 * @param earlier drafts whose sizes, cuts and turns are done before.
 * @throws {LazyImageError} `OUTPUT_TOO_LARGE` for a size that the format cannot hold.
 */
export function makeVariant(
  draft: Draft,
  format: OutputFormat,
  source: SourceInfo,
  earlier: readonly Draft[] = [],
): Variant {
  const traits = traitsOf(format)
  const isLabelled = holdsMetadata(traits)
  const animated = source.frames > 1 && traits.animated && draft.animated !== false
  const stages = stagesOf([...earlier, draft], source)
  const transparent = isTransparent(source, { ...stages, encoding: { format } })
  const variant: Variant = {
    base: {
      autoOrient: draft.orient ?? true,
      colourSpace: isLabelled ? (draft.colourSpace ?? 'srgb') : 'srgb',
      animated,
    },
    ...stages,
    encoding: encodingOf(format, draft, { bitDepth: source.bitDepth, animated, transparent }),
    metadata: isLabelled ? (draft.metadata ?? 'none') : 'none',
    hdr: draft.hdr === 'keep' && source.hasGainMap && holdsGainMap(traits) ? 'keep' : 'drop',
    maxBytes: draft.maxBytes ?? null,
    orSource: false,
  }
  refuseTooLarge(variant, traits.maxSide, format, source.file)
  return variant
}

/** Whether an output shows exactly what its source does, in the same format. */
function isSourceAgain(variant: Variant, draft: Draft, source: SourceInfo): boolean {
  const { framing, base, encoding, operations, hdr } = variant
  if (framing.kind !== 'fixed' || framing.frame.canvas !== null) return false
  const { frame } = framing
  const size = sizeOfSource(source, base.autoOrient)
  const isWhole = frame.region.width === size.width && frame.region.height === size.height
  return (
    isWhole &&
    frame.width === size.width &&
    frame.height === size.height &&
    encoding.format === source.format &&
    operations.length === 0 &&
    hdr === 'drop' &&
    base.colourSpace !== 'p3' &&
    draft.progressive === undefined &&
    draft.chroma === undefined &&
    // It would lie on another side, or lose its frames. What it says of colours and of itself the engine looks at.
    source.orientation === 1 &&
    (source.frames === 1 || base.animated)
  )
}

function refuseTooLarge(variant: Variant, most: number, format: string, image: string): void {
  const size = plannedSize(variant)
  if (size === null || (size.width <= most && size.height <= most)) return
  throw new LazyImageError(
    'OUTPUT_TOO_LARGE',
    `${format} holds up to ${most} pixels a side, but the output would be ${size.width}×${size.height}; ask for a smaller w or h, or another format`,
    { image },
  )
}

/** A source without `format` keeps its extension, in lower case where it is one that its format has. */
function fileNameOf({ file, format }: SourceInfo, asked: FormatSpelling | undefined): string {
  const { name, ext } = parse(file)
  if (asked !== undefined) return `${name}.${asked}`
  const own = ext.slice(1).toLowerCase()
  const written = ownFormat(format)
  return `${name}.${findFormat(own) === written ? own : written.spellings[0]}`
}

function densityOf({ density, width, height }: Draft): Density | null {
  if (density === undefined) return null
  if (width !== undefined) return { factor: density, one: { side: 'width', pixels: width } }
  return height === undefined ? null : { factor: density, one: { side: 'height', pixels: height } }
}
