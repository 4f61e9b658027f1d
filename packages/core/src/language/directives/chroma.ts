import { FORMATS } from '../../formats/formats.js'
import { joinWords } from '../../join-words.js'
import { directive } from '../directive.js'
import { isAskedLossless } from '../effect-context.js'
import { keyword } from '../grammars/keyword.js'

/** Samples of colour: as many as pixels, one for 2×2 of them, or what suits the picture. */
export const CHROMA_CHOICES = ['444', '420', 'auto'] as const

export type ChromaChoice = (typeof CHROMA_CHOICES)[number]

export const chroma = directive({
  name: 'chroma',
  group: 'encode',
  doc: 'How finely jpeg and avif keep colours: one sample for each pixel (`444`; avif without it), one for 2×2 pixels (`420`; jpeg without it), or what suits the picture (`auto`).',
  examples: [
    ['444', 'coloured edges and small coloured text stay sharp in a jpeg'],
    ['auto', '444 for a drawing or a poster, 420 for most photographs'],
  ],
  grammar: keyword(CHROMA_CHOICES),
  apply: (value, draft) => {
    draft.chroma = value
  },
  ineffective: context => {
    const { target, formatName: format, colourless } = context
    if (target === undefined) return undefined
    if (target.chroma === null) return `on ${format}, which leaves no choice; leave it out or ask for ${choosers()}`
    if (isAskedLossless(context)) return 'beside lossless, which keeps every colour; leave one of the two out'
    return colourless === undefined ? undefined : `beside ${colourless}, which leaves no colour`
  },
})

/** The formats that it does something for, as a sentence lists them. */
function choosers(): string {
  const names = FORMATS.filter(({ chroma }) => chroma !== null).map(({ name }) => name)
  return joinWords(names, 'or')
}
