import { type CombineFunction, LazyImageError, transformImport } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { planned } from '../support/planned.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'

/** Width, format and quality of each output. */
async function selectionsOf(combine: CombineFunction, request: string): Promise<unknown[]> {
  const { pipeline } = recordedPipeline({ combine })
  return (await planned(pipeline, request)).plan.images.map(({ selection }) => selection)
}

/** The first width with the first quality, and so on. */
const inPairs: CombineFunction = lists => {
  const { w = [], quality = [] } = Object.fromEntries(lists)
  return w.map((width, index) => new URLSearchParams({ w: width, quality: quality[index] ?? '80' }))
}

describe('own ways to combine lists', () => {
  test('decide the outputs', async () => {
    expect(await selectionsOf(inPairs, 'pattern.jpg?w=40;60&quality=10;90')).toEqual([
      { w: 40, quality: { kind: 'number', value: 10 } },
      { w: 60, quality: { kind: 'number', value: 90 } },
    ])
  })

  test('see every key with its values, what is no directive behind the others', async () => {
    const seen: unknown[] = []
    await selectionsOf(lists => void seen.push(...lists), 'pattern.jpg?other=1;2&width=40;60&as=metadata:width')
    expect(seen).toEqual([
      ['w', ['40', '60']],
      ['as', ['metadata:width']],
      ['other', ['1', '2']],
    ])
  })

  test('leave the product where they give nothing', async () => {
    expect(await selectionsOf(() => undefined, 'pattern.jpg?w=40;60&format=webp;jpg')).toHaveLength(4)
  })

  test('leave what is about the import as a whole to the query, unless they say it', async () => {
    const { pipeline } = recordedPipeline({ combine: () => [{ w: 40, basePixels: 40 }, { w: 80 }] })
    const { value } = await transformImport(pipeline, 'pattern.jpg?w=1&as=srcset')
    expect(value).toMatch(/^\S+ 1x, \S+ 2x$/)
  })

  test('make an image of a query without directives', async () => {
    const { pipeline } = recordedPipeline({ combine: () => [{ w: 40 }] })
    const { plan, warnings } = await planned(pipeline, 'pattern.jpg?hero')
    expect(plan.images).toHaveLength(1)
    // The key may be the function's own.
    expect(warnings).toEqual([])
  })

  test('must give an output, of directives, and no more than allowed', async () => {
    const refusal = (combine: CombineFunction) => selectionsOf(combine, 'pattern.jpg?w=40').catch(error => error)
    expect(await refusal(() => [])).toBeInstanceOf(LazyImageError)
    expect(await refusal(() => [])).toMatchObject({ code: 'OPTION_INVALID' })
    expect(await refusal(() => [{ quality: 0 }])).toMatchObject({ code: 'DIRECTIVE_INVALID' })
    expect(await refusal(() => Array.from({ length: 201 }, (_, index) => ({ w: index + 1 })))).toMatchObject({
      code: 'LIMIT_VARIANTS',
    })
    expect(await refusal(() => [new URLSearchParams('wdith=3')])).toMatchObject({
      code: 'DIRECTIVE_UNKNOWN',
      message: expect.stringContaining('mean width?'),
    })
  })
})
