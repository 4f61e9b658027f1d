import { LazyImageError, type Pipeline } from '@lazy-image/core'
import { evaluate, type PlannedRequest } from '@lazy-image/core/host'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moduleCode } from '../../dist/module/module-code.js'
import { FREE_TEXTS, OPTIONS_FOR_TEXTS, TEXTS } from '../support/directive-texts.js'
import { fixture } from '../support/fixture.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'

const OPTIONS = {
  ...OPTIONS_FOR_TEXTS,
  directives: { card: { expand: (value: string) => ({ w: value, as: 'img' }) as object } },
}
const NAMES = [...Object.keys(TEXTS), 'width', 'ar', 'webp', 'top', 'cover', 'card', 'url', 'inline', 'constructor']
const JUNK = [
  '',
  '0',
  '-1',
  'NaN',
  '1e9',
  '%',
  '%zz',
  '%00',
  '+',
  ';',
  ';;',
  ':',
  '#',
  '=',
  '?',
  '/',
  '\u{1F600}',
  '\uE000',
]

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(...JUNK),
  fc.array(fc.constantFrom(...JUNK, '40', '80', 'webp', 'auto'), { maxLength: 4 }).map(parts => parts.join(';')),
)

/** `constructor` is among the names, and no directive. */
function goodTextOf(name: string): fc.Arbitrary<string> {
  return (Object.hasOwn(TEXTS, name) ? TEXTS[name] : undefined) ?? anyText
}

/** Anything between a good query and noise. */
const anyQuery = fc
  .array(
    fc.oneof(
      fc
        .constantFrom(...NAMES)
        .chain(name => fc.tuple(fc.constant(name), fc.oneof(goodTextOf(name), anyText)))
        .map(([name, text]) => `${name}=${text}`),
      fc.tuple(anyText, anyText).map(parts => parts.join('=')),
      fc.constantFrom(...NAMES),
    ),
    { maxLength: 7 },
  )
  .map(parts => parts.join('&'))

/** Null for what is left to the bundler, which is whatever is not claimed. */
async function outcomeOf(pipeline: Pipeline, query: string): Promise<PlannedRequest | LazyImageError | null> {
  const id = fixture(`small.png?${query}`)
  const result = await pipeline.plan(id, { mayEncode: false }).catch(error => error)
  if (result instanceof LazyImageError || result === null) {
    if (result === null) expect(pipeline.claims(id)).toBe(false)
    return result
  }
  if (result instanceof Error) throw result
  return result
}

/** Of a picture for other screens, which is not there. */
function isOfAnother({ kind, image }: LazyImageError): boolean {
  return kind === 'input' && image !== fixture('small.png')
}

describe('whatever stands in a query', () => {
  test('is answered: by outputs, or by one error of ours that says what to do', async () => {
    const { pipeline } = recordedPipeline(OPTIONS)
    await fc.assert(
      fc.asyncProperty(anyQuery, async query => {
        expect(typeof pipeline.claims(`a.png?${query}`)).toBe('boolean')
        expect(typeof pipeline.wantsOneUrl(`a.png?${query}`)).toBe('boolean')
        pipeline.suspect(`a.png?${query}`)
        const outcome = await outcomeOf(pipeline, query)
        if (!(outcome instanceof LazyImageError)) return
        if (!isOfAnother(outcome)) expect(['directive', 'limit', 'option']).toContain(outcome.kind)
        for (const { start, end } of outcome.spans) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(query.length)
        }
      }),
      { numRuns: 1500 },
    )
  })

  test.each(['warn', 'compat'] as const)(
    'is no error of a value in strictness %s, but where it must be',
    async strict => {
      const { pipeline } = recordedPipeline({ ...OPTIONS, strict })
      await fc.assert(
        fc.asyncProperty(anyQuery, async query => {
          const outcome = await outcomeOf(pipeline, query)
          // Limits hold in every strictness: of lists, of formats, of pixels.
          if (!(outcome instanceof LazyImageError) || outcome.kind === 'limit' || isOfAnother(outcome)) return
          // What is no directive of vite-imagetools has no reading of its own there; an own directive's mistake is its author's.
          const mayBe = strict === 'compat' || /card/.test(query) ? ['DIRECTIVE_INVALID'] : []
          expect(mayBe).toContain(outcome.code)
        }),
        { numRuns: 800 },
      )
    },
  )

  test('leads to a value that evaluates, whatever shape it has', async () => {
    const { pipeline } = recordedPipeline({ ...OPTIONS, strict: 'warn' })
    await fc.assert(
      fc.asyncProperty(anyQuery, async query => {
        const outcome = await outcomeOf(pipeline, query)
        if (outcome === null || outcome instanceof LazyImageError) return
        const plain = evaluate(outcome.value, { url: ({ fileName }) => fileName, read: () => 1 })
        expect(JSON.parse(JSON.stringify(plain))).toEqual(plain)
        const code = moduleCode(outcome.value, { url: () => '""', read: () => '1' }, pipeline.options)
        expect(code).toContain('export default ')
      }),
      { numRuns: 800 },
    )
  })

  test('may be very long', async () => {
    const { pipeline } = recordedPipeline(OPTIONS)
    const many = Array.from({ length: 20_000 }, (_, index) => `k${index}=${index}`).join('&')
    const outcome = await outcomeOf(pipeline, `w=40&${many}`)
    expect(outcome).toMatchObject({ code: 'DIRECTIVE_UNKNOWN' })
    expect((outcome as LazyImageError).message.split('\n')).toHaveLength(20_000)

    const long = await outcomeOf(pipeline, `w=${'9'.repeat(1_000_000)}`)
    expect(long).toMatchObject({ code: 'DIRECTIVE_INVALID' })
    expect((long as LazyImageError).message.length).toBeLessThan(300)
    for (const name of Object.keys(TEXTS).filter(name => !FREE_TEXTS.includes(name))) {
      const refused = await outcomeOf(pipeline, `${name === 'h' ? 'w' : 'h'}=20&${name}=${'(1;:,x%'.repeat(20_000)}`)
      expect(refused).toMatchObject({ code: 'DIRECTIVE_INVALID' })
      expect((refused as LazyImageError).message.length).toBeLessThan(1000)
    }
  })
})
