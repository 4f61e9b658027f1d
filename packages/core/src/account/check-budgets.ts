import { LazyImageError } from '../errors.js'
import { findFormat } from '../formats/formats.js'
import type { ImporterPlace } from '../ledger/importer-places.js'
import { formatBytes } from '../ledger/summary.js'
import type { BudgetSeverity, ResolvedBudget } from '../options/budget.js'
import { relativePath } from '../relative-path.js'
import { sumBytes } from '../sum.js'
import type { BuiltPage } from './built-outputs.js'
import type { BookedOutput } from './output-book.js'

/** A budget that is exceeded. */
export interface BudgetFinding {
  /** Such as `budgets[0]`. */
  budget: string
  /** The bound, such as `maxBytes`. */
  rule: string
  severity: BudgetSeverity
  allowed: number | string
  received: number | string
  /** Key of the output that it is about, or of the largest where it is about several. */
  key: string
  /** What is to be told, with everything but the place. */
  error: LazyImageError
  /** Who imports it, as far as a host has told; null where nobody knows. */
  place: ImporterPlace | null
}

/** Outputs of a sum that are named. */
const NAMED = 3

/** Looks whether the outputs of a build are what the budgets allow; in the order of the budgets. */
export function checkBudgets(
  budgets: readonly ResolvedBudget[],
  outputs: readonly BookedOutput[],
  pages: readonly BuiltPage[],
  root: string,
): BudgetFinding[] {
  return budgets.flatMap(budget => {
    const covered = outputs.filter(({ source }) => budget.covers(source.file))
    return [
      ...covered.flatMap(output => checkOutput(budget, output, root)),
      ...checkTotal(budget, covered, root),
      ...checkPages(budget, covered, pages, root),
    ]
  })
}

function checkOutput(budget: ResolvedBudget, output: BookedOutput, root: string): BudgetFinding[] {
  const { maxBytes, maxWidth, maxHeight, formats } = budget
  const { bytes, width, height, variant } = output
  const { format } = variant.encoding
  // What is derived from pixels, such as a colour, is no picture in a format.
  const isPicture = findFormat(format) !== undefined
  const over = (rule: string, allowed: number | null, received: number, told: (number: number) => string) =>
    allowed === null || received <= allowed
      ? []
      : [
          find(budget, output, {
            rule,
            allowed,
            received,
            message: `${wordOutput(output, root)} is ${told(received)}, but ${budget.name}.${rule} allows ${told(allowed)}; ${ADVICE}`,
          }),
        ]
  const allowed = formats?.map(name => findFormat(name)?.name ?? name)
  return [
    ...over('maxBytes', maxBytes, bytes, formatExactly),
    ...over('maxWidth', maxWidth, width, pixels => `${pixels} pixels wide`),
    ...over('maxHeight', maxHeight, height, pixels => `${pixels} pixels high`),
    ...(allowed === undefined || !isPicture || allowed.includes(format)
      ? []
      : [
          find(budget, output, {
            rule: 'formats',
            allowed: allowed.join(', '),
            received: format,
            message: `${wordOutput(output, root)} is ${format}, but ${budget.name}.formats allows ${allowed.join(', ')}; ask for one of them, or allow it`,
          }),
        ]),
  ]
}

const ADVICE = 'ask for less of it, or raise the budget'

function checkTotal(budget: ResolvedBudget, covered: readonly BookedOutput[], root: string): BudgetFinding[] {
  const total = sumBytes(covered)
  const [largest] = bySize(covered)
  if (budget.maxTotalBytes === null || total <= budget.maxTotalBytes || largest === undefined) return []
  const message =
    `${covered.length} outputs come to ${formatExactly(total)}, but ${budget.name}.maxTotalBytes allows ` +
    `${formatExactly(budget.maxTotalBytes)}; the largest are ${nameLargest(covered, root)}`
  return [find(budget, largest, { rule: 'maxTotalBytes', allowed: budget.maxTotalBytes, received: total, message })]
}

function checkPages(
  budget: ResolvedBudget,
  covered: readonly BookedOutput[],
  pages: readonly BuiltPage[],
  root: string,
): BudgetFinding[] {
  const { maxPageBytes: most, name } = budget
  if (most === null) return []
  const byKey = new Map(covered.map(output => [output.key, output]))
  return pages.flatMap(page => {
    const loaded = largestOfEach(page, byKey)
    const total = sumBytes(loaded)
    const [largest] = bySize(loaded)
    if (total <= most || largest === undefined) return []
    const message =
      `${page.name} has a browser load up to ${formatExactly(total)} of images (the largest output of each of ` +
      `${loaded.length}), but ${name}.maxPageBytes allows ${formatExactly(most)}; the largest are ${nameLargest(loaded, root)}`
    return [find(budget, largest, { rule: 'maxPageBytes', allowed: most, received: total, message })]
  })
}

/** What a page has a browser load at most: of each import its largest output, each file once. */
export function largestOfEach(
  { imports }: BuiltPage,
  byKey: ReadonlyMap<string, BookedOutput>,
): readonly BookedOutput[] {
  const largest = imports.flatMap(keys => bySize(keys.flatMap(key => byKey.get(key) ?? [])).slice(0, 1))
  return [...new Map(largest.map(output => [output.key, output])).values()]
}

function find(
  { name: budget, severity }: ResolvedBudget,
  { key, source, importers }: BookedOutput,
  { message, ...numbers }: Pick<BudgetFinding, 'rule' | 'allowed' | 'received'> & { message: string },
): BudgetFinding {
  const error = new LazyImageError('BUDGET_EXCEEDED', message, { image: source.file })
  return { budget, severity, ...numbers, key, error, place: importers[0] ?? null }
}

function bySize(outputs: readonly BookedOutput[]): BookedOutput[] {
  return [...outputs].sort((a, b) => b.bytes - a.bytes)
}

function nameLargest(outputs: readonly BookedOutput[], root: string): string {
  return bySize(outputs)
    .slice(0, NAMED)
    .map(output => `${wordOutput(output, root)} (${formatBytes(output.bytes)})`)
    .join(', ')
}

function wordOutput({ source, width, height, variant }: BookedOutput, root: string): string {
  const file = relativePath(root, source.file)
  return `${file} as ${variant.encoding.format} of ${width}×${height}`
}

/** A rounded number alone could say that as much as is allowed is too much. */
function formatExactly(bytes: number): string {
  return bytes < 1000 ? `${bytes} bytes` : `${formatBytes(bytes)} (${bytes} bytes)`
}
