import type { Pipeline, PlainValue } from '@lazy-image/core'
import { evaluate, type PlannedImage, type Reading } from '@lazy-image/core/host'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Expressions, moduleCode } from '../dist/module/module-code.js'
import { planned } from './support/planned.js'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { importModule, runModule } from './support/run-module.js'

const { pipeline } = recordedPipeline()

const QUERIES = [
  'w=40',
  'w=40;60',
  'w=40&as=srcset',
  'w=40;60&format=webp;jpg&as=srcset',
  'w=40&as=img',
  'w=40;60&as=img',
  'w=40;60&format=avif;webp;jpg&as=picture',
  'w=40&format=webp&as=picture',
  'w=40&as=metadata',
  'w=40;60&as=metadata:size;src;width',
  'w=40&as=metadata:isProgressive',
  'w=40&inline',
  'w=40;60&as=img&inline&placeholder=lqip&sizes=50vw',
  'w=40;60&as=img&placeholder=palette',
  'w=40&as=metadata:width&placeholder=blurhash',
  'w=40;60&format=webp;jpg&as=html&placeholder=color&sizes=50vw',
  'w=40&as=html&inline&placeholder=blurhash',
  'w=40&as=next',
  'w=40;60&as=responsive&placeholder=thumbhash',
  'w=40;60&trim&as=html',
  'w=40;60&trim&as=srcset',
  'trim&as=img',
]

/** A URL for an image, told apart by its key, with whatever a file name may bring in. */
function urlOf(image: PlannedImage, name: string): string {
  return `/${name}/${image.recipe.key}`
}

/** Something of the reading's type that is different for each image. */
function madeUp(image: PlannedImage, reading: Reading): PlainValue {
  const { key } = image.recipe
  switch (reading) {
    case 'bytes':
    case 'width':
    case 'height':
      return Number.parseInt(key.slice(0, 6), 16)
    case 'colours':
      return [`#${key.slice(0, 6)}`, `#${key.slice(6, 12)}`]
    default:
      return `"<&'${key}`
  }
}

const NO_READING = () => {
  throw new Error('nothing is to be read')
}

describe('the code of an image module', () => {
  test.each(QUERIES)('executes to the value that it stands for: %s', async query => {
    const { value } = await planned(pipeline, `pattern.jpg?${query}`)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async name => {
        const expressions: Expressions = {
          url: image => JSON.stringify(urlOf(image, name)),
          read: ({ image, reading }) => JSON.stringify(madeUp(image, reading)),
        }
        const code = moduleCode(value, expressions, pipeline.options)
        const plain = evaluate(value, { url: image => urlOf(image, name), read: madeUp })
        expect(await runModule(code)).toEqual(plain)
      }),
      { numRuns: 20 },
    )
  })

  test('escapes whatever a URL holds in HTML, as it does where no module runs', async () => {
    const { value } = await planned(pipeline, 'pattern.jpg?w=40;60&format=webp;jpg&as=html')
    const url = 'a<b>"c"&amp;\'d\''
    const html = await runModule(
      moduleCode(value, { url: () => JSON.stringify(url), read: NO_READING }, pipeline.options),
    )
    expect(html).toBe(evaluate(value, { url: () => url, read: NO_READING }))
    expect(html).toContain(' src="a&lt;b>&quot;c&quot;&amp;amp;\'d\'" ')
  })

  test('takes any expression for a URL, such as the result of a call', async () => {
    const { value } = await planned(pipeline, 'pattern.jpg?w=40;60&as=img')
    const expressions: Expressions = {
      url: ({ fileName }) => `new URL(${JSON.stringify(fileName)}, "https://host.example/a/").href`,
      read: NO_READING,
    }
    const code = moduleCode(value, expressions, pipeline.options)
    expect(await runModule(code)).toEqual({
      src: 'https://host.example/a/pattern.jpg',
      w: 60,
      h: 40,
      srcset: 'https://host.example/a/pattern.jpg 40w, https://host.example/a/pattern.jpg 60w',
    })
  })

  test('exports a text through a list, because bundlers dissolve modules that export plain constants', async () => {
    for (const query of ['w=40', 'w=40&as=srcset', 'w=40&as=html', 'w=40&inline']) {
      const { value } = await planned(pipeline, `pattern.jpg?${query}`)
      const code = moduleCode(value, { url: () => '"u"', read: () => '"data:"' }, pipeline.options)
      expect(code).not.toMatch(/export default ["'`]/)
      expect(code).not.toMatch(/= ["'`]/)
    }
  })

  test('exports the keys of an object by name, and nothing but the default where that is switched off', async () => {
    const { value } = await planned(pipeline, 'pattern.jpg?w=40;60&as=img')
    const expressions = { url: () => '"/u"', read: NO_READING }
    const names = async (one: Pipeline) =>
      Object.keys(await importModule(moduleCode(value, expressions, one.options))).sort()
    expect(await names(pipeline)).toEqual(['default', 'h', 'src', 'srcset', 'w'])
    expect(await names(recordedPipeline({ namedExports: false }).pipeline)).toEqual(['default'])
  })

  test('gives every key of an object its named export, as far as it can be a name', async () => {
    const keys = [
      'a',
      'class',
      'default',
      'größe',
      'a-b',
      '1a',
      '$',
      '_',
      'await',
      'constructor',
      '__proto__',
      'a b',
      '',
    ]
    const { pipeline: own } = recordedPipeline({
      outputs: { keys: () => Object.fromEntries(keys.map((key, index) => [key, index])) },
    })
    const { value } = await planned(own, 'pattern.jpg?w=40&as=keys')
    const module = await importModule(moduleCode(value, { url: () => '"/u"', read: NO_READING }, own.options))
    expect(module['default']).toEqual(evaluate(value, { url: () => '/u', read: NO_READING }))
    expect(Object.keys(module).sort()).toEqual(
      ['$', '_', '__proto__', 'a', 'await', 'class', 'constructor', 'default', 'größe'].sort(),
    )
    for (const [index, key] of keys.entries()) {
      if (key !== 'default' && Object.hasOwn(module, key)) expect(module[key], key).toBe(index)
    }
  })
})
