import { directive } from '../directive.js'
import { isResized } from '../effect-context.js'
import { keyword } from '../grammars/keyword.js'

export const KERNELS = ['nearest', 'cubic', 'mitchell', 'lanczos2', 'lanczos3'] as const

export type Kernel = (typeof KERNELS)[number]

export const kernel = directive({
  name: 'kernel',
  group: 'size',
  doc: 'The resampling filter; `lanczos3` by default. `nearest` keeps the hard edges of pixel art.',
  examples: [['nearest', 'no new colours']],
  grammar: keyword(KERNELS),
  apply: (value, draft) => {
    draft.kernel = value
  },
  ineffective: context => (isResized(context) ? undefined : 'without w, h or aspect: nothing is resampled'),
})
