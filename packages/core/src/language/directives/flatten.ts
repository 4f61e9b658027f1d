import { directive } from '../directive.js'
import { targetTraits } from '../effect-context.js'
import { flag } from '../grammars/flag.js'

export const flatten = directive({
  name: 'flatten',
  group: 'pixels',
  doc: 'Lays the picture over `background` (black by default), so that nothing is transparent.',
  grammar: flag,
  lenient: () => null,
  apply: (value, draft) => {
    draft.flatten = value
  },
  ineffective: context =>
    context.draft.flatten === true && targetTraits(context)?.alpha === false
      ? `on ${context.draft.format ?? context.source.format}, which is never transparent; background alone says what lies below`
      : undefined,
})
