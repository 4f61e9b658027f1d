import type { Changes, ComparisonAnswer, PictureFacts, PicturesAnswer } from '../src/panel/protocol.js'

/** Where the panel lies: what it asks is answered beside it. */
const PLACE = new URL('.', import.meta.url)

/** Characters of URLs in one request: what stands before a server reads no endless ones. */
const MOST_CHARACTERS = 4000

/** Pictures in one request. */
const MOST_PICTURES = 100

/** Why the server answers nothing: its own words. */
export class Unanswered extends Error {}

/** Path and query of a URL that the dev server may have answered; undefined for another server's. */
export function pathOn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { origin, pathname, search } = new URL(url)
  return origin === location.origin || origin === PLACE.origin ? pathname + search : undefined
}

/** What the server knows of pictures, in their order; null for what is none of ours. */
export async function askPictures(urls: readonly string[]): Promise<readonly (PictureFacts | null)[]> {
  const facts: (PictureFacts | null)[] = []
  let rest = urls
  while (rest.length > 0) {
    const parameters = new URLSearchParams()
    const isRoom = () => parameters.size < MOST_PICTURES && parameters.toString().length < MOST_CHARACTERS
    while (parameters.size < rest.length && isRoom()) parameters.append('of', pathOn(rest[parameters.size] ?? '') ?? '')
    rest = rest.slice(parameters.size)
    const { pictures } = await ask<PicturesAnswer>('pictures', parameters)
    facts.push(...pictures)
  }
  return facts
}

/** Has a picture made as it would be with other directives, and tells of it. */
export function askComparison(url: string, changes: Changes, signal: AbortSignal): Promise<ComparisonAnswer> {
  return ask('comparison', parametersOf(url, changes), signal)
}

/** The URL of such a picture. */
export function changedUrl(url: string, changes: Changes): string {
  return new URL(`changed?${parametersOf(url, changes)}`, PLACE).href
}

function parametersOf(url: string, changes: Changes): URLSearchParams {
  return new URLSearchParams({ of: pathOn(url) ?? '', ...changes })
}

async function ask<Answer>(
  name: string,
  parameters: URLSearchParams,
  signal: AbortSignal | null = null,
): Promise<Answer> {
  const response = await fetch(new URL(`${name}?${parameters}`, PLACE), { signal })
  if (!response.ok) throw new Unanswered(await response.text())
  return (await response.json()) as Answer
}
