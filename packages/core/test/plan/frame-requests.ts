import type { FrameRequest } from '../../dist/plan/geometry.js'

/** A request that asks for nothing: the whole picture at its own size. */
export const NOTHING: FrameRequest = {
  crop: null,
  width: null,
  height: null,
  aspect: null,
  fit: 'cover',
  position: { kind: 'point', x: 0.5, y: 0.5 },
  enlarge: false,
  reduce: true,
  kernel: 'lanczos3',
  background: [0, 0, 0, 255],
}

const FITS = ['cover', 'contain', 'fill', 'inside', 'outside'] as const
const KERNELS = ['nearest', 'cubic', 'mitchell', 'lanczos2', 'lanczos3'] as const

/** The same sources and requests for the same seed: whole and broken numbers, extreme and everyday ones. */
export function* randomRequests(
  count: number,
  seed: number,
): Generator<{ width: number; height: number; request: FrameRequest }> {
  const random = mulberry32(seed)
  const integer = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  const oneOf = <T>(list: readonly T[]) => list[integer(0, list.length - 1)] as T
  const maybe = <T>(value: () => T) => (random() < 0.5 ? value() : null)
  const side = () => oneOf([() => integer(1, 12), () => integer(1, 900), () => integer(1, 65_535)])()
  const length = (most: number) =>
    random() < 0.5
      ? ({ unit: 'px', value: integer(0, most) } as const)
      : ({ unit: 'fraction', value: oneOf([random(), integer(0, 20) / 20]) } as const)
  const fraction = () => oneOf([0, 0.5, 1, random()])
  for (let index = 0; index < count; index++) {
    const width = side()
    const height = side()
    const crop = () => ({ x: length(width), y: length(height), w: length(width + 9), h: length(height + 9) })
    const aspect = () => oneOf([1, 16 / 9, 4 / 3, 0.75, integer(1, 40) / integer(1, 40), 0.01 + random() * 5])
    yield {
      width,
      height,
      request: {
        crop: random() < 0.3 ? crop() : null,
        width: maybe(side),
        height: maybe(side),
        aspect: random() < 0.3 ? aspect() : null,
        fit: oneOf(FITS),
        position: oneOf([
          { kind: 'point', x: fraction(), y: fraction() },
          { kind: 'point', x: fraction(), y: fraction() },
          { kind: 'entropy' },
          { kind: 'attention' },
        ]),
        enlarge: random() < 0.5,
        reduce: random() < 0.8,
        kernel: oneOf(KERNELS),
        background: [integer(0, 255), integer(0, 255), integer(0, 255), integer(0, 255)],
      },
    }
  }
}

/** A small generator of well-mixed numbers from 0 up to 1. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
