import { resolve } from 'node:path'
import { brokenRule } from '../broken-rule.js'
import { consoleLogger } from '../logger.js'
import { isPlainObject } from '../plain-object.js'
import { adviseOnName } from './advise-on-name.js'
import { resolveBudgets } from './budget.js'
import { resolveCache } from './cache-options.js'
import type { CustomDirective } from './custom-directive.js'
import type { DirectiveSet } from './directive-set.js'
import { DEFAULT_FAIL_ON, FAIL_ON } from './fail-on.js'
import { idFilter } from './id-filter.js'
import {
  invalidOption,
  isObject,
  oneOf,
  optionalBoolean,
  optionalFunction,
  optionalInteger,
  optionalLogger,
  optionalRecord,
  optionalString,
  refuseUnknown,
} from './option-checks.js'
import type { DefaultsFunction, Limits, Options, ResolvedOptions } from './options.js'
import { resolveReport } from './report-options.js'
import { resolveTypes } from './resolve-types.js'
import { STRICTNESSES } from './strictness.js'

/** What the machine and the bundler say where the user says nothing. */
export interface Surroundings {
  /** Absolute. */
  root: string
  /** Processors this process may use. */
  parallelism: number
  /** Bytes this process may use. */
  memory: number
}

/** Limits where the user sets none. */
export const DEFAULT_LIMITS: Required<Limits> = {
  pixels: 268_435_456,
  side: 65_535,
  fileBytes: 512 * 1024 * 1024,
  metadataBytes: 16 * 1024 * 1024,
  frames: 1000,
  animationPixels: 536_870_912,
  svgElements: 100_000,
  svgNesting: 100,
  timeoutMs: Number.POSITIVE_INFINITY,
  variants: 200,
}

const COUNTED_IN_32_BITS: ReadonlySet<keyof Limits> = new Set(['side', 'frames', 'svgElements', 'svgNesting'])

const MAX_CONCURRENCY = 1024

/** Formats that `format=auto` tries where the options name none. */
const AUTO_FORMATS: readonly string[] = ['avif', 'webp']

const OPTION_NAMES = [
  'root',
  'cache',
  'concurrency',
  'memoryBudget',
  'limits',
  'failOn',
  'strict',
  'keepGoing',
  'defaults',
  'presets',
  'directives',
  'combine',
  'outputs',
  'namedExports',
  'types',
  'panel',
  'report',
  'budgets',
  'include',
  'exclude',
  'neverLarger',
  'siteUrl',
  'autoFormats',
  'summary',
  'onBatch',
  'logger',
] as const satisfies readonly (keyof Options)[]

/**
 * Options with every default filled in. What is written in directives (defaults, presets) is read where the language is
 * known, by `makeLanguage`.
 *
 * @throws {LazyImageError} `OPTION_INVALID`, naming the option's path, the rule and the value received.
 */
export function resolveOptions(options: Options, surroundings: Surroundings): ResolvedOptions {
  if (!isObject(options)) throw brokenRule('Options', 'an object', options)
  refuseUnknown(options, '', OPTION_NAMES, adviseOnName)
  const root = resolve(surroundings.root, optionalString(options.root, 'root') ?? '.')
  const concurrency = optionalInteger(options.concurrency, 'concurrency', 1, MAX_CONCURRENCY)
  const memoryBudget = optionalInteger(options.memoryBudget, 'memoryBudget', 1, Number.MAX_SAFE_INTEGER)
  return {
    root,
    cache: resolveCache(options.cache, root),
    // The engine counts what a machine has, and where nothing is made it need not be loaded.
    get concurrency() {
      return concurrency ?? surroundings.parallelism
    },
    get memoryBudget() {
      return memoryBudget ?? Math.floor(surroundings.memory / 2)
    },
    limits: resolveLimits(options.limits, DEFAULT_LIMITS),
    failOn: oneOf(options.failOn, 'failOn', FAIL_ON) ?? DEFAULT_FAIL_ON,
    strict: oneOf(options.strict, 'strict', STRICTNESSES) ?? 'error',
    keepGoing: optionalBoolean(options.keepGoing, 'keepGoing') ?? false,
    defaults: resolveDefaults(options.defaults),
    presets: new Map(Object.entries(optionalRecord(options.presets, 'presets'))),
    directives: resolveDirectives(options.directives),
    combine: optionalFunction(options.combine, 'combine') ?? null,
    outputs: resolveOutputs(options.outputs),
    namedExports: optionalBoolean(options.namedExports, 'namedExports') ?? true,
    types: resolveTypes(options.types, root),
    panel: optionalBoolean(options.panel, 'panel') ?? false,
    report: resolveReport(options.report, root),
    budgets: resolveBudgets(options.budgets, root),
    accepts: idFilter(options.include, options.exclude),
    neverLarger: optionalBoolean(options.neverLarger, 'neverLarger') ?? true,
    siteUrl: resolveSite(optionalString(options.siteUrl, 'siteUrl')),
    autoFormats: resolveAutoFormats(options.autoFormats),
    summary: optionalBoolean(options.summary, 'summary') ?? true,
    onBatch: optionalFunction(options.onBatch, 'onBatch') ?? (() => {}),
    logger: optionalLogger(options.logger) ?? consoleLogger,
  }
}

function resolveSite(written: string | undefined): string | null {
  if (written === undefined) return null
  if (!/^https?:/i.test(written) || !URL.canParse(written)) {
    throw invalidOption('siteUrl', 'an absolute URL such as "https://example.com"', written)
  }
  const url = new URL(written)
  return new URL(url.pathname.endsWith('/') ? url : `${url.origin}${url.pathname}/`).href
}

/**
 * Some limits in place of others.
 *
 * @param before those that there are, which are all that can be named.
 * @throws {LazyImageError} `OPTION_INVALID`
 */
export function resolveLimits<Known extends Partial<Required<Limits>>>(
  limits: { readonly [Name in keyof Known]?: number } | undefined,
  before: Known,
): Known {
  if (limits === undefined) return before
  if (!isObject(limits)) throw invalidOption('limits', 'an object', limits)
  const names = Object.keys(before) as (keyof Known & keyof Limits)[]
  refuseUnknown(limits, 'limits.', names)
  const resolved: Record<string, number | undefined> = { ...before }
  for (const name of names) {
    const most = COUNTED_IN_32_BITS.has(name) ? 0xffff_ffff : Number.MAX_SAFE_INTEGER
    resolved[name] = optionalInteger(limits[name], `limits.${name}`, 1, most) ?? before[name]
  }
  return resolved as Known
}

function resolveDefaults(defaults: Options['defaults']): DirectiveSet | DefaultsFunction {
  if (typeof defaults === 'function' || defaults instanceof URLSearchParams) return defaults
  if (defaults === undefined) return {}
  if (!isPlainObject(defaults))
    throw invalidOption('defaults', 'a plain object, a URLSearchParams or a function', defaults)
  return defaults
}

function resolveDirectives(directives: Options['directives']): Readonly<Record<string, CustomDirective>> {
  const record = optionalRecord(directives, 'directives')
  for (const [name, directive] of Object.entries(record)) {
    if (typeof directive?.expand !== 'function') {
      throw invalidOption(`directives.${name}`, 'an object with a function expand', directive)
    }
    const { aliases = [] }: { aliases?: unknown } = directive
    if (!Array.isArray(aliases) || aliases.some(alias => typeof alias !== 'string')) {
      throw invalidOption(`directives.${name}.aliases`, 'a list of texts', aliases)
    }
  }
  return record
}

function resolveOutputs(outputs: Options['outputs']): ResolvedOptions['outputs'] {
  const record = Object.entries(optionalRecord(outputs, 'outputs'))
  return Object.fromEntries(
    record.map(([name, output]) => {
      if (typeof output === 'function') return [name, { build: output, type: null }]
      if (typeof output?.build !== 'function' || typeof output.type !== 'string' || output.type.trim() === '') {
        throw invalidOption(`outputs.${name}`, 'a function, or an object with a function build and a text type', output)
      }
      return [name, { build: output.build, type: output.type }]
    }),
  )
}

function resolveAutoFormats(formats: Options['autoFormats']): readonly string[] {
  if (formats === undefined) return AUTO_FORMATS
  if (!Array.isArray(formats) || formats.length === 0) {
    throw invalidOption('autoFormats', 'a list of at least one format', formats)
  }
  return formats
}
