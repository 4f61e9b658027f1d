import { printSelection } from '@lazy-image/core/host'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fixture } from './support/fixture.js'
import { outputsOf, refusalOf, warningsOf } from './support/plan-request.js'
import { planned } from './support/planned.js'
import { recordedPipeline } from './support/recorded-pipeline.js'

describe('a directive with a bad value', () => {
  const bad: [query: string, directive: string, received: string][] = [
    ['w', 'w', 'nothing'],
    ['w=', 'w', 'nothing'],
    ['w=0', 'w', '"0"'],
    ['w=-100', 'w', '"-100"'],
    ['w=abc', 'w', '"abc"'],
    ['w=1.5', 'w', '"1.5"'],
    ['w=1e3', 'w', '"1e3"'],
    ['w=0x10', 'w', '"0x10"'],
    ['w=65536', 'w', '"65536"'],
    ['w=99999999999999999999', 'w', '"99999999999999999999"'],
    ['w=٤٠', 'w', '"٤٠"'],
    ['w=100px', 'w', '"100px"'],
    ['w= 100', 'w', '" 100"'],
    ['w=100;', 'w', 'nothing'],
    ['w=;100', 'w', 'nothing'],
    ['w=100;;200', 'w', 'nothing'],
    ['width=0', 'w', '"0"'],
    ['h=0', 'h', '"0"'],
    ['height=abc', 'h', '"abc"'],
    ['format=bmp', 'format', '"bmp"'],
    ['format=WEBP', 'format', '"WEBP"'],
    ['format=', 'format', 'nothing'],
    ['format=webp;heic', 'format', '"heic"'],
    ['w=10&h=10&fit=crop', 'fit', '"crop"'],
    ['w=10&h=10&fit=Cover', 'fit', '"Cover"'],
    ['quality=0', 'quality', '"0"'],
    ['quality=101', 'quality', '"101"'],
    ['quality=50.9', 'quality', '"50.9"'],
    ['quality=high', 'quality', '"high"'],
    ['as=', 'as', 'nothing'],
    ['as=bogus', 'as', '"bogus"'],
    ['as=img;picture', 'as', '"img;picture"'],
    ['as=img:width', 'as', '"img:width"'],
    ['as=metadata:', 'as', '"metadata:"'],
    ['as=metadata:width;depht', 'as', '"metadata:width;depht"'],
    ['as=metadata:constructor', 'as', '"metadata:constructor"'],
    ['as=html&class', 'class', 'nothing'],
    ['as=html&class=%20', 'class', '" "'],
    ['as=html&loading=soon', 'loading', '"soon"'],
    ['as=html&decoding', 'decoding', 'nothing'],
    ['as=html&fetchpriority=High', 'fetchpriority', '"High"'],
  ]
  test.each(bad)('is one message with directive, rule and value: %s', async (query, directive, received) => {
    const { code, kind, message, image } = await refusalOf(`pattern.jpg?${query}`)
    expect({ code, kind, image }).toEqual({
      code: 'DIRECTIVE_INVALID',
      kind: 'directive',
      image: fixture('pattern.jpg'),
    })
    expect(message.split('\n')).toHaveLength(1)
    expect(message).toMatch(new RegExp(`^Directive ${directive} must be .+, but received `))
    expect(message).toContain(`but received ${received}`)
  })

  test('is told once for each directive, all in one error that knows where they stand', async () => {
    const { message, spans } = await refusalOf('pattern.jpg?w=0;abc&h=-1&format=bmp&as=bogus')
    expect(message.split('\n')).toEqual([
      expect.stringMatching(/^Directive w .*"0"/),
      expect.stringMatching(/^Directive h .*"-1"/),
      expect.stringMatching(/^Directive format .*"bmp"/),
      expect.stringMatching(/^Directive as .*"bogus"/),
    ])
    expect(spans).toEqual([
      { start: 0, end: 7 },
      { start: 8, end: 12 },
      { start: 13, end: 23 },
      { start: 24, end: 32 },
    ])
  })

  test.each([
    ['format=wepb', 'webp'],
    ['format=JPEG', 'jpeg'],
    ['w=10&h=10&fit=covr', 'cover'],
    ['as=pictur', 'picture'],
    ['as=src-set', 'srcset'],
  ])('suggests the nearest one: %s', async (query, nearest) => {
    expect((await refusalOf(`pattern.jpg?${query}`)).message).toContain(`did you mean ${nearest}?`)
  })

  test('far from every other gets no suggestion', async () => {
    expect((await refusalOf('pattern.jpg?format=photograph')).message).not.toContain('did you mean')
  })
})

describe('an unknown directive', () => {
  test.each([
    ['widht=100', 'width'],
    ['fromat=webp', 'format'],
    ['qualiti=50', 'quality'],
    ['Format=webp', 'format'],
    ['W=400', 'w'],
  ])('is refused, and told with the nearest name, beside others and alone: %s', async (query, nearest) => {
    const [key] = query.split('=')
    for (const before of ['w=40&', '']) {
      const span = { start: before.length, end: before.length + query.length }
      expect(await refusalOf(`pattern.jpg?${before}${query}`)).toMatchObject({
        code: 'DIRECTIVE_UNKNOWN',
        kind: 'directive',
        message: `Unknown directive "${key}"; did you mean ${nearest}?`,
        spans: [span],
      })
    }
    const { pipeline } = recordedPipeline({ strict: 'warn' })
    expect((await planned(pipeline, `pattern.jpg?w=40&${query}`)).warnings).toMatchObject([
      { severity: 'warning', message: `Unknown directive "${key}" is ignored; did you mean ${nearest}?` },
    ])
  })

  test('far from every other is refused beside directives, without a suggestion', async () => {
    expect((await refusalOf('pattern.jpg?w=40&somethingelse=1')).message).toBe(
      'Unknown directive "somethingelse"; leave it out, or define it by the option directives',
    )
  })

  test('is told and let pass where a query names no directive at all', async () => {
    const { pipeline } = recordedPipeline({ defaults: { w: 40 } })
    expect((await planned(pipeline, 'pattern.jpg?v=3&size=9')).warnings.map(({ message }) => message)).toEqual([
      'Unknown directive "v" is ignored',
      'Unknown directive "size" is ignored; did you mean w=9?',
    ])
  })

  test('is told once for each, and known ones are told nothing of', async () => {
    expect((await refusalOf('pattern.jpg?a1=1&w=40&b2=2&a1=3')).message.split('\n')).toHaveLength(3)
    expect(await warningsOf('pattern.jpg?w=40&height=30&webp&fit=cover&quality=50&as=img')).toEqual([])
  })

  test('is not told of when it belongs to the host', async () => {
    const { pipeline } = recordedPipeline({ strict: 'warn' })
    const { warnings } = await planned(pipeline, 'pattern.jpg?import&w=40&t=123&v=9', {
      hostKeys: new Set(['import', 't']),
    })
    expect(warnings).toMatchObject([{ message: expect.stringContaining('"v"'), span: { start: 18, end: 21 } }])
  })
})

describe('a directive that cannot have an effect', () => {
  test.each([
    ['pattern.jpg?w=20&format=png&quality=50', 'quality'],
    ['pattern.jpg?w=20&fit=cover', 'fit'],
    ['pattern.jpg?h=20&inside', 'fit'],
  ])('is refused and says why: %s', async (request, directive) => {
    const { code, kind, message } = await refusalOf(request)
    expect({ code, kind }).toEqual({ code: 'DIRECTIVE_INEFFECTIVE', kind: 'directive' })
    expect(message).toMatch(new RegExp(`^Directive ${directive} has no effect`))
  })

  test('on this image alone, whose own format is kept, is told and no error: a glob asks all of them alike', async () => {
    expect(await warningsOf('small.png?w=20&quality=50')).toMatchObject([
      { code: 'DIRECTIVE_INEFFECTIVE', severity: 'warning', span: { start: 5, end: 15 } },
    ])
    expect(await warningsOf('pattern.jpg?w=20&quality=50')).toEqual([])
  })

  test('on some outputs is taken for the others', async () => {
    expect(await outputsOf('w=20&quality=50&format=png;webp')).toEqual(['png 20×13', 'webp 20×13'])
  })
})

describe('the number of outputs of one request', () => {
  test('is limited, and the error tells how many were asked for and which option decides', async () => {
    const widths = Array.from({ length: 21 }, (_, index) => index + 1).join(';')
    const error = await refusalOf(`pattern.jpg?w=${widths}&h=1;2;3;4;5;6;7;8;9;10&format=webp`)
    expect(error).toMatchObject({ code: 'LIMIT_VARIANTS', kind: 'limit' })
    expect(error.message).toMatch(/210 outputs.*limits\.variants.*200/)
  })

  test('is limited by the option', async () => {
    const { pipeline } = recordedPipeline({ limits: { variants: 3 } })
    await expect(pipeline.plan(fixture('pattern.jpg?w=1;2;3;4'))).rejects.toMatchObject({ code: 'LIMIT_VARIANTS' })
    expect((await planned(pipeline, 'pattern.jpg?w=1;2;3')).plan.images).toHaveLength(3)
  })
})

describe('the printed directives of an output', () => {
  test('ask for that very output', async () => {
    const { pipeline } = recordedPipeline()
    const choice = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
    const query = fc
      .record({
        w: choice('40', '80', '40;80', '5000'),
        h: choice('30', '60', '30;60'),
        fit: choice('cover', 'contain', 'fill', 'inside', 'outside'),
        format: choice('webp', 'jpg', 'jpeg', 'png;avif', 'webp;jpg'),
        quality: choice('1', '60;90', '100'),
      })
      .map(given => Object.entries(given).flatMap(([key, text]) => (text === undefined ? [] : [`${key}=${text}`])))
      .filter(parts => parts.length > 0)
    await fc.assert(
      fc.asyncProperty(query, async parts => {
        const { plan } = await planned(pipeline, `pattern.jpg?${parts.join('&')}`).catch(error => {
          fc.pre(error.code !== 'DIRECTIVE_INEFFECTIVE')
          throw error
        })
        for (const image of plan.images) {
          const printed = printSelection(image.selection)
          const again = await planned(pipeline, `pattern.jpg?${printed}`)
          expect(again.plan.images.map(one => one.recipe)).toEqual([image.recipe])
        }
      }),
    )
  })
})
