import { LazyImageError, type Options } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { draftOf } from '../../dist/language/draft-of.js'
import { effectiveSelection } from '../../dist/language/effective-selection.js'
import { workCounts } from '../../dist/work-counts.js'
import { planned } from '../support/planned.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { SOURCE } from '../support/source-info.js'

const plannedBy = (options: Options, request: string) => planned(recordedPipeline(options).pipeline, request)

async function told(request: string, options: Options = {}) {
  return (await plannedBy(options, request)).warnings.map(({ message }) => message)
}

async function refusal(request: string, options: Options = {}): Promise<LazyImageError> {
  const error = await plannedBy(options, request).catch((reason: unknown) => reason)
  if (error instanceof LazyImageError) return error
  throw new Error(`${request} was taken`)
}

describe('what is given more than once', () => {
  test('is refused, once, and a list is shown where there can be one', async () => {
    expect(await refusal('pattern.jpg?w=10&w=20&width=30')).toMatchObject({
      code: 'DIRECTIVE_REPEATED',
      kind: 'directive',
      message: 'Directive w is given more than once. A list is written w=10;20',
    })
    expect((await refusal('pattern.jpg?w=9&as=img&as=url')).message).toBe(
      'Directive as is given more than once; leave one of them',
    )
  })

  test('counts for the last where mistakes are let pass', async () => {
    expect(await told('pattern.jpg?w=10&w=20&width=30', { strict: 'warn' })).toEqual([
      'Directive w is given more than once; the last one counts. A list is written w=10;20',
    ])
    expect(await told('pattern.jpg?w=9&as=img&as=url', { strict: 'warn' })).toEqual([
      'Directive as is given more than once; the last one counts',
    ])
  })

  test('in the defaults is no fault of the query', async () => {
    expect(await told('pattern.jpg?h=10', { defaults: { w: 10, width: 20 } as Options['defaults'] & object })).toEqual(
      [],
    )
  })

  test('as a preset counts for what is said most directly', async () => {
    const options: Options = {
      presets: { near: { w: 11 }, far: { w: 22 } },
      directives: { mine: { expand: () => ({ preset: 'far' }) } },
    }
    for (const query of ['preset=near&mine', 'mine&preset=near']) {
      const { plan } = await plannedBy(options, `pattern.jpg?${query}`)
      expect(plan.images.map(({ selection }) => selection.w)).toEqual([11])
    }
  })
})

test('a request is read once for each plan, and counted', async () => {
  const { pipeline } = recordedPipeline()
  const before = workCounts.requests
  await planned(pipeline, 'pattern.jpg?w=20')
  expect(workCounts.requests).toBe(before + 1)
})

test('a combination that gives no output names its image', async () => {
  expect(await refusal('pattern.jpg?w=20', { combine: () => [] })).toMatchObject({
    code: 'OPTION_INVALID',
    message: expect.stringContaining('Option combine gave no output'),
    image: expect.stringContaining('pattern.jpg'),
  })
})

test('too many outputs are told of their lists alone', async () => {
  expect(await refusal('pattern.jpg?w=1;2;3&h=9&format=webp;png', { limits: { variants: 5 } })).toMatchObject({
    code: 'LIMIT_VARIANTS',
    message: expect.stringContaining('multiply to 6 outputs (3 of w × 2 of format); limits.variants allows 5'),
    image: expect.stringContaining('pattern.jpg'),
  })
})

describe('a crop that reaches outside', () => {
  test('is refused, or cut at the edge and told so, as strictness says', async () => {
    const request = 'pattern.jpg?crop=0,0,5000,10'
    const error = await refusal(request, { strict: 'error' })
    expect(error.code).toBe('DIRECTIVE_INVALID')
    expect(error.message).toMatch(/reaches to 5000,10$/m)
    const { warnings } = await plannedBy({ strict: 'warn' }, request)
    expect(warnings).toMatchObject([{ code: 'DIRECTIVE_INVALID', severity: 'warning' }])
    expect(warnings[0]?.message).toMatch(/^Directive crop must lie inside the picture, .+; it is cut at the edge$/)
  })
})

describe('a directive without effect', () => {
  test('is not told where it is switched off in every output', async () => {
    expect(await told('pattern.jpg?format=png&progressive=false&lossless=false', { strict: 'warn' })).toEqual([])
    expect(await told('pattern.jpg?format=jpg&lossless=false;true', { strict: 'warn' })).toEqual([
      expect.stringContaining('Directive lossless has no effect'),
    ])
  })

  test('is an error where it is idle in any format, or in one that is named', async () => {
    expect((await refusal('pattern.jpg?position=top')).code).toBe('DIRECTIVE_INEFFECTIVE')
    expect((await refusal('pattern.jpg?format=jpg&lossless')).code).toBe('DIRECTIVE_INEFFECTIVE')
    expect(await told('pattern.jpg?lossless')).toEqual([expect.stringContaining('lossless has no effect')])
  })
})

test('a directive that each output has for another reason is an error where one names its format', async () => {
  const presets = { art: { w: 9, sources: [{ media: '(max-width: 9px)', format: 'png' as const }] } }
  expect((await refusal('pattern.jpg?preset=art&lossless', { presets })).code).toBe('DIRECTIVE_INEFFECTIVE')
})

describe('a message', () => {
  test('is a warning with its own code where nothing is lost', async () => {
    const { warnings } = await plannedBy({ strict: 'warn' }, 'pattern.jpg?w=9&w=8&raw&xyzzy')
    expect(warnings).toMatchObject([
      { code: 'DIRECTIVE_REPEATED', severity: 'warning' },
      {
        code: 'DIRECTIVE_UNKNOWN',
        severity: 'warning',
        message: '"raw" is for the bundler when it stands alone; beside directives it is ignored',
      },
      { code: 'DIRECTIVE_UNKNOWN', severity: 'warning', message: 'Unknown directive "xyzzy" is ignored' },
    ])
  })

  test('is spared for words that say what silence says', async () => {
    expect(await told('pattern.jpg?w=9&url&no-inline')).toEqual([])
  })

  test('is one for a list with several bad members', async () => {
    const { warnings } = await plannedBy({ strict: 'warn' }, 'pattern.jpg?h=9&w=x;y;z')
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('received "x"')])
  })

  test('is one for own directives that stand for each other, however often they meet', async () => {
    const directives = {
      ping: { expand: () => 'x=1&pong' },
      pong: { expand: () => 'ping' },
    }
    const own = Object.fromEntries(
      Object.entries(directives).map(([name, { expand }]) => [name, { expand: () => new URLSearchParams(expand()) }]),
    )
    const both = { ...own, twice: { expand: () => new URLSearchParams('ping&ping') } }
    const { message } = await refusal('pattern.jpg?twice', { directives: both })
    expect(message.match(/stands for itself/g)).toHaveLength(1)
  })
})

describe('an own way to combine', () => {
  test('is told of keys that are no directive', async () => {
    const combine = () => [{ w: 9, xyzzy: 1 }]
    expect((await refusal('pattern.jpg?w=9', { combine })).code).toBe('DIRECTIVE_UNKNOWN')
    expect(await told('pattern.jpg?w=9', { combine, strict: 'warn' })).toEqual(['Unknown directive "xyzzy" is ignored'])
  })

  test('answers for what has no effect itself', async () => {
    expect(await told('pattern.jpg?quality=5', { combine: () => [{ format: 'png', quality: 5 }] })).toEqual([])
  })

  test('is named where it gives what no query can say', async () => {
    const combine = () => [{ w: null }] as never
    expect((await refusal('pattern.jpg?w=9', { combine })).message).toContain('combine()')
  })
})

describe('a selection', () => {
  test('keeps what counts, in its order', () => {
    const selection = { format: 'jpg', lossless: true, w: 20 } as const
    expect(Object.entries(effectiveSelection(selection, SOURCE))).toEqual([
      ['format', 'jpg'],
      ['w', 20],
    ])
  })

  test('that says nothing asks for nothing', () => {
    expect(Object.keys(draftOf({}))).toEqual([])
  })
})

test('what a format cannot hold is a warning at the format, where the query names one', async () => {
  const { warnings } = await plannedBy({}, 'alpha.png?w=9&format=jpg')
  expect(warnings).toMatchObject([{ code: 'TRANSPARENCY_LOST', severity: 'warning', span: { start: 4 } }])
})

test('own directives that fail for different reasons are each told', async () => {
  const failing = (reason: string) => ({
    expand: () => {
      throw new Error(reason)
    },
  })
  const { message } = await refusal('pattern.jpg?a&b', { directives: { a: failing('no a'), b: failing('no b') } })
  expect(message).toMatch(/no a\n.*no b/)
})

test('defaults that cannot be read are named by their option', () => {
  expect(() => recordedPipeline({ defaults: { w: null } as never })).toThrow('defaults')
})

test('a bad member of a list that is ignored is no output', async () => {
  const { plan } = await plannedBy({ strict: 'warn' }, 'pattern.jpg?w=9;x;8')
  expect(plan.images.map(({ selection }) => selection.w)).toEqual([9, 8])
})
