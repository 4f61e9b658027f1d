import { LazyImageError, type Pipeline } from '@lazy-image/core'
import type { Diagnostic, PlannedRequest } from '@lazy-image/core/host'
import { describe, expect, test } from 'vitest'
import { Registry } from '../../dist/language/registry.js'
import { fixture } from '../support/fixture.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { KINDS, type Outcome, type Row } from './row.js'
import { PRESETS, ROWS } from './rows.js'

const registry = new Registry(Object.keys(PRESETS), [])

const pipelines = {
  error: recordedPipeline({ presets: PRESETS }).pipeline,
  warn: recordedPipeline({ presets: PRESETS, strict: 'warn' }).pipeline,
  compat: recordedPipeline({ presets: PRESETS, strict: 'compat' }).pipeline,
}

test('every directive has a row for everything that can be wrong with it', () => {
  const wanted = registry.directives.flatMap(({ name }) => KINDS.map(kind => `${name} ${kind}`))
  expect(ROWS.map(({ directive, kind }) => `${directive} ${kind}`).sort()).toEqual(wanted.sort())
})

describe.each(registry.directives.map(({ name }) => name))('%s', name => {
  const own = ROWS.filter(({ directive }) => directive === name)
  test.each(own.map(row => [row.kind, row.entry, row] as const))('%s: %s', async (_, __, row) => {
    await check(row, 'error')
    await check(row, 'warn')
    await check(row, 'compat')
  })
})

async function check(row: Row, strict: keyof typeof pipelines): Promise<void> {
  const { outcome, entry, context } = row
  const query = context === '' ? entry : `${context}&${entry}`
  // Of several entries it is the last that is told of.
  const last = entry.slice(entry.lastIndexOf('&') + 1)
  const span = { start: query.length - last.length, end: query.length }
  const result = await resultOf(pipelines[strict], query)
  const isRefused = strict === 'error' ? outcome.isError : strict === 'compat' && outcome.compat === 'refused'
  if (result instanceof LazyImageError) {
    expect({ strict, isRefused, message: result.message }).toMatchObject({ isRefused: true })
    expect(result.code).toBe(outcome.code)
    expect(result.message.split('\n')).toHaveLength(1)
    expect(result.spans).toEqual([span])
    checkMessage(result.message, outcome, row)
    return
  }
  expect({ strict, isRefused }).toEqual({ strict, isRefused: false })
  expect(result.warnings).toMatchObject(
    outcome.code === null ? [] : [{ code: outcome.code, severity: 'warning', span }],
  )
  for (const warning of result.warnings) checkTold(warning, outcome, row)
  expect({ strict, meaning: meaningOf(result, row.directive) }).toEqual({
    strict,
    meaning: strict === 'compat' ? outcome.compat : outcome.meaning,
  })
}

async function resultOf(pipeline: Pipeline, query: string): Promise<PlannedRequest | LazyImageError> {
  const result = await pipeline.plan(fixture(`pattern.jpg?${query}`)).catch((error: unknown) => error)
  if (result instanceof LazyImageError) return result
  if (result === null || result instanceof Error) throw result ?? new Error('left to the bundler')
  return result as PlannedRequest
}

function checkTold(warning: Diagnostic, outcome: Outcome, row: Row): void {
  checkMessage(warning.message, outcome, row)
  if (warning.code === 'DIRECTIVE_INVALID') expect(warning.message).toMatch(/; it is (?:ignored|read as )/)
}

function checkMessage(message: string, { received, nearest }: Outcome, { directive }: Row): void {
  if (received !== null) {
    expect(message).toMatch(new RegExp(`^Directive ${directive} must be .+, but received `))
    expect(message).toContain(`but received ${received}`)
  }
  const suggested = /; did you mean (.+)\?$/.exec(message)?.[1] ?? null
  // What is read as something has a meaning already.
  expect(suggested).toBe(message.includes('; it is read as ') ? null : nearest)
}

/** The values that a directive comes to, as they print; `absent` where it is ignored. */
function meaningOf({ plan: { request } }: PlannedRequest, name: string): string {
  const directive = registry.directives.find(one => one.name === name)
  if (directive === undefined) throw new Error(`${name} is no directive`)
  const values = directive.multiplies
    ? request.selections.map(selection => (selection as Readonly<Record<string, unknown>>)[name])
    : [resultValue(request, name)]
  const printed = [...new Set(values)].flatMap(value => (value === undefined ? [] : directive.grammar.print(value)))
  return printed.length === 0 ? 'absent' : printed.join(';')
}

function resultValue({ result, selections, written }: PlannedRequest['plan']['request'], name: string): unknown {
  const isWritten = [...written.keys()].some(directive => directive.name === name)
  switch (name) {
    case 'as':
      return isWritten ? result.shape : undefined
    case 'inline':
      return isWritten ? result.inline : undefined
    case 'media':
      return result.files.length === 0 ? undefined : result.files
    case 'preset':
      return selections.every(({ h }) => h === PRESETS.hero.h) ? 'hero' : undefined
    default:
      return (
        result[name as 'placeholder' | 'basePixels' | 'sizes'] ??
        result.attributes[name as 'alt' | 'class'] ??
        undefined
      )
  }
}
