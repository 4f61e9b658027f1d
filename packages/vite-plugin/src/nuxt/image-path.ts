/** What Nuxt Image asks a provider for. */
export interface Modifiers {
  width?: number | string | undefined
  height?: number | string | undefined
  /** As `webp`. */
  format?: string | undefined
  [directive: string]: unknown
}

/** Where images are served. Nuxt renders ahead what pages ask for below this path, and below no other. */
export const ROUTE = '/_ipx'

/** Names of Nuxt Image that are others in queries. */
const DIRECTIVES: Readonly<Record<string, string>> = { width: 'w', height: 'h' }

/**
 * The path of an image: its directives, then its file. Behind the file's name stands the ending of the format, so that servers
 * of files call it what it is.
 */
export function printImagePath(source: string, modifiers: Modifiers): string {
  const directives = Object.entries(modifiers)
    .filter(([, value]) => value !== undefined && value !== '' && value !== false)
    .map(([name, value]) => `${DIRECTIVES[name] ?? name}=${printValue(String(value))}`)
    .join('&')
  const { format } = modifiers
  const ending = format === undefined || source.toLowerCase().endsWith(`.${format}`) ? '' : `.${format}`
  return `/${directives || '_'}${encodeURI(source)}${ending}`
}

/**
 * Pages that are rendered ahead make a file of the path as it is written, which a server of files finds by the path that it
 * decodes: what need not be encoded is not. Nor does a colour need its `#`.
 */
function printValue(value: string): string {
  return encodeURIComponent(value.replace(/^#/, '')).replaceAll(/%(?:2C|3A|3B|40)/g, decodeURIComponent)
}

/** What a path asks for. */
export interface AskedImage {
  /** Paths below the public folder that may be meant, the likelier first. */
  sources: string[]
  query: string
}

/** @returns null for what is no path of {@link printImagePath}'s kind. */
export function readImagePath(path: string): AskedImage | null {
  const [, directives, written] = /^\/([^/]+)\/(.+)$/.exec(path) ?? []
  if (directives === undefined || written === undefined) return null
  const source = decode(written)
  const query = directives === '_' ? '' : directives
  if (source === null) return null
  const format = new URLSearchParams(query).get('format')
  const bare = format !== null && source.endsWith(`.${format}`) ? [source.slice(0, -format.length - 1)] : []
  return { sources: [...bare, source], query }
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
