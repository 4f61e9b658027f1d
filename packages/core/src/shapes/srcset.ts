import { listCandidates } from './list-candidates.js'
import type { ShapeKind } from './shape-kind.js'

/** Candidates with their widths or densities, in the order of the query. */
export const srcset: ShapeKind = {
  name: 'srcset',
  aliases: [],
  doc: 'the text of a `srcset` attribute',
  takes: { placeholder: false, candidates: true, sizes: false, attributes: false, media: false, others: false },
  keys: null,
  isUrl: false,
  inText: { comesTo: 'candidates', attributes: null },
  build: input => listCandidates(input.images, input),
  declaration: { value: 'srcset' },
}
