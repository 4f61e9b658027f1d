import { describe, expect, test } from 'vitest'
import type { Directive } from '../../dist/language/directive.js'
import type { Draft } from '../../dist/language/draft.js'
import { draftOf } from '../../dist/language/draft-of.js'
import { Registry, type Selection } from '../../dist/language/registry.js'
import { SHAPES } from '../../dist/shapes/shapes.js'
import { warningsOf } from '../support/plan-request.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'

const makeRegistry = () => new Registry(['hero', 'card'], SHAPES)

function directiveOf(key: string, among = makeRegistry()): Directive {
  const found = among.find({ key, text: '', items: null })
  if (found === undefined) throw new Error(`there is no directive ${key}`)
  return found.directive
}

const read = (key: string, text: string) => directiveOf(key).grammar.parse(text)

describe('the edges of what a directive takes', () => {
  test.each<[key: string, good: readonly string[], bad: readonly string[]]>([
    ['aspect', ['0.001', '1000', '16:9', '16/9'], ['0.0009', '1000.1', '', '1:2:3', ':9', '-1:-1', '0:1', '1:0']],
    [
      'crop',
      ['0,0,1,1', '1px,2px,3px,4px', '0%,0%,100%,100%'],
      [
        '0,0,0,1',
        '0,0,1,0',
        '0,0,1',
        '0,0,1,1,1',
        '-1,0,1,1',
        '0,0,1.5,1',
        '0,0,101%,1',
        '1px0,0,1,1',
        ',0,1,1',
        '0,,1,1',
        '0,0,,1',
        '0,0,1,',
      ],
    ],
    ['densities', ['0.1', '10x', '1.5x'], ['x1', '1x5', '0.09x', '10.1', 'x']],
    [
      'maxBytes',
      ['50', '50b', '0.05kB', '1000MB', '1000000000'],
      ['49', '1000000001', '1001MB', '50kBx', 'x50', '50x', 'kB', ''],
    ],
    [
      'position',
      ['0,0', '1,1', '0.5,.5', 'top', 'right-top', 'top_right', 'attention'],
      ['0', '0,0,0', ',0', '0,', '2,0', '0,2', 'topp', 'constructor'],
    ],
    [
      'sizes',
      ['auto', 'auto, 50vw', '(max-width: 600px) 100vw, 50vw', '0', 'calc(1px + (2vw))'],
      ['50vw, auto', 'autox', 'xauto', '50%', '50', ','],
    ],
    ['preset', ['hero', 'card'], ['', 'hero,card', 'Hero']],
    [
      'as',
      ['img', 'metadata', 'metadata:src', 'metadata:src;width'],
      ['image-', 'metadata:', 'metadata:nothing', 'metadata:src;nothing', 'url:src'],
    ],
  ])('%s', (key, good, bad) => {
    for (const text of good) expect(read(key, text), text).toBeDefined()
    for (const text of bad) expect(read(key, text), text).toBeUndefined()
  })

  test('sizes may have spaces around each length, a leading auto included', () => {
    for (const text of [' auto , 50vw', ' 50vw , 100vw ']) expect(read('sizes', text)).toBe(text)
  })

  test('bytes are whole, and units are read in any case', () => {
    expect(['4.35kB', '4.35KB', '0.00435mb', '4350', '4350B'].map(text => read('maxBytes', text))).toEqual(
      Array.from({ length: 5 }, () => 4350),
    )
    expect(read('maxBytes', '50.9')).toBe(50)
  })

  test('keys of a shape keep its own order', () => {
    expect(read('as', 'metadata:width;src')).toMatchObject({
      chosen: (read('as', 'metadata:src;width') as { chosen: string[] }).chosen,
    })
    expect(read('as', 'metadata')).toMatchObject({ chosen: null })
  })
})

test('a rule names what there is to choose from', () => {
  expect(directiveOf('preset').grammar.rule).toBe('one of hero, card')
  expect(directiveOf('preset', new Registry([], SHAPES)).grammar.rule).toBe(
    'the name of a preset, and the options define none',
  )
  const { rule, type, spellings } = directiveOf('as').grammar
  const names = SHAPES.map(({ name }) => name)
  expect(spellings).toEqual(names)
  expect(rule.startsWith(`one of ${names.join(', ')}, where `)).toBe(true)
  expect(rule.match(/where (\w+) may name keys \(\1:/g)).toHaveLength(
    SHAPES.filter(({ keys }) => keys !== null && keys !== 'any').length,
  )
  const keyed = SHAPES.filter(({ keys }) => keys !== null).map(({ name }) => `\`${name}:\${string}\``)
  expect(type).toBe([...names.map(name => `'${name}'`), ...keyed].join(' | '))
})

const OF_ELEMENTS: readonly string[] = ['alt', 'class', 'loading', 'decoding', 'fetchpriority', 'media']

test.each(['as', 'placeholder', 'sizes', 'preset', 'basePixels', 'inline', ...OF_ELEMENTS])(
  '%s is said of the import as a whole',
  key => {
    const { name, group, doc, examples, grammar } = directiveOf(key)
    expect({ name, group }).toEqual({ name: key, group: OF_ELEMENTS.includes(key) ? 'element' : 'result' })
    expect(doc).toMatch(/^[A-Z].+\.$/)
    expect(grammar.type).not.toBe('')
    for (const [text, meaning] of examples) {
      expect(meaning).not.toBe('')
      expect(key === 'preset' ? text : read(key, text)).toBeTruthy()
    }
    if (!['inline', 'basePixels'].includes(key)) expect(examples.length).toBeGreaterThan(0)
  },
)

describe('a directive that is switched off is one that is not said', () => {
  const { pipeline } = recordedPipeline({ strict: 'warn' })
  test.each(['trim=false', 'allowUpscale&withoutEnlargement=false&w=9'])('%s', async query => {
    expect(await warningsOf(`pattern.jpg?${query}`, pipeline)).toEqual([])
  })
})

describe('what has no effect is told with the reason and what would have one', () => {
  const { pipeline } = recordedPipeline({ strict: 'warn' })
  test.each<[query: string, reason: string]>([
    ['format=webp&allowUpscale', 'allowUpscale has no effect without w, h or aspect'],
    ['w=9&allowUpscale&withoutEnlargement', 'allowUpscale has no effect beside withoutEnlargement, which forbids it'],
    ['format=webp&withoutEnlargement', 'withoutEnlargement has no effect without w, h or aspect'],
    ['format=webp&withoutReduction', 'withoutReduction has no effect without w, h or aspect'],
    ['format=webp&kernel=cubic', 'kernel has no effect without w, h or aspect: nothing is resampled'],
    ['format=webp&densities=2x', 'densities has no effect without w or h to multiply'],
    ['w=9&fit=fill', 'fit has no effect without both w and h, or aspect: one side alone keeps the ratio'],
    [
      'w=9&h=9&aspect=1',
      'aspect has no effect beside both w and h, which decide the ratio; leave one of the three out',
    ],
    [
      'format=jpg&animated',
      'animated has no effect on jpg, which is written as a still picture; avif, webp and gif keep frames',
    ],
    [
      'format=png&background=red',
      'background has no effect without flatten, fit=contain, a rotation or a format without transparency',
    ],
    [
      'format=png&background=red&w=9&fit=contain',
      'background has no effect without flatten, fit=contain, a rotation or a format without transparency',
    ],
    [
      'format=png&background=red&w=9&h=9',
      'background has no effect without flatten, fit=contain, a rotation or a format without transparency',
    ],
    ['format=gif&colorspace=p3', 'colorspace has no effect on gif, which has no place for a colour profile'],
    ['format=gif&effort=5', 'effort has no effect on gif, which has one effort only'],
    ['format=webp&effort=7', 'effort has no effect on webp as 7: its scale goes from 0 to 6'],
    ['format=png&lossless', 'lossless has no effect on png, which is always lossless'],
    [
      'format=jpg&lossless',
      'lossless has no effect on jpg, which cannot be lossless; ask for avif, webp, png, gif or tiff',
    ],
    ['format=webp&lossless&maxBytes=90', 'maxBytes has no effect beside lossless, which leaves no quality to choose'],
    ['format=png&maxBytes=90', 'maxBytes has no effect on png, which has no quality to choose'],
    [
      'format=webp&lossless&quality=9',
      'quality has no effect beside lossless, which keeps every pixel; leave one of the two out',
    ],
    [
      'format=png&quality=9',
      'quality has no effect on png, which is lossless; leave it out, or add lossless=false for as few colours as it needs',
    ],
    ['format=png&lossless=false&quality=target:70', 'quality has no effect on png as target:70: it reaches no score'],
    [
      'format=tiff&quality=9',
      'quality has no effect on tiff, which is lossless; leave it out or ask for another format',
    ],
    ['format=webp&progressive', 'progressive has no effect on webp; jpeg and png can be progressive'],
    [
      'format=webp&chroma=444',
      'chroma has no effect on webp, which leaves no choice; leave it out or ask for avif or jpeg',
    ],
    [
      'format=avif&lossless&chroma=420',
      'chroma has no effect beside lossless, which keeps every colour; leave one of the two out',
    ],
    ['chroma=444&grayscale', 'chroma has no effect beside grayscale, which leaves no colour'],
    ['w=9&position=top', 'position has no effect without a crop: give both w and h, or aspect'],
    ['w=9&h=9&fit=fill&position=top', 'position has no effect with fit=fill, which keeps the whole picture'],
    [
      'w=9&h=9&fit=contain&position=entropy',
      'position has no effect with fit=contain as entropy: nothing is cut; name a side or a point',
    ],
    ['w=9&basePixels=9', 'basePixels has no effect with as=url, which lists no candidates'],
    [
      'w=9&densities=2x&basePixels=9&as=img',
      'basePixels has no effect beside densities, which says the same; leave one of the two out',
    ],
  ])('%s', async (query, message) => {
    const told = (await warningsOf(`pattern.jpg?${query}`, pipeline)).map(one => one.message)
    expect(told).toContain(`Directive ${message}`)
  })

  test.each([
    'lossless',
    'progressive',
    'chroma=420',
    'animated',
    'maxBytes=90',
    'background=red',
    'colorspace=p3',
    'keepMetadata',
    'hdr=keep',
    'effort=9',
  ])('but not while the format is open: %s', async query => {
    expect(
      await warningsOf(`pattern.jpg?w=9&format=auto&${query}`, recordedPipeline({ autoFormats: ['webp'] }).pipeline),
    ).toEqual([])
  })
})

test.each<[selection: Selection, draft: Draft]>([
  [{ allowUpscale: true }, { enlarge: true }],
  [{ withoutEnlargement: true }, { cap: true }],
  [{ withoutReduction: true }, { reduce: false }],
  [{ withoutReduction: false }, { reduce: true }],
  [{ noAutoOrient: true }, { orient: false }],
  [{ kernel: 'cubic' }, { kernel: 'cubic' }],
  [{ maxBytes: 90 }, { maxBytes: 90 }],
  [{ progressive: true }, { progressive: true }],
  [{ chroma: 'auto' }, { chroma: 'auto' }],
  [{ colorspace: 'keep' }, { colourSpace: 'source' }],
  [{ colorspace: 'p3' }, { colourSpace: 'p3' }],
  [{ hdr: 'keep' }, { hdr: 'keep' }],
  [{ trim: 9 }, { trim: 9 }],
  [{ trim: 0 }, { trim: 0 }],
  [{ trim: false }, {}],
])('a directive says one thing of its output: %o', (selection, draft) => {
  expect(draftOf(selection)).toStrictEqual(draft)
})

test('a directive of the import as a whole says one thing of it', () => {
  const drafted = (key: string, value: unknown) => {
    const draft = {}
    directiveOf(key).apply(value, draft as never)
    return draft
  }
  expect(drafted('placeholder', 'lqip')).toStrictEqual({ placeholder: 'lqip' })
  expect(drafted('sizes', '50vw')).toStrictEqual({ sizes: '50vw' })
  expect(drafted('inline', true)).toStrictEqual({ inline: true })
  expect(drafted('basePixels', 9)).toStrictEqual({ basePixels: 9 })
  expect(drafted('alt', '')).toStrictEqual({ attributes: { alt: '' } })
  expect(drafted('loading', 'eager')).toStrictEqual({ attributes: { loading: 'eager' } })
})

test('a schema takes what is written as a text', () => {
  const names = SHAPES.map(({ name }) => name)
  expect(directiveOf('as').grammar.schema).toEqual({
    anyOf: [{ enum: names }, { type: 'string', pattern: '^[^:]+:.+$' }],
  })
  for (const key of ['preset', 'position', 'crop']) expect(directiveOf(key).grammar.schema).toEqual({ type: 'string' })
  expect(directiveOf('sizes').grammar.schema).toEqual({ type: 'string', minLength: 1 })
})

test('one side is enough for densities and for a ratio', async () => {
  for (const query of ['h=9&densities=2x', 'w=9&densities=2x', 'h=9&aspect=1', 'w=9&aspect=1']) {
    expect(await warningsOf(`pattern.jpg?${query}`), query).toEqual([])
  }
})

test('a shape without a place for a directive is told those that have one', async () => {
  const { pipeline } = recordedPipeline({ strict: 'warn' })
  for (const key of ['placeholder=lqip', 'sizes=50vw']) {
    const [name] = key.split('=') as ['placeholder' | 'sizes']
    const [told] = await warningsOf(`pattern.jpg?w=9&as=url&${key}`, pipeline)
    const others = SHAPES.filter(({ takes }) => takes[name]).map(shape => shape.name)
    expect(told?.message).toContain(new Intl.ListFormat('en-GB').format(others))
  }
})
