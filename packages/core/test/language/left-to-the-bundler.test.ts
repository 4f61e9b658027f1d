import { Pipeline } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from '../support/fixture.js'
import { planned } from '../support/planned.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'

const { pipeline } = recordedPipeline()

const lenient = recordedPipeline({ strict: 'warn' }).pipeline

describe('a word of bundlers', () => {
  test.each(['url', 'raw', 'inline', 'no-inline', 'worker', 'sharedworker', 'url&inline', 'inline=true'])(
    'leaves the import to the bundler where it stands alone: %s',
    query => {
      expect(pipeline.claims(fixture(`small.png?${query}`))).toBe(false)
      expect(recordedPipeline({ defaults: { w: 20 } }).pipeline.claims(fixture(`small.png?${query}`))).toBe(false)
    },
  )

  test.each([
    ['url&w=20', []],
    ['w=20&no-inline', []],
    ['raw&w=20', ['"raw" is for the bundler when it stands alone; beside directives it is ignored']],
    ['w=20&worker', ['"worker" is for the bundler when it stands alone; beside directives it is ignored']],
  ])('is no directive beside others: %s', async (query, messages) => {
    const { plan, warnings } = await planned(pipeline, `small.png?${query}`)
    expect(plan.images[0]?.selection).toEqual({ w: 20 })
    expect(warnings.map(({ message }) => message)).toEqual(messages)
  })

  test('that is switched off asks for an image that is not inline', async () => {
    const { plan } = await planned(pipeline, 'small.png?inline=false')
    expect(plan.request.result.inline).toBe(false)
    expect(plan.images).toHaveLength(1)
  })
})

describe('what an import that is left to the bundler may have meant', () => {
  const suspicions: [request: string, message: RegExp | null][] = [
    ['pattern.jpg?qualty=50', /did you mean quality\?$/],
    ['pattern.jpg?W=50', /did you mean w\?$/],
    ['pattern.jpg?picture', /did you mean as=picture\?$/],
    ['pattern.jpg?cover=1', /short for fit=cover and takes no value$/],
    ['drawing.svg?w=40', /^An SVG stays as it is/],
    ['pattern.jpg?v=2', null],
    ['pattern.jpg?react', null],
    ['pattern.jpg?url', null],
    ['code.js?qualty=50', null],
    ['drawing.svg?react', null],
  ]
  test.each(suspicions)('is told where it is near: %s', (request, message) => {
    const found = lenient.suspect(fixture(request))
    expect(found.map(({ message }) => message)).toEqual(message === null ? [] : [expect.stringMatching(message)])
    expect(found.every(({ span, severity }) => severity === 'warning' && span?.start === 0)).toBe(true)
  })
})

describe('patterns', () => {
  const accepts = (include: ConstructorParameters<typeof Pipeline>[0], id: string) =>
    new Pipeline({ cache: false, ...include }, '/').claims(id)

  test.each([
    ['**/*.png', '/src/a.png?w=20', true],
    ['**/*.png?*', '/src/a.png?w=20', true],
    ['/src/**', '/other/a.png?w=20', false],
    [/a\.png\?w/g, '/src/a.png?w=20', true],
    [/^\/src\/a\.png$/, '/src/a.png?w=20', true],
    [['**/b.png', /^c/], '/src/a.png?w=20', false],
  ])('mean the path, or path and query: %s', (include, id, expected) => {
    expect(accepts({ include }, id)).toBe(expected)
    expect(accepts({ include }, id)).toBe(expected)
    expect(accepts({ exclude: include }, id)).toBe(!expected)
  })

  test('may be functions, which are given path and query together alone', () => {
    const seen: string[] = []
    expect(accepts({ include: id => seen.push(id) > 0 }, '/src/a.png?w=20')).toBe(true)
    expect(seen).toEqual(['/src/a.png?w=20'])
  })
})
