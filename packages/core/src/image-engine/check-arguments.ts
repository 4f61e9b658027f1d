import { brokenRule } from '../broken-rule.js'
import { LazyImageError } from '../errors.js'
import { FITS } from '../request/directives/fit.js'
import { MAX_SIDE } from '../request/directives/width.js'
import type { OutputFormat, ResizeOptions } from './image-engine.js'

const FORMATS: Readonly<Record<OutputFormat, 'jpeg' | 'png' | 'webp' | 'avif'>> = {
  jpeg: 'jpeg',
  jpg: 'jpeg',
  png: 'png',
  webp: 'webp',
  avif: 'avif',
}

export function checkFormat(format: OutputFormat): 'jpeg' | 'png' | 'webp' | 'avif' {
  if (!Object.hasOwn(FORMATS, format)) throw brokenRule('format', `one of ${Object.keys(FORMATS).join(', ')}`, format)
  return FORMATS[format]
}

export function checkQuality(format: string, quality: unknown): void {
  if (quality === undefined) return
  if (format === 'png') {
    throw new LazyImageError('OPTION_INVALID', 'quality has no effect on png, which is lossless; leave it out')
  }
  checkInteger('quality', quality, 1, 100)
}

export function checkResize(options: ResizeOptions): ResizeOptions {
  const { width, height, fit } = options
  if (width === undefined && height === undefined) {
    throw new LazyImageError('OPTION_INVALID', 'resize needs a width, a height or both')
  }
  if (width !== undefined) checkInteger('width', width, 1, MAX_SIDE)
  if (height !== undefined) checkInteger('height', height, 1, MAX_SIDE)
  if (fit !== undefined && !FITS.includes(fit)) throw brokenRule('fit', `one of ${FITS.join(', ')}`, fit)
  return { ...options }
}

export function checkFiles(files: unknown): void {
  if (!Array.isArray(files)) throw brokenRule('files', 'a list of paths', files)
}

export function checkPath(method: string, path: unknown): string {
  if (typeof path !== 'string' || path === '') throw brokenRule(`the path of ${method}`, 'a non-empty string', path)
  return path
}

export function checkInteger(name: string, value: unknown, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw brokenRule(name, `an integer from ${least} to ${most}`, value)
  }
  return value
}
