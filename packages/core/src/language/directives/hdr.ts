import { holdsGainMap, listFormats } from '../../formats/traits.js'
import { directive } from '../directive.js'
import { targetTraits } from '../effect-context.js'
import { keyword } from '../grammars/keyword.js'

export const hdr = directive({
  name: 'hdr',
  group: 'source',
  doc: 'Whether the gain map of an HDR photograph comes along, resized, cropped and turned with it: a screen that can shows how bright things were, any other the picture as ever. It is dropped by default, which is told unless it is said.',
  examples: [['keep', 'the photograph in HDR, as JPEG or AVIF']],
  grammar: keyword(['drop', 'keep']),
  apply: (value, draft) => {
    draft.hdr = value
  },
  ineffective: context => {
    const traits = targetTraits(context)
    return traits !== undefined && !holdsGainMap(traits) && context.draft.hdr === 'keep'
      ? `on ${context.formatName}, which has no place for a gain map; ${listFormats(holdsGainMap, 'and')} do`
      : undefined
  },
})
