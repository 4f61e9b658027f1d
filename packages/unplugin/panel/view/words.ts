import type { PictureFacts, PixelSize } from '../../src/panel/protocol.js'
import type { Picture } from '../picture.js'

export function sayBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 100_000) return `${(bytes / 1000).toFixed(1)} kB`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

export function saySize({ width, height }: PixelSize): string {
  return `${Math.round(width)} × ${Math.round(height)}`
}

/** What a picture is called: its file, else the end of its URL. */
export function nameOf({ facts, shown }: Pick<Picture, 'facts' | 'shown'>): string {
  if (facts !== null) return facts.file.split('/').at(-1) ?? facts.file
  if (shown.url.startsWith('data:')) return `inline, ${/^data:([^;,]*)/.exec(shown.url)?.[1] || 'data'}`
  return new URL(shown.url).pathname.split('/').at(-1) || shown.url
}

export function formatOf({ facts, shown }: Pick<Picture, 'facts' | 'shown'>): string {
  if (facts !== null) return facts.format
  const path = shown.url.startsWith('data:') ? '' : new URL(shown.url).pathname
  return /\.(\w{2,5})$/.exec(path)?.[1]?.toLowerCase() ?? ''
}

/** Bytes of the encoded picture; null where nobody can tell. */
export function bytesOf({ download, facts }: Pick<Picture, 'download' | 'facts'>): number | null {
  return download?.bytes ?? facts?.made?.bytes ?? null
}

/** What a query says, directive by directive. */
export function directivesIn({ query }: Pick<PictureFacts, 'query'>): string {
  return query.split('&').join('  ')
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
