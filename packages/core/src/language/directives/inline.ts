import { resultDirective } from '../directive.js'
import { flag } from '../grammars/flag.js'

export const inline = resultDirective({
  name: 'inline',
  group: 'result',
  doc: 'Data URIs instead of URLs; alone, without any other directive, it is the bundler’s.',
  examples: [['', 'for icons of a few hundred bytes']],
  grammar: flag,
  apply: (value, draft) => {
    draft.inline = value
  },
  keepsOneUrl: value => !value,
})
