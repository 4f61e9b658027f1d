import type { Examined } from '../picture.js'

/** Values of `w` as a query lists them. */
export type Widths = readonly number[]

/** The request of a picture as its first importer writes it, else as it may be written. */
export function requestOf({ facts, shown }: Pick<Examined, 'facts' | 'shown'>): string {
  if (facts === null) return shown.url
  const written = facts.places.find(({ specifier }) => specifier.includes('?'))?.specifier
  return written ?? `./${facts.file.split('/').at(-1)}?${facts.query}`
}

/** A request with other widths, and the heights that go with them. */
export function withWidths(request: string, widths: Widths): string {
  const [path = '', ...queries] = request.split('?')
  const isEncoded = request.includes('&amp;')
  const parts = queries
    .join('?')
    .split(isEncoded ? '&amp;' : '&')
    .filter(part => part !== '')
  const before = valuesOf(parts, WIDTH)
  const heights = valuesOf(parts, HEIGHT)
  const [first = 0] = before
  const others = parts.filter(part => !WIDTH.test(part) && !HEIGHT.test(part) && !/^densities=/.test(part))
  // A shape that both sides gave stays the shape.
  const [high] = heights
  const shape = high === undefined ? [] : first === 0 ? [`h=${high}`] : [`aspect=${ratioOf(first, high)}`]
  return `${path}?${[`w=${widths.join(';')}`, ...shape, ...others].join(isEncoded ? '&amp;' : '&')}`
}

const WIDTH = /^(?:w|width)=/
const HEIGHT = /^(?:h|height)=/

function valuesOf(parts: readonly string[], name: RegExp): number[] {
  const part = parts.find(candidate => name.test(candidate))
  return part === undefined
    ? []
    : part
        .replace(name, '')
        .split(';')
        .map(Number)
        .filter(value => value > 0)
}

function ratioOf(width: number, height: number): string {
  const greatest = (a: number, b: number): number => (b === 0 ? a : greatest(b, a % b))
  const common = greatest(width, height) || 1
  return `${width / common}:${height / common}`
}

/** Pixels across that a picture needs at its place; null where nobody can tell. */
export function neededWidth({ drawn, pixels }: Pick<Examined, 'drawn' | 'pixels'>, pixelRatio: number): number | null {
  if (drawn.scale === null || pixels === null) return null
  return Math.ceil(pixels.width * drawn.scale * pixelRatio - 0.01)
}

/** Widths for screens of one and of two device pixels, no larger than the source. */
export function widthsForScreens(examined: Examined): Widths {
  const most = examined.facts?.source.width ?? Number.POSITIVE_INFINITY
  const wanted = [1, 2].map(ratio => Math.min(most, neededWidth(examined, ratio) ?? most))
  return [...new Set(wanted)]
}

/** How wide a picture is shown, as `sizes` says it. */
export function sizesOf({ drawn, page }: Pick<Examined, 'drawn' | 'page'>): string {
  const share = drawn.box.width / page.viewport.width
  return share > 0.97 ? '100vw' : `${Math.round(drawn.box.width)}px`
}
