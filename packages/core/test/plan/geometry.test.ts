import { describe, expect, test } from 'vitest'
import { type FrameRequest, geometryOf, type Region, type Size } from '../../dist/plan/geometry.js'
import { NOTHING, randomRequests } from './frame-requests.js'

const LANDSCAPE = { width: 1200, height: 800 }
/** EXIF orientation is applied before geometry: a picture stored as 1200×800 and shown upright. */
const UPRIGHT = { width: 800, height: 1200 }
const SMALL = { width: 64, height: 48 }

function frame(source: Size, request: Partial<FrameRequest>) {
  const { region, width, height, canvas } = geometryOf(source, { ...NOTHING, ...request })
  return {
    region,
    size: canvas === null ? [width, height] : [canvas.width, canvas.height],
    resized: [width, height],
    canvas,
  }
}

const at = (x: number, y: number) => ({ kind: 'point', x, y }) as const
const px = (value: number) => ({ unit: 'px', value }) as const
const share = (value: number) => ({ unit: 'fraction', value }) as const
const crop = (x: number, y: number, w: number, h: number) => ({ x: px(x), y: px(y), w: px(w), h: px(h) })
const region = (left: number, top: number, width: number, height: number): Region => ({ left, top, width, height })

describe('sizes as users of the query syntax know them', () => {
  test.each<[string, Size, Partial<FrameRequest>, [number, number]]>([
    ['w=400', LANDSCAPE, { width: 400 }, [400, 267]],
    ['w=401', LANDSCAPE, { width: 401 }, [401, 267]],
    ['w=200', LANDSCAPE, { width: 200 }, [200, 133]],
    ['w=64', LANDSCAPE, { width: 64 }, [64, 43]],
    ['nothing', LANDSCAPE, {}, [1200, 800]],
    ['w=2000, never larger than the source', LANDSCAPE, { width: 2000 }, [1200, 800]],
    ['h=2000, never larger than the source', LANDSCAPE, { height: 2000 }, [1200, 800]],
    ['w=100&h=100&fit=cover', LANDSCAPE, { width: 100, height: 100 }, [100, 100]],
    ['w=100&h=100&fit=contain', LANDSCAPE, { width: 100, height: 100, fit: 'contain' }, [100, 100]],
    ['w=100&h=100&fit=fill', LANDSCAPE, { width: 100, height: 100, fit: 'fill' }, [100, 100]],
    ['w=100&h=100&fit=inside', LANDSCAPE, { width: 100, height: 100, fit: 'inside' }, [100, 67]],
    ['w=100&h=100&fit=outside', LANDSCAPE, { width: 100, height: 100, fit: 'outside' }, [150, 100]],
    ['aspect=1', LANDSCAPE, { aspect: 1 }, [800, 800]],
    ['aspect=1.5', LANDSCAPE, { aspect: 1.5 }, [1200, 800]],
    ['aspect=16:9', LANDSCAPE, { aspect: 16 / 9 }, [1200, 675]],
    ['aspect=16:9&h=90', LANDSCAPE, { aspect: 16 / 9, height: 90 }, [160, 90]],
    ['aspect=16:9&h=200', LANDSCAPE, { aspect: 16 / 9, height: 200 }, [356, 200]],
    ['aspect=16:9&h=400', LANDSCAPE, { aspect: 16 / 9, height: 400 }, [711, 400]],
    ['aspect=16:9&w=300', LANDSCAPE, { aspect: 16 / 9, width: 300 }, [300, 169]],
    ['aspect=1:1&w=300&h=150, both sides decide', LANDSCAPE, { aspect: 1, width: 300, height: 150 }, [300, 150]],
    ['w=128', SMALL, { width: 128 }, [64, 48]],
    ['w=128&allowUpscale', SMALL, { width: 128, enlarge: true }, [128, 96]],
    ['w=128&h=128&allowUpscale', SMALL, { width: 128, height: 128, enlarge: true }, [128, 128]],
    ['aspect=1&w=100&allowUpscale', SMALL, { aspect: 1, width: 100, enlarge: true }, [100, 100]],
    ['w=32', SMALL, { width: 32 }, [32, 24]],
    ['w=400', UPRIGHT, { width: 400 }, [400, 600]],
    ['w=400&h=400', UPRIGHT, { width: 400, height: 400 }, [400, 400]],
  ])('%s on %o', (_query, source, request, size) => {
    expect(frame(source, request).size).toEqual(size)
  })
})

describe('where the incumbent is wrong', () => {
  test('the clamp sees the upright picture', () => {
    expect(frame(UPRIGHT, { height: 1100 }).size).toEqual([733, 1100])
  })

  test('an aspect survives the clamp', () => {
    expect(frame(LANDSCAPE, { aspect: 1, width: 1000 }).size).toEqual([800, 800])
  })

  test('a box larger than the source keeps its ratio', () => {
    expect(frame(LANDSCAPE, { width: 600, height: 5000 }).size).toEqual([96, 800])
    expect(frame(LANDSCAPE, { width: 600, height: 5000, fit: 'fill' }).size).toEqual([96, 800])
  })

  test('a crop survives the clamp', () => {
    const { region: cut, size } = frame(LANDSCAPE, { crop: crop(100, 50, 300, 200), width: 1000 })
    expect([cut, size]).toEqual([region(100, 50, 300, 200), [300, 200]])
  })

  test('withoutReduction keeps a picture that would become smaller', () => {
    expect(frame(SMALL, { width: 32, reduce: false }).size).toEqual([64, 48])
    expect(frame(SMALL, { width: 12, height: 12, reduce: false }).size).toEqual([48, 48])
    expect(frame(SMALL, { width: 128, reduce: false, enlarge: true }).size).toEqual([128, 96])
  })
})

describe('withoutReduction', () => {
  const LARGER = { reduce: false, enlarge: true }

  test.each<[string, Partial<FrameRequest>, [number, number]]>([
    ['both sides smaller', { width: 100, height: 400 }, [1200, 800]],
    ['both sides equal', { width: 1200, height: 800 }, [1200, 800]],
    ['one side larger', { width: 2000, height: 400 }, [2000, 800]],
    ['the other side larger', { width: 300, height: 1000 }, [1200, 1000]],
    ['both sides larger', { width: 1500, height: 1600 }, [1500, 1600]],
    ['a side and an aspect', { width: 600, aspect: 1 }, [1200, 800]],
  ])('leaves a larger picture as it is, stretched or padded: %s', (_, box, size) => {
    expect(frame(LANDSCAPE, { ...box, ...LARGER, fit: 'fill' }).size).toEqual(size)
    expect(frame(LANDSCAPE, { ...box, ...LARGER, fit: 'contain' }).size).toEqual(size)
  })

  test('pads a picture at its own size where the box is too small for one side', () => {
    const { canvas, resized } = frame(LANDSCAPE, { width: 2000, height: 400, ...LARGER, fit: 'contain' })
    expect(resized).toEqual([1200, 800])
    expect(canvas).toMatchObject({ width: 2000, height: 800, left: 400, top: 0 })
  })

  test('with withoutEnlargement leaves any picture as it is', () => {
    const neither = { reduce: false, enlarge: false, fit: 'fill' } as const
    expect(frame(LANDSCAPE, { width: 2000, height: 400, ...neither }).size).toEqual([1200, 800])
    expect(frame(LANDSCAPE, { width: 20, height: 40, ...neither }).size).toEqual([1200, 800])
  })
})

describe('which part is shown', () => {
  test.each<[string, number, number, number]>([
    ['the left edge', 0, 0.5, 0],
    ['the centre', 0.5, 0.5, 200],
    ['the right edge', 1, 0.5, 400],
    ['a point that can be centred', 0.4, 0.5, 80],
    ['a point too near to the edge', 0.1, 0.9, 0],
  ])('cover keeps %s in sight', (_name, x, y, left) => {
    const cut = frame(LANDSCAPE, { width: 100, height: 100, position: at(x, y) }).region
    expect(cut).toEqual(region(left, 0, 800, 800))
  })

  test('cover takes the largest part that has the ratio', () => {
    expect(frame(LANDSCAPE, { width: 300, height: 100 }).region).toEqual(region(0, 200, 1200, 400))
  })

  test('contain divides the space around the picture by the position', () => {
    const canvas = (x: number, y: number) =>
      frame(LANDSCAPE, { width: 101, height: 100, fit: 'contain', position: at(x, y) }).canvas
    expect(canvas(0, 0)).toMatchObject({ width: 101, height: 100, left: 0, top: 0 })
    expect(canvas(0.5, 0.5)).toMatchObject({ left: 0, top: 16 })
    expect(canvas(1, 1)).toMatchObject({ left: 0, top: 33 })
  })

  test('contain needs no canvas where the ratio is the picture’s own', () => {
    expect(frame(LANDSCAPE, { width: 300, height: 200, fit: 'contain' }).canvas).toBeNull()
  })

  test('a crop comes first, at whole pixels inside the source', () => {
    const cut = (request: Partial<FrameRequest>) => frame(LANDSCAPE, request).region
    expect(cut({ crop: crop(10, 20, 5000, 5000) })).toEqual(region(10, 20, 1190, 780))
    expect(cut({ crop: crop(5000, 5000, 10, 10) })).toEqual(region(1199, 799, 1, 1))
    expect(cut({ crop: crop(100, 0, 400, 800), width: 100, height: 100 })).toEqual(region(100, 200, 400, 400))
  })

  test('neighbouring crops given as shares meet without gap or overlap', () => {
    const odd = { width: 333, height: 7 }
    const third = (index: number) =>
      frame(odd, { crop: { x: share(index / 3), y: px(0), w: share(1 / 3), h: share(1) } }).region
    expect([third(0), third(1), third(2)].map(({ left, width }) => [left, left + width])).toEqual([
      [0, 111],
      [111, 222],
      [222, 333],
    ])
    const half = (index: number) =>
      frame(odd, { crop: { x: share(index / 2), y: px(0), w: share(0.5), h: share(1) } }).region
    expect([half(0), half(1)].map(({ left, width }) => [left, left + width])).toEqual([
      [0, 167],
      [167, 333],
    ])
  })
})

describe('an aspect alone', () => {
  test.each<[string, Size, number, Region]>([
    ['square of a wide picture', LANDSCAPE, 1, region(200, 0, 800, 800)],
    ['square of a tall picture', UPRIGHT, 1, region(0, 200, 800, 800)],
    ['wider than a wide picture', LANDSCAPE, 2, region(0, 100, 1200, 600)],
    ['narrower than a tall picture', UPRIGHT, 0.5, region(100, 0, 600, 1200)],
  ])('takes the largest part that has it, also where pictures may grow: %s', (_name, source, aspect, part) => {
    for (const enlarge of [false, true]) {
      const made = frame(source, { aspect, enlarge })
      expect([made.region, made.size]).toEqual([part, [part.width, part.height]])
    }
  })
})

describe('a crop of nothing', () => {
  test('is the pixel where it begins', () => {
    expect(frame(LANDSCAPE, { crop: crop(100, 50, 0, 0) }).region).toEqual(region(100, 50, 1, 1))
    expect(frame(LANDSCAPE, { crop: crop(1199, 799, 0, 0) }).region).toEqual(region(1199, 799, 1, 1))
  })
})

describe('where a strategy looks', () => {
  const slide = (request: Partial<FrameRequest>) => geometryOf(LANDSCAPE, { ...NOTHING, ...request }).slide

  test.each(['entropy', 'attention'] as const)('%s slides in all that is left of the source, to either side', kind => {
    const position = { kind }
    const within = region(0, 0, 1200, 800)
    expect(slide({ width: 100, height: 100, position })).toEqual({ strategy: kind, within })
    expect(slide({ width: 300, height: 100, position })).toEqual({ strategy: kind, within })
    const cut = { crop: crop(100, 50, 400, 200), width: 100, height: 100, position }
    expect(slide(cut)).toEqual({ strategy: kind, within: region(100, 50, 400, 200) })
  })

  test('a point is where it says, and there is nothing to find where all is shown', () => {
    expect(slide({ width: 100, height: 100, position: at(0.2, 0.3) })).toBeNull()
    expect(slide({ width: 300, height: 200, position: { kind: 'entropy' } })).toBeNull()
    expect(slide({ width: 100, height: 100, fit: 'contain', position: { kind: 'entropy' } })).toBeNull()
    expect(slide({ position: { kind: 'attention' } })).toBeNull()
  })
})

describe('for any request', () => {
  const cases = [...randomRequests(10_000, 11)].map(({ width, height, request }) => ({
    source: { width, height },
    request,
    made: geometryOf({ width, height }, request),
  }))

  test('the region lies inside the source', () => {
    const outside = cases.filter(({ source, made: { region: cut } }) => {
      const isInside = cut.left >= 0 && cut.top >= 0 && cut.width > 0 && cut.height > 0
      return !isInside || cut.left + cut.width > source.width || cut.top + cut.height > source.height
    })
    expect(outside).toEqual([])
  })

  test('sides are whole and at least one pixel, and the picture lies on its canvas', () => {
    const broken = cases.filter(({ made: { width, height, canvas } }) => {
      const sides = [width, height, ...(canvas === null ? [] : [canvas.width, canvas.height])]
      const isOnCanvas =
        canvas === null ||
        (canvas.left >= 0 &&
          canvas.top >= 0 &&
          canvas.left + width <= canvas.width &&
          canvas.top + height <= canvas.height)
      return !isOnCanvas || sides.some(side => !Number.isInteger(side) || side < 1)
    })
    expect(broken).toEqual([])
  })

  test('nothing is enlarged that may not be', () => {
    const enlarged = cases.filter(
      ({ request, made }) =>
        !request.enlarge &&
        request.reduce &&
        (made.width > Math.ceil(made.region.width) || made.height > Math.ceil(made.region.height)),
    )
    expect(enlarged).toEqual([])
  })
})
