import { totalmem } from 'node:os'
import { formatBytes, Pipeline } from '@lazy-image/core'
import { engineInfo } from '@lazy-image/core/host'
import type { Check } from '../check.js'
import { withEngine } from '../with-engine.js'

/** A photograph of a phone needs about this much while it is made into three sizes. */
const SCANT_BYTES = 100_000_000

export const memoryCheck: Check = {
  name: 'memory',
  run: ({ options, root }) =>
    withEngine(() => {
      const usable = engineInfo().availableMemory
      const there = totalmem()
      const { memoryBudget } = new Pipeline({ ...options, cache: false }, root).options
      const why = usable < there ? ': a control group, or one around it, allows no more' : ''
      return {
        json: { usable, there, memoryBudget },
        lines: [
          `${formatBytes(usable)} of ${formatBytes(there)} may be used${why}`,
          `images in work may take ${formatBytes(memoryBudget)} (memoryBudget)`,
        ],
        problem:
          memoryBudget < SCANT_BYTES
            ? `memoryBudget is ${formatBytes(memoryBudget)}: images are made one by one; allow ${formatBytes(SCANT_BYTES)} or more`
            : null,
      }
    }),
}
