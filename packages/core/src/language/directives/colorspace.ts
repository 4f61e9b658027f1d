import { directive } from '../directive.js'
import { isWithoutMetadata } from '../effect-context.js'
import { keyword } from '../grammars/keyword.js'

export const colorspace = directive({
  name: 'colorspace',
  group: 'source',
  doc: 'Colours of the output: sRGB (the default), Display P3, or those of the source with its profile.',
  examples: [['p3', 'more saturated colours on screens that show them']],
  grammar: keyword(['srgb', 'p3', 'keep']),
  apply: (value, draft) => {
    draft.colourSpace = value === 'keep' ? 'source' : value
  },
  ineffective: context =>
    isWithoutMetadata(context) && context.draft.colourSpace !== 'srgb'
      ? `on ${context.formatName}, which has no place for a colour profile`
      : undefined,
})
