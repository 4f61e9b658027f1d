import type { Changes } from './protocol.js'

/** What says how a format is written, and may have no effect in another one. */
const OF_A_FORMAT: ReadonlySet<string> = new Set(['quality', 'effort', 'lossless', 'progressive', 'chroma', 'maxBytes'])

/** What decides the width besides `w`. */
const OF_A_WIDTH: ReadonlySet<string> = new Set(['w', 'densities'])

/**
 * The query of one output with other directives in the place of some.
 *
 * @param query as it is printed: no directive twice, no lists.
 */
export function changeQuery(query: string, { w, format, quality }: Changes): string {
  const parts = query === '' ? [] : query.split('&')
  const width = Number(valueIn(parts, 'w'))
  const kept = parts
    .filter(part => {
      const name = nameOf(part)
      if (format !== undefined && (name === 'format' || OF_A_FORMAT.has(name))) return false
      if (quality !== undefined && (name === 'quality' || name === 'lossless' || name === 'maxBytes')) return false
      return w === undefined || !OF_A_WIDTH.has(name)
    })
    // Both sides of a picture that is cut to a shape keep to it.
    .map(part => (w !== undefined && nameOf(part) === 'h' && width > 0 ? scaleHeight(part, Number(w) / width) : part))
  return [...write('w', w), ...kept, ...write('format', format), ...write('quality', quality)].join('&')
}

function write(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`${name}=${encodeURIComponent(value).replaceAll('%3A', ':')}`]
}

function nameOf(part: string): string {
  return part.split('=', 1)[0] ?? ''
}

function valueIn(parts: readonly string[], name: string): string | undefined {
  return parts.find(part => nameOf(part) === name)?.slice(name.length + 1)
}

function scaleHeight(part: string, factor: number): string {
  const height = Number(part.slice('h='.length))
  return Number.isFinite(height * factor) ? `h=${Math.max(1, Math.round(height * factor))}` : part
}
