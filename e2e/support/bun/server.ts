// Runs in Bun: builds what its parent asks for, as many at a time as there are asked for.

import { workCounts } from '@lazy-image/core/host'
import lazyImage from '@lazy-image/unplugin/bun'
import type { Answer, Asked } from './messages.js'

declare const Bun: {
  build(config: object): Promise<{ outputs: readonly { path: string }[] }>
  inspect(value: unknown): string
}

process.on('message', (asked: Asked) => {
  void build(asked).then(answer => process.send?.(answer))
})

async function build({ id, root, options, config }: Asked): Promise<Answer> {
  const answer: Answer = { id, batches: [], warnings: [], failure: null, work: { ...workCounts } }
  const logger = { info: () => {}, warn: (message: string) => answer.warnings.push(message) }
  const given = new Function(`return ${options}`)() as object
  const onBatch = (report: (typeof answer.batches)[number]) => answer.batches.push(report)
  try {
    await Bun.build({ root, ...config, plugins: [lazyImage({ root, logger, ...given, onBatch })] })
  } catch (error) {
    const failures = (error as AggregateError).errors ?? [error]
    answer.failure = failures.map(({ message }: Error) => message).join('\n')
  }
  for (const name of Object.keys(workCounts) as (keyof typeof workCounts)[]) {
    answer.work[name] = workCounts[name] - answer.work[name]
  }
  return answer
}
