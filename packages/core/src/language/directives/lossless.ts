import { listFormats } from '../../formats/traits.js'
import { directive } from '../directive.js'
import { targetTraits } from '../effect-context.js'
import { flag } from '../grammars/flag.js'

export const lossless = directive({
  name: 'lossless',
  group: 'encode',
  doc: 'Keeps every pixel, where the format can: webp and avif. `false` gives a png with a quality leave to lose colours.',
  examples: [
    ['', 'for graphics in webp'],
    ['false', 'with `format=png&quality=80`: a palette'],
  ],
  grammar: flag,
  apply: (value, draft) => {
    draft.lossless = value
  },
  ineffective: context => {
    const { target, draft, formatName: format } = context
    if (draft.lossless === false && target?.mayLose === true) return undefined
    switch (targetTraits(context)?.lossless) {
      case 'always':
        return `on ${format}, which is always lossless`
      case 'never':
        return `on ${format}, which cannot be lossless; ask for ${listFormats(({ lossless: can }) => can !== 'never', 'or')}`
      default:
        return undefined
    }
  },
})
