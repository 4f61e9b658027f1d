import type { Finding } from '../finding.js'
import type { Examined } from '../picture.js'
import type { FindingKind } from './finding-kind.js'
import { lazyLargest } from './lazy-largest.js'
import { noAlt } from './no-alt.js'
import { noSize } from './no-size.js'
import { offscreenEager } from './offscreen-eager.js'
import { tooLarge } from './too-large.js'
import { tooSmall } from './too-small.js'
import { unhurriedLargest } from './unhurried-largest.js'

/** Every kind of finding; a new one is a file and a line here. */
const FINDINGS: readonly FindingKind[] = [
  tooLarge,
  lazyLargest,
  noSize,
  noAlt,
  tooSmall,
  unhurriedLargest,
  offscreenEager,
]

/** What is to be said of a picture, problems first. */
export function examine(examined: Examined): Finding[] {
  const found = FINDINGS.flatMap(kind => kind.find(examined) ?? [])
  return [
    ...found.filter(({ severity }) => severity === 'problem'),
    ...found.filter(({ severity }) => severity === 'hint'),
  ]
}
