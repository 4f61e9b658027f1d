import { invalidOption, isObject, oneOf, optionalInteger, refuseUnknown } from './option-checks.js'
import type { Pattern } from './options.js'
import { patternTest } from './pattern-test.js'
import { optionalSize } from './size.js'

/** What the outputs of some pictures may come to. A size is a number of bytes, or a text such as `'200 kB'`. */
export interface Budget {
  /** Pictures that it is for, tried on the absolute path and on that from the root. Default: all. */
  include?: Pattern
  /** Pictures that it is not for. Default: none. */
  exclude?: Pattern
  /** Most bytes of each output. */
  maxBytes?: number | string
  /** Most pixels of each output's width. */
  maxWidth?: number
  /** Most pixels of each output's height. */
  maxHeight?: number
  /** Formats that outputs may have, such as `['avif', 'webp']`. */
  formats?: readonly string[]
  /** Most bytes of all outputs together; equal ones count once. */
  maxTotalBytes?: number | string
  /**
   * Most bytes that a page may have a browser load: of each import, its largest output. For bundlers that tell which chunk
   * is a page's or an entry's: Rollup, Rolldown, Vite and those with webpack's compiler.
   */
  maxPageBytes?: number | string
  /** Whether more stops the build (`error`, the default) or is told (`warn`). */
  severity?: BudgetSeverity
}

export type BudgetSeverity = 'warn' | 'error'

export interface ResolvedBudget {
  /** As it is told, such as `budgets[0]`. */
  name: string
  /** Whether it is for a picture, by its absolute path. */
  covers: (file: string) => boolean
  /** Bytes; null for no bound, as for the others. */
  maxBytes: number | null
  maxWidth: number | null
  maxHeight: number | null
  /** Names or spellings of formats, in lower case. */
  formats: readonly string[] | null
  maxTotalBytes: number | null
  maxPageBytes: number | null
  severity: BudgetSeverity
}

const NAMES = [
  'include',
  'exclude',
  'maxBytes',
  'maxWidth',
  'maxHeight',
  'formats',
  'maxTotalBytes',
  'maxPageBytes',
  'severity',
] as const satisfies readonly (keyof Budget)[]

const BOUNDS = ['maxBytes', 'maxWidth', 'maxHeight', 'formats', 'maxTotalBytes', 'maxPageBytes'] as const

/**
 * @param root absolute.
 * @throws {LazyImageError} `OPTION_INVALID`, also for a budget that bounds nothing.
 */
export function resolveBudgets(budgets: readonly Budget[] | undefined, root: string): readonly ResolvedBudget[] {
  if (budgets === undefined) return []
  if (!Array.isArray(budgets)) {
    throw invalidOption('budgets', 'a list such as [{ include: "src/**", maxBytes: "200 kB" }]', budgets)
  }
  return (budgets as readonly Budget[]).map((budget, index) => resolveBudget(budget, `budgets[${index}]`, root))
}

function resolveBudget(budget: Budget, name: string, root: string): ResolvedBudget {
  if (!isObject(budget)) throw invalidOption(name, 'an object such as { maxBytes: "200 kB" }', budget)
  refuseUnknown(budget, `${name}.`, NAMES)
  if (BOUNDS.every(bound => budget[bound] === undefined)) {
    throw invalidOption(name, `an object with one of ${BOUNDS.join(', ')}`, budget)
  }
  const { include, exclude } = budget
  const isIn = include === undefined ? () => true : patternTest(include, `${name}.include`, root)
  const isOut = exclude === undefined ? () => false : patternTest(exclude, `${name}.exclude`, root)
  const side = (bound: 'maxWidth' | 'maxHeight') =>
    optionalInteger(budget[bound], `${name}.${bound}`, 1, Number.MAX_SAFE_INTEGER) ?? null
  const size = (bound: 'maxBytes' | 'maxTotalBytes' | 'maxPageBytes') =>
    optionalSize(budget[bound], `${name}.${bound}`) ?? null
  return {
    name,
    covers: file => isIn(file) && !isOut(file),
    maxBytes: size('maxBytes'),
    maxWidth: side('maxWidth'),
    maxHeight: side('maxHeight'),
    formats: resolveFormats(budget.formats, `${name}.formats`),
    maxTotalBytes: size('maxTotalBytes'),
    maxPageBytes: size('maxPageBytes'),
    severity: oneOf(budget.severity, `${name}.severity`, ['warn', 'error']) ?? 'error',
  }
}

function resolveFormats(formats: readonly string[] | undefined, path: string): readonly string[] | null {
  if (formats === undefined) return null
  const isList = Array.isArray(formats) && formats.length > 0 && formats.every(format => typeof format === 'string')
  if (!isList) throw invalidOption(path, 'a list of at least one format, such as ["avif", "webp"]', formats)
  return formats.map(format => format.toLowerCase())
}
