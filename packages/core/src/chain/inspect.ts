import { type EngineLimits, type GainMap, type ImageHeader, type ImageInput, probe } from '../engine/engine.js'
import { LazyImageError } from '../errors.js'
import type { SourceFormat } from '../formats/formats.js'
import { DEFAULT_FAIL_ON, type FailOn } from '../options/fail-on.js'
import { DEFAULT_ENGINE_LIMITS } from './engine-limits.js'
import { bytesInput, pathInput, withSnapshot } from './image-input.js'

/** What the header of an image tells; no pixel is decoded for it. */
export interface ImageMetadata {
  format: SourceFormat
  /** Pixels, as shown: with EXIF orientation applied. */
  width: number
  height: number
  /** Pixels, as stored. */
  storedWidth: number
  storedHeight: number
  /** EXIF's 1–8. */
  orientation: number
  colorspace: 'gray' | 'rgb' | 'cmyk'
  hasAlpha: boolean
  /** Whether the file carries a colour profile. */
  hasProfile: boolean
  /** Bits a sample. */
  bitDepth: number
  isProgressive: boolean
  /** 1 for a still picture. */
  frames: number
  /** How often an animation plays; 0 is for ever, and for still pictures. */
  loops: number
  /** The gain map of an HDR picture, null where there is none that can be used. */
  gainMap: GainMap | null
}

/**
 * Reads the header of an image in memory, on one of libuv's threads.
 *
 * @throws {LazyImageError} when the bytes are no image, or one beyond the default limits.
 */
export async function inspect(bytes: Uint8Array | ArrayBuffer): Promise<ImageMetadata> {
  const input = bytesInput('inspect', bytes)
  return metadataOf(await withSnapshot(input, snapshot => headerOf(snapshot, DEFAULT_ENGINE_LIMITS)))
}

/**
 * Reads the header of an image file, on one of libuv's threads. Its bytes never enter the JavaScript heap.
 *
 * @throws {LazyImageError} as {@link inspect}, and when the file cannot be read.
 */
export async function inspectFile(path: string): Promise<ImageMetadata> {
  return metadataOf(await headerOf(pathInput('inspectFile', path), DEFAULT_ENGINE_LIMITS))
}

export async function headerOf(
  input: ImageInput,
  limits: EngineLimits,
  failOn: FailOn = DEFAULT_FAIL_ON,
): Promise<ImageHeader> {
  const [result] = await probe([input], limits, { contentHash: false, failOn })
  if (result === undefined) throw new LazyImageError('ENGINE_FAILURE', 'A probe without a result')
  if (result instanceof LazyImageError) throw result
  return result.header
}

export function metadataOf({ orientedWidth, orientedHeight, colourSpace, ...header }: ImageHeader): ImageMetadata {
  return { ...header, width: orientedWidth, height: orientedHeight, colorspace: colourSpace }
}
