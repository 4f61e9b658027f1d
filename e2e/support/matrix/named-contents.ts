import { createHash } from 'node:crypto'
import { mediaTypeOfBytes } from './media-type.js'

/** A URL of a picture as it stands in a value, a srcset, HTML or a style. */
const PICTURE_URL = /[^\s,"'()<>=;]+\.(?:avif|webp|jpe?g|png|gif|svg)(?:\?[^\s,"'()<>]*)?(?=[\s,"')]|$)/gi

/** What stands between `url("` and `")`. */
const CSS_URL = /(?<=url\(")([^"]*)(?="\))/

const DATA_URI = /data:image\/[\w+.-]+;base64,([\w+/=]+)/g

/** A text that is a URL as a whole may hold what would end one in other places. */
const WHOLE_URL = /^(?!data:)[^\s,"]+\.(?:avif|webp|jpe?g|png|gif|svg)(?:\?\S*)?$/i

/** What is known of a picture by its bytes: equal for equal bytes, whatever a file is called. */
export function nameOfContent(data: Uint8Array): string {
  return `<${mediaTypeOfBytes(data)} ${createHash('sha256').update(data).digest('hex').slice(0, 16)}>`
}

/** A value with the names of contents for pictures that stand in it as data. */
export function nameData<Value>(value: Value): Value {
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined) return value
  return JSON.parse(text.replaceAll(DATA_URI, (_, data: string) => nameOfContent(Buffer.from(data, 'base64')))) as Value
}

/** The URLs in a value, once each. */
export function urlsIn(value: unknown): string[] {
  const urls = new Set<string>()
  replaceUrls(value, url => {
    urls.add(url)
    return url
  })
  return [...urls]
}

/** A value with something else for every URL of a picture in it. */
export function replaceUrls(value: unknown, nameOf: (url: string) => string): unknown {
  if (typeof value === 'string') {
    if (WHOLE_URL.test(value)) return nameOf(value)
    if (value.startsWith('data:')) return value
    return value
      .split(CSS_URL)
      .map((part, index) =>
        index % 2 === 1 && !part.startsWith('data:') ? nameOf(part) : part.replaceAll(PICTURE_URL, nameOf),
      )
      .join('')
  }
  if (Array.isArray(value)) return value.map(item => replaceUrls(item, nameOf))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceUrls(item, nameOf)]))
}
