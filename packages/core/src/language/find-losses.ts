import { type FormatTraits, holdsGainMap, listFormats, traitsOf } from '../formats/traits.js'
import { joinWords } from '../join-words.js'
import { kindOf, operationsOf } from '../operations/operations.js'
import type { Diagnostic } from './diagnostic.js'
import type { Directive } from './directive.js'
import { format as formatDirective } from './directives/format.js'
import type { Draft } from './draft.js'
import { draftOf } from './draft-of.js'
import { effectContextOf } from './effect-context-of.js'
import { type ImageRequest, selectionsOf } from './image-request.js'
import type { SourceFacts } from './source-facts.js'

/** Something of a picture that a format may be unable to hold. */
interface Loss {
  readonly code: 'TRANSPARENCY_LOST' | 'ANIMATION_LOST' | 'HDR_LOST'
  holds(traits: FormatTraits): boolean
  /** Whether it is lost in formats that could hold it, too. */
  readonly byDefault: boolean
  /** Whether the picture has it, and nothing that is asked says what becomes of it. */
  isUnspoken(draft: Draft, source: SourceFacts): boolean
  /** @param lossy formats that cannot hold it. @param others formats that can. */
  message(lossy: string, others: string, source: SourceFacts): string
}

const LOSSES: readonly Loss[] = [
  {
    code: 'TRANSPARENCY_LOST',
    holds: ({ alpha }) => alpha,
    byDefault: false,
    isUnspoken: (draft, { hasAlpha }) => hasAlpha && isBottomless(draft),
    message: (lossy, others) =>
      `Transparency is lost in ${lossy}, where black lies below transparent pixels; say the colour that is to lie there, ` +
      `such as background=white, or ask for ${others}`,
  },
  {
    code: 'ANIMATION_LOST',
    holds: ({ animated }) => animated,
    byDefault: false,
    isUnspoken: ({ animated }, { frames }) => frames > 1 && animated !== false,
    message: (lossy, others, { frames }) =>
      `The animation is lost in ${lossy}, which keeps the first of its ${frames} frames; say animated=false where that is ` +
      `meant, or ask for ${others}`,
  },
  {
    code: 'HDR_LOST',
    holds: holdsGainMap,
    byDefault: true,
    isUnspoken: ({ hdr }, { hasGainMap }) => hasGainMap && hdr === undefined,
    message: (_lossy, others) =>
      `The photograph is one of HDR, and its gain map is dropped; say hdr=drop where that is meant, or hdr=keep, which carries it into ${others}`,
  },
]

/**
 * What is lost because the format of an output cannot hold it, without a word of it in what is asked. As the header has
 * it: a picture that may be transparent and is not counts as one that is.
 */
export function findLosses(request: ImageRequest, source: SourceFacts): Diagnostic[] {
  const outputs = selectionsOf(request, source).map(selection => effectContextOf(draftOf(selection), source.format))
  return LOSSES.flatMap(({ code, holds, byDefault, isUnspoken, message }) => {
    const lossy = outputs.flatMap(({ draft, target }) => {
      // What is still open comes to a format that holds all there is.
      const isHeld = target === undefined || holds(traitsOf(target.name))
      if ((isHeld && !byDefault) || !isUnspoken(draft, source)) return []
      return draft.format ?? target?.name ?? 'auto'
    })
    if (lossy.length === 0) return []
    const names = joinWords([...new Set(lossy)], 'and')
    const span = request.written.get(formatDirective as Directive) ?? null
    return { code, severity: 'warning', message: message(names, listFormats(holds, 'or'), source), span }
  })
}

/** Whether no colour is said to lie below the picture: none at all, or CSS's `transparent`, which is black without alpha. */
function isBottomless(draft: Draft): boolean {
  const { background } = draft
  const isColour = background?.some(level => level > 0) ?? false
  return !isColour && !operationsOf(draft).some(operation => kindOf(operation).removesAlpha)
}
