import { IMAGE_EXTENSIONS, type OutputOrder, parseOrder, plainText } from '@lazy-image/core/host'

/** What decides of plans besides queries, and is not part of keys: a worker plans as the one who asks. */
export interface PlanRules {
  strict: 'error' | 'warn' | 'compat'
  failOn: 'error' | 'warning' | 'truncated' | 'none'
  neverLarger: boolean
}

/** One source with all its outputs that are missing: one lease, one decode. */
export interface SourceJob {
  version: 1
  source: {
    /** Of its content; names it in the store. */
    hash: string
    /** Without a dot. */
    extension: string
    bytes: number
    /** What it is called where it is asked for; for people. */
    name: string
  }
  rules: PlanRules
  orders: readonly OutputOrder[]
}

/** What a worker did of a job. */
export interface JobReport {
  made: number
  /** Outputs that the store had already. */
  there: number
  decodes: number
  encodes: number
}

const HASH = /^[0-9a-f]{64}$/
const MOST_ORDERS = 10_000
const MOST_NAME = 300

const STRICT: readonly PlanRules['strict'][] = ['error', 'warn', 'compat']
const FAIL_ON: readonly PlanRules['failOn'][] = ['error', 'warning', 'truncated', 'none']

/** A job that is none: it came from somebody who does not know us, or means harm. */
export class InvalidJobError extends Error {
  override readonly name = 'InvalidJobError'
}

/**
 * A job that came from a queue, which anybody may have written into.
 *
 * @param mostBytes that a source may have.
 * @throws {InvalidJobError} that names the rule.
 */
export function parseJob(data: unknown, mostBytes: number): SourceJob {
  const { version, source, rules, orders } = record(data, 'The job')
  if (version !== 1) throw invalid('The version of a job', '1', version)
  const { hash, extension, bytes, name } = record(source, 'The source of a job')
  if (typeof hash !== 'string' || !HASH.test(hash)) throw invalid('The hash of a source', 'hexadecimal digits', hash)
  const known = IMAGE_EXTENSIONS.find(own => own === extension)
  if (known === undefined)
    throw invalid('The extension of a source', `one of ${IMAGE_EXTENSIONS.join(', ')}`, extension)
  if (!isCount(bytes, mostBytes)) throw invalid('The size of a source', `from 1 to ${mostBytes} bytes`, bytes)
  if (!Array.isArray(orders) || !isCount(orders.length, MOST_ORDERS)) {
    throw invalid('The orders of a job', `a list of 1 to ${MOST_ORDERS}`, orders)
  }
  return {
    version,
    source: { hash, extension: known, bytes, name: plainName(name) },
    rules: parseRules(rules),
    orders: orders.map(order => readOrder(order)),
  }
}

function readOrder(order: unknown): OutputOrder {
  try {
    return parseOrder(order)
  } catch (error) {
    throw new InvalidJobError(error instanceof Error ? error.message : String(error))
  }
}

function parseRules(value: unknown): PlanRules {
  const { strict, failOn, neverLarger } = record(value, 'The rules of a job')
  const strictness = STRICT.find(word => word === strict)
  const fault = FAIL_ON.find(word => word === failOn)
  if (strictness === undefined) throw invalid('strict of a job', `one of ${STRICT.join(', ')}`, strict)
  if (fault === undefined) throw invalid('failOn of a job', `one of ${FAIL_ON.join(', ')}`, failOn)
  if (typeof neverLarger !== 'boolean') throw invalid('neverLarger of a job', 'true or false', neverLarger)
  return { strict: strictness, failOn: fault, neverLarger }
}

/** A text of somebody else's as a terminal can show it: in one line, and without what a terminal would follow. */
export function plainName(text: unknown): string {
  return plainText(typeof text === 'string' ? text.slice(0, MOST_NAME) : 'unnamed')
}

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(what, 'an object', value)
  return value as Readonly<Record<string, unknown>>
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= most
}

function invalid(what: string, rule: string, received: unknown): InvalidJobError {
  return new InvalidJobError(`${what} must be ${rule}, but is ${plainName(JSON.stringify(received))}`)
}
