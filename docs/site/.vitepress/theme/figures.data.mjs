import { join } from 'node:path'
import { comparisonFigures, printFigure, relation } from '../../../../bench/report/comparison.mjs'
import { readResult } from '../../../../bench/results.mjs'
import { ROOT } from '../../pages.mjs'

export default {
  watch: [join(ROOT, 'bench/results/*.json')],
  load() {
    const [gallery, warm, engine] = ['gallery', 'warm', 'engine'].map(suite => readResult(suite))
    return comparisonFigures({ gallery, warm, engine }).map(figure => ({
      work: figure.work,
      kind: figure.kind,
      peer: figure.peer,
      isBetter: figure.isBetter,
      ours: printFigure(figure, figure.ours),
      theirs: printFigure(figure, figure.theirs),
      relation: relation(figure),
    }))
  },
}
