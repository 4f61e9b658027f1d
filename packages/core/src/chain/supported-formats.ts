import { engineInfo } from '../engine/engine.js'
import type { OutputFormat, SourceFormat } from '../formats/formats.js'

/** Formats by name, as the engine tells them. */
export interface SupportedFormats {
  /** That images are read from. */
  input: SourceFormat[]
  /** That images are written in. */
  output: OutputFormat[]
}

/** @throws {LazyImageError} `NATIVE_LOAD_FAILED` */
export function supportedFormats(): SupportedFormats {
  const { formats } = engineInfo()
  return {
    input: formats.filter(({ reads }) => reads).map(({ name }) => name as SourceFormat),
    output: formats.filter(({ writes }) => writes).map(({ name }) => name as OutputFormat),
  }
}
