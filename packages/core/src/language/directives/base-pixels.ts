import { resultDirective } from '../directive.js'
import { integer } from '../grammars/number.js'
import { MAX_SIDE } from './width.js'

export const basePixels = resultDirective({
  name: 'basePixels',
  group: 'result',
  doc: 'The width that counts as `1x`: candidates are told apart by density instead of width.',
  examples: [['300', 'with `w=300;600`: 1x and 2x']],
  grammar: integer(1, MAX_SIDE, 'pixels'),
  apply: (value, draft) => {
    draft.basePixels = value
  },
  ineffective: ({ shape, draft }) => {
    if (draft.density !== undefined) return 'beside densities, which says the same; leave one of the two out'
    return shape.takes.candidates ? undefined : `with as=${shape.name}, which lists no candidates`
  },
})
