import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Options, Pipeline } from '@lazy-image/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OutputDirective } from '../../dist/language/directive.js'
import { OUTPUT_DIRECTIVES } from '../../dist/language/registry.js'
import { planned } from '../support/planned.js'
import { anyWritten, OUTPUT_NAMES, queryOf, textOf, type Written } from '../support/queries.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { renderBytes } from '../support/render-request.js'
import { scratchFolder } from '../support/scratch-folder.js'

const directives = new Map((OUTPUT_DIRECTIVES as readonly OutputDirective[]).map(one => [one.name as string, one]))
const { pipeline } = recordedPipeline({ strict: 'warn' })
const FILES = ['pattern.jpg', 'small.png', 'alpha.png']

/** The keys of all outputs, sorted: their order is the query's. */
async function keysOf(request: string, own: Pipeline = pipeline): Promise<string[]> {
  const { plan } = await planned(own, request, { mayEncode: false })
  return plan.images.map(image => image.recipe.key).sort()
}

function directiveOf(name: string): OutputDirective {
  const directive = directives.get(name)
  if (directive === undefined) throw new Error(`${name} is no output directive`)
  return directive
}

describe('the keys of a request’s outputs are the same', () => {
  async function same(written: Written, file: string, query: string, options: Options = {}): Promise<void> {
    const own = Object.keys(options).length === 0 ? pipeline : recordedPipeline({ strict: 'warn', ...options }).pipeline
    expect(await keysOf(`${file}?${query}`, own), query).toEqual(await keysOf(`${file}?${queryOf(written)}`))
  }

  const file = fc.constantFrom(...FILES)

  test('in whatever order directives and the values of their lists are written', async () => {
    const shuffled = anyWritten(2).chain(written =>
      fc.tuple(
        fc.constant(written),
        fc.shuffledSubarray([...written], { minLength: written.length }),
        fc.infiniteStream(fc.boolean()),
      ),
    )
    await fc.assert(
      fc.asyncProperty(shuffled, file, async ([written, other, isReversed], name) => {
        const reordered = other.map(
          ([key, text]) => [key, isReversed.next().value ? text.split(';').reverse().join(';') : text] as const,
        )
        await same(written, name, queryOf(reordered))
      }),
    )
  })

  test('by whatever name and in whatever spelling a value is written', async () => {
    const respelt = anyWritten(1).chain(written =>
      fc.tuple(fc.constant(written), fc.tuple(...written.map(entry => spellingOf(...entry)))),
    )
    await fc.assert(
      fc.asyncProperty(respelt, file, ([written, parts], name) => same(written, name, parts.join('&'))),
      { numRuns: 300 },
    )
  })

  test('with whatever is given before and counts no more', async () => {
    const overridden = anyWritten(1).chain(written =>
      fc.tuple(fc.constant(written), fc.tuple(...written.map(([name]) => textOf(name)))),
    )
    await fc.assert(
      fc.asyncProperty(overridden, file, async ([written, before], name) => {
        const first = written.map(([key], index) => [key, before[index] ?? ''] as const)
        await same(written, name, `${queryOf(first)}&${queryOf(written)}`)
      }),
    )
  })

  test('whether a preset, the defaults or an own directive says them, or the query itself', async () => {
    const divided = anyWritten(2).chain(written =>
      fc.tuple(fc.constant(written), fc.tuple(...written.map(() => fc.nat(3)))),
    )
    await fc.assert(
      fc.asyncProperty(divided, file, async ([written, shares], name) => {
        const share = (index: number) => written.filter((_, at) => shares[at] === index)
        const parameters = (index: number) => new URLSearchParams(queryOf(share(index)))
        await same(written, name, `own&preset=half&${queryOf(share(0))}`, {
          defaults: parameters(1),
          presets: { half: Object.fromEntries(share(2)) },
          directives: { own: { expand: () => parameters(3) } },
        })
      }),
    )
  })

  test('whatever the import evaluates to', async () => {
    const results = fc.shuffledSubarray(
      ['as=img', 'inline', 'placeholder=lqip', 'basePixels=20', 'sizes=50vw', 'as=metadata:width', 'as=html'],
      { minLength: 1 },
    )
    await fc.assert(
      fc.asyncProperty(anyWritten(2), file, results, (written, name, more) =>
        same(written, name, `${queryOf(written)}&${more.join('&')}`),
      ),
    )
  })

  test('with unknown directives and words of the bundler', async () => {
    await fc.assert(
      fc.asyncProperty(anyWritten(2), file, (written, name) =>
        same(written, name, `url&${queryOf(written)}&no-inline&constructor=1&&__proto__`),
      ),
      { numRuns: 50 },
    )
  })

  test.each([
    ['w=40', 'width=40'],
    ['w=40&h=30', 'w=40&h=30&fit=cover'],
    ['w=40&h=30', 'w=40&h=30&position=center'],
    ['w=40&h=30', 'w=40&h=30&position=0.5,0.5&kernel=lanczos3'],
    ['w=40', 'w=40&withoutEnlargement'],
    ['w=40', 'w=40&allowUpscale'],
    ['w=40', 'w=20&densities=2x'],
    ['w=1200', 'w=2000'],
    ['w=40', 'w=40&crop=0,0,100%,100%'],
    ['w=40&crop=0,0,600,800', 'w=40&crop=0%,0%,50%,100%'],
    ['w=40', 'w=40&trim=false'],
    ['w=40', 'w=40&format=jpeg'],
    ['w=40&format=jpg', 'w=40&format=jpeg'],
    ['w=40&format=tif', 'w=40&format=tiff'],
    ['w=40', 'w=40&quality=80'],
    ['w=40&format=webp', 'w=40&format=webp&quality=80&effort=5&lossless=false'],
    ['w=40&format=webp&lossless', 'w=40&format=webp&lossless&effort=4'],
    ['w=40&format=avif', 'w=40&format=avif&quality=50&effort=default'],
    ['w=40&format=png&effort=max', 'w=40&format=png&effort=10'],
    ['w=40&maxBytes=50000', 'w=40&maxBytes=50kB'],
    ['w=40', 'w=40&progressive=false&flip=false&grayscale=0&blur=0&median=1'],
    ['w=40', 'w=40&rotate=360&hue=-720&saturation=1&brightness=1.0&contrast=1'],
    ['w=40&rotate=-90', 'w=40&rotate=270'],
    ['w=40&median=4', 'w=40&median=5'],
    ['w=40&blur', 'w=40&blur=0.8'],
    ['w=40&tint=red', 'w=40&tint=rgb(255 0 0 / 0.5)'],
    ['w=40&background=red', 'w=40&background=%23ff0000'],
    ['w=40', 'w=40&noAutoOrient=false&animated=false&keepMetadata=none&colorspace=srgb&hdr=drop'],
  ])('for two ways to ask for one thing: %s and %s', async (one, other) => {
    expect(await keysOf(`pattern.jpg?${other}`)).toEqual(await keysOf(`pattern.jpg?${one}`))
  })
})

/**
 * For each directive two values that make two pictures, beside what gives them an effect.
 * Of those that are encoded the bytes are compared too.
 */
const DIFFERENT: Readonly<Record<string, { request: string; values: readonly [string, string]; isEncoded: boolean }>> =
  {
    w: { request: 'pattern.jpg?', values: ['40', '41'], isEncoded: true },
    h: { request: 'pattern.jpg?', values: ['40', '41'], isEncoded: true },
    aspect: { request: 'pattern.jpg?w=40', values: ['1:1', '16:9'], isEncoded: true },
    fit: { request: 'pattern.jpg?w=40&h=40', values: ['cover', 'contain'], isEncoded: true },
    position: { request: 'pattern.jpg?w=40&h=40', values: ['left', 'right'], isEncoded: true },
    kernel: { request: 'pattern.jpg?w=40', values: ['nearest', 'lanczos3'], isEncoded: true },
    allowUpscale: { request: 'small.png?w=100', values: ['true', 'false'], isEncoded: true },
    withoutEnlargement: { request: 'small.png?w=100&allowUpscale', values: ['true', 'false'], isEncoded: true },
    withoutReduction: { request: 'small.png?w=20', values: ['true', 'false'], isEncoded: true },
    densities: { request: 'pattern.jpg?w=40', values: ['1x', '2x'], isEncoded: true },
    crop: { request: 'pattern.jpg?w=40', values: ['0,0,300,200', '1,0,300,200'], isEncoded: true },
    trim: { request: 'pattern.jpg?w=40', values: ['10', '30'], isEncoded: false },
    format: { request: 'pattern.jpg?w=40', values: ['webp', 'png'], isEncoded: true },
    quality: { request: 'pattern.jpg?w=40', values: ['50', '51'], isEncoded: true },
    effort: { request: 'pattern.jpg?w=100&format=webp', values: ['min', 'max'], isEncoded: true },
    lossless: { request: 'pattern.jpg?w=40&format=webp', values: ['true', 'false'], isEncoded: true },
    progressive: { request: 'pattern.jpg?w=40', values: ['true', 'false'], isEncoded: true },
    chroma: { request: 'pattern.jpg?w=40', values: ['444', '420'], isEncoded: true },
    maxBytes: { request: 'pattern.jpg?w=400', values: ['5000', '9000'], isEncoded: true },
    rotate: { request: 'pattern.jpg?w=40', values: ['90', '270'], isEncoded: true },
    flip: { request: 'pattern.jpg?w=40', values: ['true', 'false'], isEncoded: true },
    flop: { request: 'pattern.jpg?w=40', values: ['true', 'false'], isEncoded: true },
    grayscale: { request: 'pattern.jpg?w=40', values: ['true', 'false'], isEncoded: true },
    invert: { request: 'pattern.jpg?w=40', values: ['true', 'false'], isEncoded: true },
    normalize: { request: 'pattern.jpg?w=40', values: ['true', 'false'], isEncoded: true },
    flatten: { request: 'alpha.png?w=40', values: ['true', 'false'], isEncoded: true },
    background: { request: 'alpha.png?w=40&format=jpg', values: ['red', 'blue'], isEncoded: true },
    blur: { request: 'pattern.jpg?w=40', values: ['1', '2'], isEncoded: true },
    sharpen: { request: 'pattern.jpg?w=40', values: ['1', '2'], isEncoded: true },
    median: { request: 'pattern.jpg?w=40', values: ['3', '5'], isEncoded: true },
    hue: { request: 'pattern.jpg?w=40', values: ['90', '91'], isEncoded: true },
    saturation: { request: 'pattern.jpg?w=40', values: ['1', '2'], isEncoded: true },
    brightness: { request: 'pattern.jpg?w=40', values: ['1', '2'], isEncoded: true },
    contrast: { request: 'pattern.jpg?w=40', values: ['1', '2'], isEncoded: true },
    tint: { request: 'pattern.jpg?w=40', values: ['red', 'blue'], isEncoded: true },
    noAutoOrient: { request: 'rotated.jpg?w=40', values: ['true', 'false'], isEncoded: true },
    animated: { request: 'pattern.jpg?w=40&format=webp', values: ['true', 'false'], isEncoded: false },
    keepMetadata: { request: 'rotated.jpg?w=40', values: ['none', 'all'], isEncoded: true },
    hdr: { request: 'hdr.jpg?w=40', values: ['drop', 'keep'], isEncoded: true },
    colorspace: { request: 'pattern.jpg?w=40', values: ['srgb', 'p3'], isEncoded: true },
  }

describe('another value of a directive', () => {
  test('is tried for each', () => {
    expect(Object.keys(DIFFERENT).sort()).toEqual([...OUTPUT_NAMES].sort())
  })

  test.each(Object.entries(DIFFERENT))('that makes another picture makes another key: %s', async (name, example) => {
    const [one, other] = example.values.map(value => `${example.request}&${name}=${value}`)
    if (one === undefined || other === undefined) throw new Error('two values were expected')
    // Of a still picture there is nothing to keep.
    const isDifferent = name !== 'animated'
    expect((await keysOf(one))[0] !== (await keysOf(other))[0]).toBe(isDifferent)
    if (!example.isEncoded) return
    expect((await renderBytes(pipeline, one)).equals(await renderBytes(pipeline, other))).toBe(false)
  })
})

test('trimming a border makes another picture and another key', async () => {
  const bordered = join(scratchFolder(), 'bordered.png')
  writeFileSync(bordered, await renderBytes(pipeline, 'pattern.jpg?w=40&h=60&contain&background=red&format=png'))
  const [plain, trimmed] = [`${bordered}?format=png&flip`, `${bordered}?format=png&flip&trim`]
  expect(await keysOf(trimmed)).not.toEqual(await keysOf(plain))
  expect((await renderBytes(pipeline, trimmed)).equals(await renderBytes(pipeline, plain))).toBe(false)
})

/** The same entry in another spelling: key, case of codes, and a text that parses to the same value. */
function spellingOf(name: string, text: string): fc.Arbitrary<string> {
  const { aliases, shorthands, grammar } = directiveOf(name)
  const value = grammar.parse(text)
  const short = shorthands.filter(word => JSON.stringify(grammar.parse(word)) === JSON.stringify(value))
  const spelt = fc
    .tuple(fc.constantFrom(name, ...aliases), fc.constantFrom(text, grammar.print(value)), fc.nat(2))
    .map(([key, spelling, coding]) => `${coded(key, coding === 2)}=${coded(spelling, coding > 0)}`)
  return short.length === 0 ? spelt : fc.oneof(spelt, fc.constantFrom(...short, ...short.map(word => `${word}=true`)))
}

/** Every character as a code, or only those that would be read as something else. */
function coded(text: string, isWhole: boolean): string {
  return isWhole
    ? [...new TextEncoder().encode(text)].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join('')
    : encodeURIComponent(text)
}
