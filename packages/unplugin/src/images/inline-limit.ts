import { type Edit, type Outcomes, parseRecipe, printRecipe, type Recipe, readMade } from '@lazy-image/core/host'

/** Which images a bundler's options want in the code that refers to them. */
export interface InlineLimit {
  /** What the decision depends on beside the image: it is part of what hashes are made of before there is one. */
  readonly mark: string
  /** @param data of the encoded image. @param file absolute path of its source. */
  isInline(file: string, data: Uint8Array): boolean
}

/** A URL that may be the image itself in the end: what is known is its recipe. */
interface Link {
  start: number
  end: number
  url: string
  recipe: Recipe
}

/** No URL has such a fragment of its own. What may end a URL in code, in a stylesheet or in a page is no part of it. */
const LINK = /([^\s"'`()<>;\\]*)#__LAZY_IMAGE_LINK_([0-9a-f]+)__/g

/** A URL about which it is decided later whether the image stands in its place. */
export function markLink(url: string, recipe: Recipe, { mark }: InlineLimit, root: string): string {
  const hex = Buffer.from(JSON.stringify([mark, printRecipe(recipe, root)]), 'utf8').toString('hex')
  return `${url}#__LAZY_IMAGE_LINK_${hex}__`
}

/** Every such URL in a text. */
export function findLinks(text: string, root: string): Link[] {
  return [...text.matchAll(LINK)].map(({ index, 0: whole, 1: url = '', 2: hex = '' }) => {
    const [, recipe = ''] = JSON.parse(Buffer.from(hex, 'hex').toString('utf8')) as [string, string]
    return { start: index, end: index + whole.length, url, recipe: parseRecipe(recipe, root) }
  })
}

/** The edits that put URLs or images in place of such URLs; one whose image could not be had stays, for its error is told. */
export function decideLinks(links: readonly Link[], outcomes: Pick<Outcomes, 'find'>, limit: InlineLimit): Edit[] {
  return links.flatMap(({ start, end, url, recipe }) => {
    const made = outcomes.find(recipe)
    if (made === undefined) return []
    const isInline = limit.isInline(recipe.file, made.data)
    return { start, end, text: isInline ? String(readMade(recipe, made, 'dataUri')) : url }
  })
}
