import type { BudgetFinding } from '@lazy-image/core/host'
import { relativePath } from '@lazy-image/core/host'
import { readLocation } from '../images/importers.js'
import type { Failure } from './failure.js'
import { describeFailure } from './failure.js'
import { appendFrame } from './place.js'

/** Budgets that are exceeded, as they are told of any import that fails: with its place and its line of code. */
export interface ToldBudgets {
  /** Those that stop the build. */
  failures: Failure[]
  warnings: Failure[]
}

export async function placeFindings(findings: readonly BudgetFinding[], root: string): Promise<ToldBudgets> {
  const told: ToldBudgets = { failures: [], warnings: [] }
  for (const { severity, error, place } of findings) {
    const location = place === null ? undefined : await readLocation(place.file, place.specifier)
    const request = place?.specifier ?? relativePath(root, error.image ?? root)
    const failure = { request, error: error.at(location) }
    if (severity === 'error') told.failures.push(failure)
    else told.warnings.push(failure)
  }
  return told
}

/** The text of a warning, for whoever shows no place by itself. */
export function wordBudget(failure: Failure, root: string): string {
  return appendFrame(describeFailure(failure, root), failure.error.location)
}

/**
 * What GitHub Actions reads as annotations of a pull request: one line for each, with paths from the root of the checkout.
 *
 * @param folder absolute, of the checkout.
 */
export function annotate({ failures, warnings }: ToldBudgets, folder: string): string[] {
  return [
    ...failures.map(failure => annotation('error', failure, folder)),
    ...warnings.map(failure => annotation('warning', failure, folder)),
  ]
}

function annotation(level: 'error' | 'warning', { error }: Failure, folder: string): string {
  const { location, code, message, image } = error
  const place =
    location === undefined ? { file: image } : { file: location.file, line: location.line, col: location.column + 1 }
  const properties = Object.entries({ ...place, title: `lazy-image ${code}` }).flatMap(([name, value]) => {
    if (value === undefined) return []
    return `${name}=${escapeProperty(name === 'file' ? relativePath(folder, String(value)) : String(value))}`
  })
  return `::${level} ${properties.join(',')}::${escapeData(message)}`
}

/** As the runner takes commands apart. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
