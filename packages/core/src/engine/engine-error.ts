import type { WireError } from '@lazy-image/native'
import { type ErrorCode, isErrorCode, LazyImageError } from '../errors.js'

type Operands = WireError['operands']

/** The engine's failure in our words, about an image where one is known. */
export function engineError(error: WireError | undefined, image: string | undefined): LazyImageError {
  const about = image === undefined ? {} : { image }
  if (error === undefined)
    return new LazyImageError('ENGINE_FAILURE', 'The engine gave neither a result nor an error', about)
  const sentence = engineSentence(error)
  // The system's words of a failed call do not say on what.
  const isOfSystem = error.code === 'SOURCE_UNREADABLE' && image !== undefined && error.operands['detail'] !== undefined
  const message = isOfSystem ? `Cannot read ${image}: ${sentence}` : sentence
  return new LazyImageError(isErrorCode(error.code) ? error.code : 'ENGINE_FAILURE', message, about)
}

/** What was wrong with a source and was let pass. */
export interface SourceWarning {
  code: ErrorCode
  message: string
}

/** A fault of a source that is built all the same, in our words. */
export function engineWarning(fault: WireError): SourceWarning {
  const code = isErrorCode(fault.code) ? fault.code : 'ENGINE_FAILURE'
  const isWhole = code === 'SOURCE_REPAIRED' || code === 'GAIN_MAP_DROPPED'
  const consequence = isWhole ? '' : '; what could be read of it is built'
  return { code, message: `${engineSentence(fault)}${consequence}` }
}

/** What the engine's code and operands say to people. */
export function engineSentence({ code, operands }: WireError): string {
  const words = isErrorCode(code) ? SENTENCES[code]?.(operands) : undefined
  return capitalised(words ?? detail(operands))
}

/** What stands in the place of an image, and what to do. */
const STAND_INS: Readonly<Record<string, string>> = {
  'git-lfs-pointer':
    'this is a pointer of Git LFS and not the image that it stands for; fetch that with git lfs pull, and let CI check out LFS files',
  'html-page':
    'this is an HTML page and not an image; it was probably saved from a server that answered with an error or a login page, so download the image again',
}

/** What was wrong with a file that shows its picture whole. */
const REPAIRS: Readonly<Record<string, string>> = {
  'jpeg-scan-header': 'a scan of the JPEG has parameters that its kind does not have',
  'jpeg-adobe-transform': 'the Adobe marker of the JPEG names a colour transform that there is not',
  'jpeg-scan-order': 'the scans of the progressive JPEG come in an order that the format forbids',
  'jpeg-extra-bytes': 'the JPEG has bytes between its data and a marker that belong to neither',
  'jpeg-end-marker': 'the JPEG has no end marker behind its data',
  'png-end': 'the PNG has no sound end behind its image data',
  'gif-trailer': 'the GIF has no trailer behind its last frame',
  'gif-extra-bytes': 'the GIF has bytes behind its last frame that are no block',
}

/** Why an HDR gain map is left out. */
const DROPPED: Readonly<Record<string, (operands: Operands) => string>> = {
  apple: () =>
    'it is of a kind of Apple’s that is older than ISO 21496-1, and cannot be told in the standard’s terms; photographs of iOS 18 and newer have the standard’s',
  missing: () => 'the file says that it has one, and where it should lie is none',
  'beyond-file': () => 'the file ends before it does',
  metadata: ({ detail }) => `its numbers break ISO 21496-1: ${detail}`,
  version: () => 'it is written by a version of ISO 21496-1 that is not known here',
  'base-is-hdr': () => 'the picture that is stored is the HDR one, and the map makes it darker',
  picture: ({ detail }) => `its samples cannot be decoded (${detail})`,
  'too-large': () => 'its size is beyond limits.pixels, limits.side or limits.metadataBytes',
  operation: ({ operation }) =>
    `${operation} changes colours, so that the map no longer says how bright they were; say hdr=drop where that is meant`,
  passes: () => 'the picture is resized or cut again after it was; resize and cut once, or say hdr=drop',
  animation: () => 'the output moves; say animated=false or hdr=drop',
}

/** What to do with a format that is not read. */
const ADVICE: readonly (readonly [format: RegExp, advice: string])[] = [
  [/^HEIC/, 'save it as JPEG, AVIF or PNG first (a phone can be set to take JPEG)'],
  [/^CgBI/, 'it comes out of an app for iOS, so take the PNG that the app was built from'],
  [/ raw$|camera raw/, 'develop it and save it as TIFF, PNG or JPEG first'],
  [/^JPEG 2000/, 'convert it to JPEG, PNG or TIFF first'],
  [/^Photoshop/, 'export it as PNG, TIFF or JPEG first'],
  [/^gzip/, 'unpack it first'],
  [/video$/, 'take a frame of it, or convert it to an animated WebP or AVIF first'],
]

function adviceFor(format: string): string {
  const advice = ADVICE.find(([pattern]) => pattern.test(format))?.[1]
  return advice === undefined ? '' : `; ${advice}`
}

/** A code without a line here is told in the engine's own technical words. */
const SENTENCES: Partial<Record<ErrorCode, (operands: Operands) => string>> = {
  SOURCE_NOT_FOUND: () => 'no such file',
  SOURCE_UNREADABLE: ({ found, ...operands }) =>
    found === 'directory' ? 'the path is a directory, not an image file' : detail(operands),
  SOURCE_EMPTY: () => 'the file is empty (0 bytes)',
  SOURCE_NOT_AN_IMAGE: ({ start, found }) => {
    const standIn = STAND_INS[`${found}`]
    return standIn ?? `the content is not an image: it starts with ${start}`
  },
  SOURCE_REPAIRED: ({ what }) => {
    const repair = REPAIRS[`${what}`] ?? `something was repaired (${what})`
    return `${repair}; the picture is whole, and is built unless failOn is 'warning'`
  },
  GAIN_MAP_DROPPED: ({ why, ...operands }) => `the HDR gain map is dropped: ${DROPPED[`${why}`]?.(operands) ?? why}`,
  FORMAT_UNSUPPORTED: ({ format, readable }) =>
    `this is a ${format} file, which the engine does not read; readable are ${readable}${adviceFor(`${format}`)}`,
  LIMIT_FILE_BYTES: ({ bytes, limit }) => `the file has ${bytes} bytes; limits.fileBytes allows ${limit}`,
  LIMIT_SIDE: ({ width, height, limit, of }) =>
    `${subject(of)} ${width}×${height} pixels; limits.side allows ${limit} per side`,
  LIMIT_PIXELS: ({ width, height, limit, of }) =>
    `${subject(of)} ${width}×${height} = ${product(width, height)} pixels; limits.pixels allows ${limit}`,
  LIMIT_METADATA_BYTES: ({ holder, block, bytes, limit }) =>
    holder === undefined
      ? `the ${block} block has ${bytes} bytes; limits.metadataBytes allows ${limit}`
      : `a ${holder} whose ${block} exceeds limits.metadataBytes`,
  LIMIT_FRAMES: ({ frames, limit }) => `the animation has ${frames} frames; limits.frames allows ${limit}`,
  LIMIT_ANIMATION_PIXELS: ({ layers, frames, width, height, limit, of }) =>
    `${
      layers === undefined
        ? `${of === 'output' ? 'the output would be' : 'the animation is'} ${width}×${height} × ${frames} frames = ${product(width, height, frames)} pixels`
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
  OUT_OF_MEMORY: ({ bounds, needed, resident, available, ...operands }) => {
    if (needed !== undefined)
      return `this image would take ${megabytes(needed)} by itself beside the ${megabytes(resident)} that the process holds, and all of it may use ${megabytes(available)}; ask for smaller outputs, or give the process more memory`
    return bounds === undefined ? detail(operands) : `${detail(operands)}, by limits.pixels and limits.side`
  },
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

function subject(of: string | number | undefined): string {
  return of === 'output' ? 'the output would be' : 'the image is'
}

function megabytes(bytes: string | number | undefined): string {
  return `${Math.ceil(Number(bytes) / 2 ** 20)} MB`
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
