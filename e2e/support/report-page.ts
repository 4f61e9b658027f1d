import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildReportPage } from '../../scripts/release/build-report-page.mjs'

const CORE = fileURLToPath(new URL('../../packages/core', import.meta.url))

/** Makes the page of reports anew where its sources are younger: the compiler alone leaves it as it is. */
export async function ensureReportPage(): Promise<void> {
  const sources = join(CORE, 'report-page')
  const youngest = Math.max(...readdirSync(sources).map(name => statSync(join(sources, name)).mtimeMs))
  const made = statSync(join(CORE, 'dist/report-page/page.css'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (made < youngest) await buildReportPage(CORE)
}
