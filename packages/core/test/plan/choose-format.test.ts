import { describe, expect, test } from 'vitest'
import { LazyImageError } from '../../dist/errors.js'
import type { ImageRequest } from '../../dist/language/image-request.js'
import type { Selection } from '../../dist/language/registry.js'
import { plainResult } from '../../dist/language/result-draft.js'
import { listSettlements, settleFormats } from '../../dist/plan/auto-format.js'
import type { PlannedImage } from '../../dist/plan/plan.js'
import type { SourceInfo } from '../../dist/plan/source-info.js'
import { SHAPES } from '../../dist/shapes/shapes.js'
import { SOURCE } from '../support/source-info.js'

const MEDIA = '(max-width: 600px)'
const AUTO = { format: 'auto' } as const

function requestOf(selections: readonly Selection[], directed: readonly Selection[] = []): ImageRequest {
  return {
    file: SOURCE.file,
    selections,
    directed: directed.length === 0 ? [] : [{ media: MEDIA, file: SOURCE.file, selections: directed }],
    result: plainResult(SHAPES[0]),
    written: new Map(),
    others: {},
    warnings: [],
  }
}

const OPTIONS = { neverLarger: true, fingerprint: '' }

async function settled(request: ImageRequest, candidates: string[], sizes: (number | LazyImageError)[]) {
  const asked: PlannedImage[] = []
  const sizesOf = async (images: readonly PlannedImage[]) => {
    asked.push(...images)
    return sizes
  }
  const result = await settleFormats(request, [SOURCE], { ...OPTIONS, candidates, sizesOf })
  return { result, asked }
}

async function scoreOf(selection: Selection, candidate = 'webp') {
  const { result } = await settled(requestOf([{ ...selection, ...AUTO }]), [candidate], [5])
  return result.selections[0]?.quality
}

describe('what an open format may come to', () => {
  const may = (request: ImageRequest, source: Partial<SourceInfo> = {}) =>
    listSettlements(request, [{ ...SOURCE, ...source }], ['jpg', 'webp', 'nonsense', 'png']).map(
      ({ selections, directed }) =>
        [...selections, ...directed.flatMap(other => other.selections)].map(one => one.format),
    )

  test('is each candidate, everywhere in a request', () => {
    expect(may(requestOf([AUTO]))).toEqual([['jpg'], ['webp'], ['png']])
    expect(may(requestOf([{ format: 'gif' }], [AUTO, {}]))).toEqual([
      ['gif', 'jpg', undefined],
      ['gif', 'webp', undefined],
      ['gif', 'png', undefined],
    ])
  })

  test('is none that loses frames or transparency', () => {
    expect(may(requestOf([AUTO]), { hasAlpha: true })).toEqual([['webp'], ['png']])
    expect(may(requestOf([AUTO]), { frames: 2 })).toEqual([['webp']])
  })

  test('is the request itself where nothing is open', () => {
    const request = requestOf([{ format: 'gif' }, {}], [{ format: 'jpg' }])
    expect(listSettlements(request, [SOURCE], ['nonsense'])).toEqual([request])
    expect(listSettlements(request, [SOURCE], ['nonsense'])[0]).toBe(request)
  })
})

describe('the choice', () => {
  test('keeps the media queries of art direction, and what is asked there', async () => {
    const { result } = await settled(requestOf([{ w: 40 }], [{ w: 20, ...AUTO }]), ['webp', 'jpg'], [9, 5])
    expect(result.selections).toEqual([{ w: 40 }])
    expect(result.directed).toEqual([
      {
        media: MEDIA,
        file: SOURCE.file,
        selections: [{ w: 20, format: 'jpg', quality: { kind: 'target', score: 76 } }],
      },
    ])
  })

  test('is made among those that are open, at the first of the largest', async () => {
    const selections: Selection[] = [
      { w: 90 },
      { w: 40, ...AUTO },
      { w: 60, kernel: 'cubic', ...AUTO },
      { w: 60, ...AUTO },
    ]
    const { asked } = await settled(requestOf(selections), ['webp'], [5])
    expect(asked.map(({ selection }) => [selection.w, selection.kernel])).toEqual([[60, 'cubic']])
  })

  test('counts both sides of a size, and none that shows only later', async () => {
    const box = (w: number, h: number): Selection => ({ w, h, fit: 'fill', ...AUTO })
    const largest = async (...selections: Selection[]) => {
      const { asked } = await settled(requestOf(selections), ['webp'], [5])
      return [asked[0]?.selection.w, asked[0]?.selection.h]
    }
    expect(await largest(box(100, 10), box(50, 50), box(10, 100))).toEqual([50, 50])
    expect(await largest({ ...box(100, 100), trim: 10 }, box(50, 50))).toEqual([50, 50])
  })

  test('reports why, where no candidate can be made', async () => {
    const why = new LazyImageError('ENGINE_FAILURE', 'too hot')
    await expect(settled(requestOf([AUTO]), ['webp', 'jpg'], [why, why])).rejects.toBe(why)
    await expect(settled(requestOf([AUTO]), ['webp'], [])).rejects.toThrow('no format to choose from')
  })

  test('names the picture that no candidate can hold', async () => {
    await expect(settled(requestOf([AUTO]), ['nonsense', 'more'], [])).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('received nonsense, more'),
      image: SOURCE.file,
    })
  })
})

describe('a score', () => {
  test.each([
    [1, 5],
    [30, 45],
    [40, 53],
    [50, 60],
    [60, 65],
    [70, 70],
    [75, 73],
    [80, 76],
    [90, 84],
    [95, 90],
    [100, 95],
  ])('stands for a number, in a line between the points that are known: %i', async (value, score) => {
    expect(await scoreOf({ quality: { kind: 'number', value } })).toEqual({ kind: 'target', score })
  })

  test('stands in where nothing is said, and gives way to one that is', async () => {
    expect(await scoreOf({})).toEqual({ kind: 'target', score: 76 })
    expect(await scoreOf({ lossless: false })).toEqual({ kind: 'target', score: 76 })
    expect(await scoreOf({ quality: { kind: 'target', score: 33 } })).toEqual({ kind: 'target', score: 33 })
  })

  test('is asked of no format that has no quality, and of nothing lossless', async () => {
    expect(await scoreOf({}, 'png')).toBeUndefined()
    expect(await scoreOf({ quality: { kind: 'number', value: 3 } }, 'png')).toEqual({ kind: 'number', value: 3 })
    expect(await scoreOf({ lossless: true })).toBeUndefined()
  })
})
