import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { filesBelow } from './project.js'

/** A URL of an image up to white space, a comma or a quote, as it stands in a value, a srcset or HTML. */
const IMAGE_URL = /[^\s,"=]+\.(?:avif|webp|jpe?g|png)/g

/** What an image is, told by its content: equal for equal bytes whatever a bundler calls the file. */
export function contentName(fileName: string, data: Uint8Array): string {
  return `<${createHash('sha256').update(data).digest('hex').slice(0, 16)}${extname(fileName)}>`
}

/** The content names of the images below a folder, by file name. */
export function imagesBelow(folder: string): Map<string, string> {
  return new Map(
    filesBelow(folder)
      .filter(file => /\.(?:avif|webp|jpe?g|png)$/.test(file))
      .map(file => [basename(file), contentName(file, readFileSync(join(folder, file)))]),
  )
}

/** A value with the name of its content in place of every URL of an image. */
export function withContents(value: unknown, images: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(IMAGE_URL, url => {
      const name = decodeURIComponent(basename(url))
      return images.get(name) ?? `<no file for ${url}>`
    })
  }
  if (Array.isArray(value)) return value.map(item => withContents(item, images))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withContents(item, images)]))
}
