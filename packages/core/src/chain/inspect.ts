import { brokenRule } from '../broken-rule.js'
import {
  type EngineLimits,
  type GainMap,
  type ImageHeader,
  type ImageInput,
  type Probed,
  probe,
} from '../engine/engine.js'
import { LazyImageError } from '../errors.js'
import type { SourceFormat } from '../formats/formats.js'
import { checkOptions } from '../language/check-arguments.js'
import { DEFAULT_FAIL_ON, type FailOn } from '../options/fail-on.js'
import type { PhotoMetadata } from '../plan/photo-metadata.js'
import { DEFAULT_ENGINE_LIMITS } from './engine-limits.js'
import { bytesInput, type ChainInput, pathInput, withSnapshot } from './image-input.js'
import { naming } from './name-file.js'
import { spreadOverTurns } from './spread-over-turns.js'

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
  /**
   * The number of quality that a JPEG was written at, 1–100 on libjpeg's scale, by its quantisation tables: exactly that for what
   * libjpeg, libjpeg-turbo, mozjpeg and what stands on them have written (sharp, ImageMagick, Pillow), an estimate by the mean of
   * the tables for others (jpegli, cameras, Photoshop). Null for tables that are on no scale, and for all other formats.
   */
  quality: number | null
  /** 1 for a still picture. */
  frames: number
  /** How often an animation plays; 0 is for ever, and for still pictures. */
  loops: number
  /** The gain map of an HDR picture, null where there is none that can be used. */
  gainMap: GainMap | null
  /** What the photograph says of itself, when asked for; `position` when that is asked for too. */
  photo?: InspectedPhoto
}

export type InspectedPhoto = Omit<PhotoMetadata, 'position'> & Partial<Pick<PhotoMetadata, 'position'>>

export interface InspectOptions {
  /** Whether to read what the photograph says of itself: date, camera, words; default false. Its file is read whole. */
  photo?: boolean
  /** Whether to tell where it was taken; default false, and only beside `photo`. */
  position?: boolean
}

/**
 * Reads the header of an image in memory, on one of libuv's threads.
 *
 * @throws {LazyImageError} when the bytes are no image, or one beyond the default limits.
 */
export async function inspect(bytes: Uint8Array | ArrayBuffer, options: InspectOptions = {}): Promise<ImageMetadata> {
  const input = bytesInput('inspect', bytes)
  return inspectSource(input, options)
}

/**
 * Reads the header of an image file, on one of libuv's threads. Its bytes never enter the JavaScript heap.
 *
 * @throws {LazyImageError} as {@link inspect}, and when the file cannot be read.
 */
export async function inspectFile(path: string, options: InspectOptions = {}): Promise<ImageMetadata> {
  const input = pathInput('inspectFile', path)
  return inspectSource(input, options)
}

function inspectSource(input: ChainInput, options: InspectOptions): Promise<ImageMetadata> {
  return naming(input, () =>
    withSnapshot(input, DEFAULT_ENGINE_LIMITS, snapshot =>
      inspectInput(snapshot, DEFAULT_ENGINE_LIMITS, DEFAULT_FAIL_ON, options),
    ),
  )
}

/** What the header of an image tells, and what the options ask for beside that. */
export async function inspectInput(
  input: ImageInput,
  limits: EngineLimits,
  failOn: FailOn,
  options: InspectOptions,
): Promise<ImageMetadata> {
  const asked = resolve(options)
  const { header, photo } = await probed(input, limits, failOn, asked.photo)
  const { orientedWidth, orientedHeight, colourSpace, ...facts } = header
  const metadata = { ...facts, width: orientedWidth, height: orientedHeight, colorspace: colourSpace }
  if (photo === null) return metadata
  const { position, ...others } = photo
  return { ...metadata, photo: asked.position ? { ...others, position } : others }
}

function resolve(options: InspectOptions): Required<InspectOptions> {
  checkOptions('inspect', options, ['photo', 'position'])
  const { photo = false, position = false } = options
  for (const [name, value] of Object.entries({ photo, position })) {
    if (typeof value !== 'boolean') throw brokenRule(`option ${name} of inspect`, 'true or false', value)
  }
  if (position && !photo) throw brokenRule('option position of inspect', 'asked for beside photo: true', position)
  return { photo, position }
}

/** What the header of an image tells. */
export async function headerOf(
  input: ImageInput,
  limits: EngineLimits,
  failOn: FailOn = DEFAULT_FAIL_ON,
): Promise<ImageHeader> {
  await spreadOverTurns()
  return (await probed(input, limits, failOn, false)).header
}

async function probed(input: ImageInput, limits: EngineLimits, failOn: FailOn, photo: boolean): Promise<Probed> {
  const [result] = await probe([input], limits, { contentHash: false, photo, failOn })
  if (result === undefined) throw new LazyImageError('ENGINE_FAILURE', 'A probe without a result')
  if (result instanceof LazyImageError) throw result
  return result
}
