import { LazyImageError } from '../errors.js'
import { FORMAT_SPELLINGS, type FormatSpelling, formatNamed, ownFormat } from '../formats/formats.js'
import { holdsGainMap, roomiestFormat, traitsOf } from '../formats/traits.js'
import type { QualityChoice } from '../language/directives/quality.js'
import { effectiveSelection } from '../language/effective-selection.js'
import type { ImageRequest } from '../language/image-request.js'
import type { Selection } from '../language/registry.js'
import { type PlanOptions, planImage } from './make-plan.js'
import type { PlannedImage } from './plan.js'
import type { RequestSources } from './request-sources.js'
import type { SourceInfo } from './source-info.js'
import { plannedSize } from './variant.js'

export interface AutoFormats extends PlanOptions {
  /** Formats to choose from, as the options spell them. */
  candidates: readonly string[]
  /** Encodes images and tells their sizes in bytes; null to take the first candidate without looking. */
  sizesOf: ((images: readonly PlannedImage[]) => Promise<(number | LazyImageError)[]>) | null
}

/** What `quality` numbers mean when formats are compared: a score that jpeg reaches at the number, on average. */
const SCORE_AT_QUALITY: readonly (readonly [quality: number, score: number])[] = [
  [1, 5],
  [30, 45],
  [50, 60],
  [70, 70],
  [80, 76],
  [90, 84],
  [100, 95],
]

const USUAL_QUALITY = 80

/** What may become of `auto`. */
interface Choice {
  readonly format: FormatSpelling
  /** Every pixel is kept, which no score asks for: of drawings that is often the smallest file. */
  readonly keepsAll: boolean
}

/**
 * The request with every `auto` replaced by a format. The choice is made once for an import, at its largest size, by
 * encoding every candidate to the same score: files can only be compared at equal looks, and the numbers of two formats
 * mean different ones. What may be a drawing is encoded without any loss as well.
 */
export async function settleFormats(
  request: ImageRequest,
  sources: RequestSources,
  { candidates, sizesOf, ...options }: AutoFormats,
): Promise<ImageRequest> {
  const open = openSelections(request)
  if (open.length === 0) return request
  const [source] = sources
  const formats = formatsFor(open, sources, candidates)
  const [first] = formats
  if (sizesOf === null) return settleTo(request, { format: first, keepsAll: false })
  const largest = largestOf(open, source, options)
  const choices = formats.flatMap(format => choicesOf(format, sources, open))
  const candidateOf = (choice: Choice) => {
    // What is idle in one format only, such as an effort beyond its scale, must not reach the encoder.
    const selection = effectiveSelection(chosenFor(largest, choice), source)
    return planImage(selection, source, options)
  }
  return settleTo(request, await smallest(choices, candidateOf, sizesOf))
}

/** Every request that a request may be settled to. */
export function listSettlements(
  request: ImageRequest,
  sources: RequestSources,
  candidates: readonly string[],
): readonly ImageRequest[] {
  const open = openSelections(request)
  if (open.length === 0) return [request]
  return formatsFor(open, sources, candidates).map(format => settleTo(request, { format, keepsAll: false }))
}

/** Every request whose outputs are compared before one of them is settled to; the request itself where nothing is open. */
export function listChoices(
  request: ImageRequest,
  sources: RequestSources,
  candidates: readonly string[],
): readonly ImageRequest[] {
  const open = openSelections(request)
  if (open.length === 0) return [request]
  const choices = formatsFor(open, sources, candidates).flatMap(format => choicesOf(format, sources, open))
  return choices.map(choice => settleTo(request, choice))
}

function openSelections({ selections, directed }: ImageRequest): Selection[] {
  const all = [...selections, ...directed.flatMap(source => source.selections)]
  return all.filter(({ format }) => format === 'auto')
}

function formatsFor(
  open: readonly Selection[],
  sources: RequestSources,
  candidates: readonly string[],
): [FormatSpelling, ...FormatSpelling[]] {
  const keepsHdr = open.some(({ hdr }) => hdr === 'keep')
  const [first, ...others] = candidates
    .filter(isSpelling)
    .filter(spelling => sources.every(source => fits(spelling, source, keepsHdr && source.hasGainMap)))
  if (first !== undefined) return [first, ...others]
  throw new LazyImageError(
    'OPTION_INVALID',
    `Option autoFormats must name a format that can hold this picture, but received ${candidates.join(', ')}`,
    { image: sources[0].file },
  )
}

/**
 * A format in its usual way and, where it keeps pixels in little room, without loss: of a source that has lost none
 * itself, unless requests speak of losses or of a size that only a quality can meet.
 */
function choicesOf(format: FormatSpelling, sources: RequestSources, open: readonly Selection[]): Choice[] {
  const { keepsDrawingsSmall = false } = formatNamed(format)
  const isWhole = sources.every(
    ({ format: own, frames }) => traitsOf(ownFormat(own).name).lossless === 'always' && frames === 1,
  )
  const isFree = open.every(({ lossless, maxBytes }) => lossless === undefined && maxBytes === undefined)
  const usual = { format, keepsAll: false }
  return keepsDrawingsSmall && isWhole && isFree ? [usual, { format, keepsAll: true }] : [usual]
}

function settleTo(request: ImageRequest, choice: Choice): ImageRequest {
  const settle = (selection: Selection) => (selection.format === 'auto' ? chosenFor(selection, choice) : selection)
  return {
    ...request,
    selections: request.selections.map(settle),
    directed: request.directed.map(source => ({ ...source, selections: source.selections.map(settle) })),
  }
}

function chosenFor(selection: Selection, { format, keepsAll }: Choice): Selection {
  if (!keepsAll) return { ...asScored(selection, format), format }
  const { quality: _quality, chroma: _chroma, ...others } = selection
  return { ...others, lossless: true, format }
}

async function smallest(
  choices: readonly Choice[],
  candidateOf: (choice: Choice) => PlannedImage,
  sizesOf: NonNullable<AutoFormats['sizesOf']>,
): Promise<Choice> {
  const sizes = await sizesOf(choices.map(candidateOf))
  let best: { choice: Choice; bytes: number } | undefined
  for (const [index, choice] of choices.entries()) {
    const bytes = sizes[index]
    if (typeof bytes === 'number' && (best === undefined || bytes < best.bytes)) best = { choice, bytes }
  }
  if (best !== undefined) return best.choice
  throw sizes.find(size => size instanceof LazyImageError) ?? new RangeError('no format to choose from')
}

function isSpelling(name: string): name is FormatSpelling {
  return (FORMAT_SPELLINGS as readonly string[]).includes(name)
}

/** Transparency, frames and a gain map that is kept must not get lost on the way to a smaller file. */
function fits(spelling: FormatSpelling, { hasAlpha, frames }: SourceInfo, isHdr: boolean): boolean {
  const traits = traitsOf(formatNamed(spelling).name)
  return (traits.alpha || !hasAlpha) && (traits.animated || frames === 1) && (holdsGainMap(traits) || !isHdr)
}

/** A selection whose number is replaced by the score that it stands for, where the format has a quality at all. */
function asScored(selection: Selection, format: FormatSpelling): Selection {
  if (formatNamed(format).quality === null || selection.lossless === true) return selection
  const asked = selection.quality ?? { kind: 'number', value: USUAL_QUALITY }
  const quality: QualityChoice = asked.kind === 'target' ? asked : { kind: 'target', score: scoreAt(asked.value) }
  return { ...selection, quality }
}

function scoreAt(quality: number): number {
  const upper = SCORE_AT_QUALITY.findIndex(([point]) => point >= quality)
  const [to, high] = SCORE_AT_QUALITY[upper] ?? [100, 95]
  const [from, low] = SCORE_AT_QUALITY[upper - 1] ?? [to, high]
  return to === from ? high : Math.round(low + ((high - low) * (quality - from)) / (to - from))
}

function largestOf(selections: readonly Selection[], source: SourceInfo, options: PlanOptions): Selection {
  const area = (selection: Selection) => {
    const size = plannedSize(planImage({ ...selection, format: roomiestFormat() }, source, options).variant)
    return size === null ? 0 : size.width * size.height
  }
  return selections.reduce((best, selection) => (area(selection) > area(best) ? selection : best))
}
