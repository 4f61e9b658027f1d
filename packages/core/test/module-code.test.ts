import { evaluate, moduleCode, type PlannedImage } from '@lazy-image/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fixture } from './support/fixture.js'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { runModule } from './support/run-module.js'

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
]

/** A URL for an image, told apart by its key, with whatever a file name may bring in. */
function urlOf(image: PlannedImage, name: string): string {
  return `/${name}/${pipeline.recipeOf(image).key}`
}

function bytesOf(image: PlannedImage): number {
  return Number.parseInt(pipeline.recipeOf(image).key.slice(0, 6), 16)
}

describe('the code of an image module', () => {
  test.each(QUERIES)('executes to the value that it stands for: %s', async query => {
    const { value } = await pipeline.plan(fixture(`pattern.jpg?${query}`))
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async name => {
        const code = moduleCode(value, {
          url: image => JSON.stringify(urlOf(image, name)),
          bytes: image => String(bytesOf(image)),
        })
        const plain = evaluate(value, { url: image => urlOf(image, name), bytes: bytesOf })
        expect(await runModule(code)).toEqual(plain)
      }),
      { numRuns: 20 },
    )
  })

  test('takes any expression for a URL, such as the result of a call', async () => {
    const { value } = await pipeline.plan(fixture('pattern.jpg?w=40;60&as=img'))
    const code = moduleCode(value, {
      url: ({ fileName }) => `new URL(${JSON.stringify(fileName)}, "https://host.example/a/").href`,
      bytes: () => '0',
    })
    expect(await runModule(code)).toEqual({
      src: 'https://host.example/a/pattern.jpg',
      w: 60,
      h: 40,
      srcset: 'https://host.example/a/pattern.jpg 40w, https://host.example/a/pattern.jpg 60w',
    })
  })

  test('exports a text through a list, because bundlers dissolve modules that export plain constants', async () => {
    for (const query of ['w=40', 'w=40&as=srcset']) {
      const { value } = await pipeline.plan(fixture(`pattern.jpg?${query}`))
      const code = moduleCode(value, { url: () => '"u"', bytes: () => '0' })
      expect(code).not.toMatch(/export default ["'`]/)
      expect(code).not.toMatch(/= ["'`]/)
    }
  })
})
