import { LazyImageError } from '../errors.js'
import { type ChainInput, nameOf } from './image-input.js'

/** An error of an image that tells which: whoever makes many has no importer's line to look at. */
export function nameFile(error: unknown, file: string): unknown {
  return named(error, file, { image: file })
}

/** Does something with an image. What goes wrong tells of which: by its path, or by what was given in its place. */
export async function naming<Result>(input: ChainInput, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call()
  } catch (error) {
    throw nameInput(error, input)
  }
}

/** An error of an image that tells which: by its path, or by what was given in its place. */
export function nameInput(error: unknown, input: ChainInput): unknown {
  return 'path' in input ? nameFile(error, input.path) : named(error, nameOf(input), {})
}

function named(error: unknown, name: string, about: { image?: string }): unknown {
  if (!(error instanceof LazyImageError) || error.kind === 'aborted' || mentions(error.message, name)) return error
  const { code, message, location, spans, cause } = error
  return new LazyImageError(code, `${name}: ${message}`, {
    ...about,
    spans,
    cause,
    ...(location === undefined ? {} : { location }),
  })
}

/** Whether a text names something, and nothing that is only called alike, such as `a.jpg.webp` for `a.jpg`. */
function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before = '', behind = ''] = [text[at - 1], text[at + name.length]]
    if (!PART_OF_PATH.test(before) && !PART_OF_PATH.test(behind)) return true
  }
  return false
}

const PART_OF_PATH = /[\p{L}\p{N}_./\\-]/u
