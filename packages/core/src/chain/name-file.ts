import { LazyImageError } from '../errors.js'

/** An error of an image that tells which: whoever makes many has no importer's line to look at. */
export function nameFile(error: unknown, file: string): unknown {
  if (!(error instanceof LazyImageError) || error.kind === 'aborted' || error.message.includes(file)) return error
  const { code, message, location, spans, cause } = error
  const details = { image: file, spans, cause, ...(location === undefined ? {} : { location }) }
  return new LazyImageError(code, `${file}: ${message}`, details)
}
