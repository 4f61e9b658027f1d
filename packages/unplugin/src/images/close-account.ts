import type { BuiltOutputs, Pipeline } from '@lazy-image/core/host'
import { annotate, placeFindings, type ToldBudgets } from '../told/budgets.js'

const NOTHING: ToldBudgets = { failures: [], warnings: [] }

/**
 * A side of a build has its outputs, and nothing of it is written: holds budgets against them, and writes the report, also of a
 * build that fails for a budget.
 *
 * @param built what there is; not asked where the options want nothing of it.
 * @throws {LazyImageError} `OUTPUT_UNWRITABLE` for a report.
 */
export async function closeAccount(
  { account, options }: Pipeline,
  built: () => BuiltOutputs | Promise<BuiltOutputs>,
): Promise<ToldBudgets> {
  if (account === null) return NOTHING
  const told = await placeFindings(account.close(await built()), options.root)
  await account.write()
  if (process.env['GITHUB_ACTIONS'] === 'true') {
    const folder = process.env['GITHUB_WORKSPACE'] ?? process.cwd()
    for (const line of annotate(told, folder)) process.stdout.write(`${line}\n`)
  }
  return told
}
