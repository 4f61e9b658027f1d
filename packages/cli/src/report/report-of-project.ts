import type { Pipeline } from '@lazy-image/core'
import { makeWishes } from '../prewarm/make-wishes.js'
import type { FailedWish, Wishes } from '../prewarm/wishes.js'

export interface ProjectReport {
  sources: number
  outputs: number
  bytes: number
  measured: number
  failed: readonly FailedWish[]
  findings: readonly { severity: 'warn' | 'error'; message: string }[]
}

/** Makes what the files of a project ask for, as a build would, and writes the report that the options ask for. */
export async function reportOfProject(pipeline: Pipeline, { wishes }: Wishes): Promise<ProjectReport> {
  const { account, ledger } = pipeline
  if (account === null) throw new Error('a report needs the option report')
  for (const { id, place } of wishes) {
    if (place === null) continue
    const { file, text: specifier, line, column } = place
    ledger.noteImporter(id, { file, specifier, line, column })
  }
  const made = await makeWishes(pipeline, wishes)
  const files = new Map([...made.outputs].map(key => [key, null]))
  const findings = account.close({ side: 'project', files, pages: [] })
  const { sources, measured } = await account.write()
  await pipeline.sweepCache()
  return {
    sources,
    outputs: made.outputs.size,
    bytes: made.bytes,
    measured,
    failed: made.failed,
    findings: findings.map(({ severity, error }) => ({ severity, message: error.message })),
  }
}
