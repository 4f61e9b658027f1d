import { type Edit, fillTokens, findTokens, type Outcomes, type Recipe } from '@lazy-image/core/host'
import type MagicString from 'magic-string'
import { type Asset, type Chunk, findTokenTexts } from './bundle.js'
import { decideLinks, findLinks, type InlineLimit } from './inline-limit.js'

/** What a text is filled in with. */
export interface Filling {
  /** Absolute folder that what stands in a text names files from. */
  readonly root: string
  readonly inlineLimit: InlineLimit | null
  /** What became of images; fails where one could not be had. */
  outcomesOf(recipes: readonly Recipe[]): Promise<Outcomes>
}

const NONE: ReadonlySet<string> = new Set()

/** What is known of made images, in place of what stands for it in code or in a text; null where nothing does. */
export async function fill(text: string, { root, inlineLimit, outcomesOf }: Filling): Promise<MagicString | null> {
  const tokens = findTokens(text, root)
  const links = inlineLimit === null ? [] : findLinks(text, root)
  const outcomes = await outcomesOf([...tokens, ...links].map(({ recipe }) => recipe))
  const decided = inlineLimit === null ? [] : decideLinks(links, outcomes, inlineLimit)
  const edits = [...fillTokens(tokens, outcomes), ...decided]
  return edits.length === 0 ? null : applyEdits(text, edits)
}

/** The same for everything in a bundle that is text. @param images names of files that are images of ours by now. */
export async function fillBundle(
  bundle: Readonly<Record<string, Asset | Chunk>>,
  filling: Filling,
  images: ReadonlySet<string> = NONE,
): Promise<void> {
  for (const { text, replace } of findTokenTexts(bundle, images)) {
    const filled = await fill(text, filling)
    if (filled !== null) replace(filled.toString())
  }
}

async function applyEdits(text: string, edits: readonly Edit[]): Promise<MagicString> {
  // A build that has nothing to fill in need not load it.
  const { default: MagicString } = await import('magic-string')
  const edited = new MagicString(text)
  for (const { start, end, text: filled } of edits) edited.update(start, end, filled)
  return edited
}
