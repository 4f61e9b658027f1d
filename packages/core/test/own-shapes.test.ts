import { LazyImageError, type Options, transformImport } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { planned } from './support/planned.js'
import { recordedPipeline } from './support/recorded-pipeline.js'

/** The value of an import whose shape the options define. */
async function shapeOf(outputs: NonNullable<Options['outputs']>, request: string): Promise<unknown> {
  return (await transformImport(recordedPipeline({ outputs }).pipeline, request, '/assets/')).value
}

describe('an own shape', () => {
  test('is told each output with its facts, its directives and what is none', async () => {
    const seen: unknown[] = []
    await shapeOf({ own: images => seen.push(...images) }, 'pattern.jpg?w=40&format=webp&flip&alt=x&as=own')
    expect(seen).toEqual([
      {
        src: expect.any(String),
        width: 40,
        height: 27,
        format: 'webp',
        mediaType: 'image/webp',
        space: 'srgb',
        channels: 3,
        isProgressive: false,
        hasProfile: false,
        hasAlpha: false,
        frames: 1,
        directives: { w: '40', format: 'webp', flip: 'true' },
        others: { alt: 'x' },
        source: { file: expect.stringMatching(/pattern\.jpg$/), width: 1200, height: 800, format: 'jpeg' },
      },
    ])
  })

  test('may be a promise', async () => {
    expect(await shapeOf({ own: async ([image]) => ({ src: image?.src }) }, 'pattern.jpg?w=40&as=own')).toEqual({
      src: expect.stringMatching(/^\/assets\/pattern-[0-9a-f]{8}\.jpg$/),
    })
  })

  test('goes before ours of the same name where vite-imagetools is followed', async () => {
    const { pipeline } = recordedPipeline({ strict: 'compat', outputs: { img: images => images.length } })
    expect((await transformImport(pipeline, 'pattern.jpg?w=40;60&as=img')).value).toBe(2)
    expect(await shapeOf({ own: () => 1 }, 'pattern.jpg?w=40&as=img')).toMatchObject({ w: 40 })
  })

  test('cannot replace what an import without as is', () => {
    expect(() => recordedPipeline({ outputs: { url: () => 1 } })).toThrow(/outputs\.url must be a name that is free/)
  })

  test.each([
    ['a Date', () => ({ now: new Date(0) }), /outputs\.own\.now must be JSON.*1970-01-01/],
    ['a Map', () => [new Map()], /outputs\.own\[0\] must be JSON.*Map/],
    ['nothing', () => undefined, /outputs\.own must be JSON.*undefined/],
    ['a function', () => ({ deep: { f: () => 1 } }), /outputs\.own\.deep\.f must be JSON.*function/],
  ])('gives JSON values, not %s', async (_, own, message) => {
    const error = await shapeOf({ own }, 'pattern.jpg?w=40&as=own').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(LazyImageError)
    expect(error).toMatchObject({ code: 'OPTION_INVALID', message: expect.stringMatching(message) })
  })

  test('may have keys of its own in the query, but a misspelt directive is still told', async () => {
    const { pipeline } = recordedPipeline({ outputs: { own: () => 1 } })
    const { warnings } = await planned(pipeline, 'pattern.jpg?w=40&alt=x&qualty=3&as=own')
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('did you mean quality?')])
  })
})
