import { LazyImageError, type PlannedImage, widthOf } from '@lazy-image/core/host'
import type { PlacedRequest } from './place-kind.js'

/**
 * Why a request cannot stand where it is written.
 *
 * @param holds what the place has room for.
 * @param advice what to write instead.
 */
export function misfit({ planned, place }: PlacedRequest, holds: string, advice: string): LazyImageError {
  const { plan } = planned
  return new LazyImageError(
    'PLACE_UNFIT',
    `${place} has room for ${holds}, but the request comes to ${nameResult(planned)}; ${advice}`,
    { image: plan.source.file, spans: spansOf(planned) },
  )
}

/** What a request comes to, in words. */
function nameResult({ plan: { request, images, directed } }: PlacedRequest['planned']): string {
  const { name, inText } = request.result.shape
  if (inText === null) return `as=${name}, a value for code`
  if (inText.comesTo === 'elements') return `as=${name}, elements of a page`
  const all = [...images, ...directed.flatMap(other => other.images)]
  return all.length === 1 ? `as=${name}` : `${all.length} pictures (${listSome(all.map(nameImage))})`
}

function nameImage(image: PlannedImage): string {
  const width = widthOf(image)
  const name = image.formatName
  return typeof width === 'number' ? `${name} ${width} pixels wide` : name
}

/** Enough of a list to know it by. */
function listSome(names: readonly string[]): string {
  const shown = names.slice(0, 4)
  return [...shown, ...(shown.length < names.length ? ['…'] : [])].join(', ')
}

/** The parts of the query that make it more than one URL. */
function spansOf({ plan: { request } }: PlacedRequest['planned']): { start: number; end: number }[] {
  const { written, selections, result } = request
  return [...written].flatMap(([directive, span]) => {
    if (span === null) return []
    const isShape = directive.name === 'as' && !result.shape.isUrl
    const isList = directive.multiplies && selections.length > 1 && hasSeveral(directive.name, selections)
    return isShape || isList ? [span] : []
  })
}

function hasSeveral(name: string, selections: readonly object[]): boolean {
  const values = new Set(selections.map(selection => JSON.stringify((selection as Record<string, unknown>)[name])))
  return values.size > 1
}
