/** One `key=value` of a query, decoded. */
export interface QueryEntry {
  key: string
  text: string
}

/** An import's path and what follows its first question mark. */
export function splitId(id: string): { path: string; query: string } {
  const mark = id.indexOf('?')
  return mark === -1 ? { path: id, query: '' } : { path: id.slice(0, mark), query: id.slice(mark + 1) }
}

/** The entries of a query in order. A `#` is part of a value, as in `background=#fff`. */
export function parseQuery(query: string): QueryEntry[] {
  return query
    .split('&')
    .filter(part => part !== '')
    .map(part => {
      const equals = part.indexOf('=')
      return equals === -1
        ? { key: decode(part), text: '' }
        : { key: decode(part.slice(0, equals)), text: decode(part.slice(equals + 1)) }
    })
}

/** The query that parses to the entries. */
export function printQuery(entries: readonly QueryEntry[]): string {
  return entries.map(({ key, text }) => (text === '' ? encode(key) : `${encode(key)}=${encode(text)}`)).join('&')
}

/** Values separated by `;`. A value with `:` is one value, because `:` opens a list of its own. */
export function splitList(text: string): string[] {
  return text.includes(':') ? [text] : text.split(';')
}

/** A lone `%` stays what it is instead of making the whole query unreadable. */
function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}

/** Only what would be read as something else; `;`, `:`, `,` and `#` stay readable. */
function encode(text: string): string {
  return text.replaceAll(/[%&+= ?]/g, character => encodeURIComponent(character))
}
