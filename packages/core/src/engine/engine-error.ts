import type { WireError } from '@lazy-image/native'
import { type ErrorCode, isErrorCode, LazyImageError } from '../errors.js'

type Operands = WireError['operands']

/** The engine's failure in our words, about an image where one is known. */
export function engineError(error: WireError | undefined, image: string | undefined): LazyImageError {
  const about = image === undefined ? {} : { image }
  if (error === undefined)
    return new LazyImageError('ENGINE_FAILURE', 'The engine gave neither a result nor an error', about)
  return new LazyImageError(isErrorCode(error.code) ? error.code : 'ENGINE_FAILURE', engineSentence(error), about)
}

/** What the engine's code and operands say to people. */
export function engineSentence({ code, operands }: WireError): string {
  const words = isErrorCode(code) ? SENTENCES[code]?.(operands) : undefined
  return capitalised(words ?? detail(operands))
}

/** A code without a line here is told in the engine's own technical words. */
const SENTENCES: Partial<Record<ErrorCode, (operands: Operands) => string>> = {
  SOURCE_NOT_FOUND: () => 'no such file',
  SOURCE_UNREADABLE: ({ found, ...operands }) =>
    found === 'directory' ? 'the path is a directory, not an image file' : detail(operands),
  SOURCE_EMPTY: () => 'the file is empty (0 bytes)',
  SOURCE_NOT_AN_IMAGE: ({ start }) => `the content is not an image: it starts with ${start}`,
  FORMAT_UNSUPPORTED: ({ format, readable }) =>
    `this is a ${format} file, which the engine does not read; readable are ${readable}`,
  LIMIT_FILE_BYTES: ({ bytes, limit }) => `the file has ${bytes} bytes; limits.fileBytes allows ${limit}`,
  LIMIT_SIDE: ({ width, height, limit }) =>
    `the image is ${width}×${height} pixels; limits.side allows ${limit} per side`,
  LIMIT_PIXELS: ({ width, height, limit }) =>
    `the image is ${width}×${height} = ${product(width, height)} pixels; limits.pixels allows ${limit}`,
  LIMIT_METADATA_BYTES: ({ holder, block, bytes, limit }) =>
    holder === undefined
      ? `the ${block} block has ${bytes} bytes; limits.metadataBytes allows ${limit}`
      : `a ${holder} whose ${block} exceeds limits.metadataBytes`,
  LIMIT_FRAMES: ({ frames, limit }) => `the animation has ${frames} frames; limits.frames allows ${limit}`,
  LIMIT_ANIMATION_PIXELS: ({ layers, frames, width, height, limit }) =>
    `${
      layers === undefined
        ? `the animation is ${width}×${height} × ${frames} frames = ${product(width, height, frames)} pixels`
        : `the SVG needs ${layers} layers of ${width}×${height} at once = ${product(width, height, layers)} pixels`
    }; limits.animationPixels allows ${limit}`,
  LIMIT_SVG_ELEMENTS: operands => {
    const { counted, rules, elements, rulesAllowed, limit } = operands
    if (counted === 'nodes')
      return 'the SVG has more nodes than limits.svgElements allows, with room for text and comments'
    if (rules !== undefined)
      return `the SVG has ${rules} style rules for ${elements} elements; limits.svgElements allows ${rulesAllowed} rules for ${limit} elements`
    if (elements !== undefined)
      return `the SVG draws ${elements} elements, references followed; limits.svgElements allows ${limit}`
    return detail(operands)
  },
  LIMIT_SVG_NESTING: ({ limit }) =>
    `the SVG nests its elements more than ${limit} deep, references followed; limits.svgNesting allows ${limit}`,
  OUT_OF_MEMORY: ({ bounds, ...operands }) =>
    bounds === undefined ? detail(operands) : `${detail(operands)}, by limits.pixels and limits.side`,
  OUTPUT_TOO_LARGE: operands => {
    const { format, most, width, height } = operands
    return most === undefined
      ? detail(operands)
      : `${format} holds up to ${most} pixels a side; ${width}×${height} were asked for`
  },
  BUDGET_UNREACHABLE: ({ allowed, format, width, height, least }) =>
    `maxBytes allows ${allowed} bytes, but the smallest ${format} of ${width}×${height} that could be made has ${least}; allow more or ask for a smaller picture`,
  TIMEOUT: ({ allowedMs }) =>
    `the work on this image took longer than limits.timeoutMs allows, ${allowedMs} ms; raise it, or ask for less`,
  INVALID_REQUEST: operands => {
    const { instead, width, height, format, orientation } = operands
    return instead === undefined
      ? detail(operands)
      : `orSource for an output that is not its source: ${width}×${height} ${capitalised(`${format}`)}, orientation ${orientation}`
  },
  ABORTED: () => 'the batch was aborted before this was done',
  ENGINE_FAILURE: ({ panic, ...operands }) =>
    panic === undefined ? detail(operands) : `the engine panicked: ${panic}`,
}

function detail({ detail }: Operands): string {
  return `${detail ?? 'no more is known'}`
}

/** Exact where numbers of JavaScript are not, and never above what the engine counts to. */
function product(...factors: (string | number | undefined)[]): bigint {
  const MOST = 2n ** 64n - 1n
  const whole = factors.reduce((product, factor) => product * BigInt(factor ?? 0), 1n)
  return whole < MOST ? whole : MOST
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
