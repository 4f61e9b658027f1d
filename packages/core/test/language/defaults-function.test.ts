import { LazyImageError, type Options, transformImport } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from '../support/fixture.js'
import { planned } from '../support/planned.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'

const WIDTH = { w: 40, format: 'webp' } as const

/** Width and format of the outputs, such as `40 webp`. */
async function outputsOf(options: Options, request: string): Promise<string[]> {
  const { pipeline } = recordedPipeline(options)
  const { value } = await transformImport(pipeline, `${request}&as=metadata:width;format`)
  const list = (Array.isArray(value) ? value : [value]) as { width: number; format: string }[]
  return list.map(({ width, format }) => `${width} ${format}`)
}

describe('a function of defaults', () => {
  test('is asked with the path, what the header tells, and the query', async () => {
    const asked: unknown[] = []
    await outputsOf(
      {
        async defaults(path, facts, query) {
          asked.push(path, await facts(), query.get('w'))
          return undefined
        },
      },
      'rotated.jpg?w=40',
    )
    expect(asked).toEqual([
      fixture('rotated.jpg'),
      {
        width: 800,
        height: 1200,
        storedWidth: 1200,
        storedHeight: 800,
        orientation: 6,
        format: 'jpeg',
        hasAlpha: false,
        hasGainMap: false,
        isGray: false,
        hasProfile: true,
        isProgressive: false,
        quality: 88,
        bitDepth: 8,
        frames: 1,
      },
      '40',
    ])
  })

  test('stands below what the query says', async () => {
    expect(await outputsOf({ defaults: () => WIDTH }, 'pattern.jpg?w=60')).toEqual(['60 webp'])
  })

  test('leaves an image without directives to the bundler where it gives none', async () => {
    const { pipeline } = recordedPipeline({ defaults: path => (path.endsWith('.png') ? WIDTH : undefined) })
    expect(pipeline.claims(fixture('pattern.jpg'))).toBe(true)
    expect(await pipeline.plan(fixture('pattern.jpg'))).toBeNull()
    expect(await pipeline.plan(fixture('pattern.jpg?hero'))).toBeNull()
    expect((await planned(pipeline, 'small.png')).plan.images).toHaveLength(1)
  })

  test('may ask for a key of its own, of which nobody is warned', async () => {
    const options: Options = { defaults: (_path, _facts, query) => (query.has('hero') ? WIDTH : undefined) }
    const { pipeline } = recordedPipeline(options)
    const { plan, warnings } = await planned(pipeline, 'pattern.jpg?hero&other')
    expect(plan.images.map(({ fileName }) => fileName)).toEqual(['pattern.webp'])
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('"other"')])
  })

  test('that asks for a directive does not take it away', async () => {
    const options: Options = { defaults: (_path, _facts, query) => ({ quality: Number(query.get('w')) }) }
    const { pipeline } = recordedPipeline(options)
    const { plan } = await planned(pipeline, 'pattern.jpg?w=40')
    expect(plan.images[0]?.selection).toEqual({ quality: { kind: 'number', value: 40 }, w: 40 })
  })

  test('may change the query, and a mistake that stays is still told where it stands', async () => {
    const options: Options = {
      defaults(_path, _facts, query) {
        query.set('w', '60')
        query.delete('format')
        return undefined
      },
    }
    expect(await outputsOf(options, 'pattern.jpg?w=40&format=webp')).toEqual(['60 jpeg'])
    const { pipeline } = recordedPipeline(options)
    await expect(pipeline.plan(fixture('pattern.jpg?w=40&qualty=3'))).rejects.toMatchObject({
      code: 'DIRECTIVE_UNKNOWN',
      spans: [{ start: 5, end: 13 }],
    })
  })

  test('that gives what is no directive is told of it', async () => {
    const { pipeline } = recordedPipeline({ defaults: () => new URLSearchParams('wdith=3') })
    const error = await pipeline.plan(fixture('pattern.jpg?w=40')).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(LazyImageError)
    expect(error).toMatchObject({ code: 'OPTION_INVALID', message: expect.stringContaining('did you mean width?') })
  })
})

describe('a query that was printed for one output', () => {
  test('asks for that output whatever the options say', async () => {
    const { pipeline } = recordedPipeline({
      defaults: { w: [40, 60], format: 'webp', as: 'srcset', flip: true },
      combine: () => [{ w: 20 }, { w: 30 }],
    })
    const { plan } = await planned(pipeline, 'pattern.jpg?grayscale')
    for (const image of plan.images) {
      const id = `pattern.jpg?${pipeline.queryOf(image)}`
      expect(pipeline.claims(fixture(id))).toBe(true)
      expect(pipeline.wantsOneUrl(fixture(id))).toBe(true)
      const again = await planned(pipeline, id)
      expect(again.plan.images.map(other => other.recipe)).toEqual([image.recipe])
      expect(again.warnings).toEqual([])
    }
  })

  test('is claimed although it holds no directive', async () => {
    const { pipeline } = recordedPipeline({ defaults: () => ({ as: 'img' }) })
    const [image] = (await planned(pipeline, 'pattern.jpg')).plan.images
    if (image === undefined) throw new Error('no image')
    const query = pipeline.queryOf(image)
    expect(query).toMatch(/^k=[0-9a-f]{32}$/)
    expect((await planned(pipeline, `pattern.jpg?${query}`)).plan.images[0]?.variant).toEqual(image.variant)
  })

  test('is not one by the key’s name alone', async () => {
    const { pipeline } = recordedPipeline({ defaults: { format: 'webp' }, strict: 'warn' })
    const { plan, warnings } = await planned(pipeline, 'pattern.jpg?w=40&k=1')
    expect(plan.images[0]?.fileName).toBe('pattern.webp')
    expect(warnings).toMatchObject([{ code: 'DIRECTIVE_UNKNOWN' }])
  })
})
