/** A part of a query, in characters from behind its question mark. */
export interface Span {
  start: number
  /** Behind the last character. */
  end: number
}

/** One `key=value` of a query, decoded. */
export interface QueryEntry {
  key: string
  /** Empty for a bare key. */
  text: string
  /** Values of a list that options give as such; null where the text is the directive's to split. */
  items: readonly string[] | null
  /** Where it is written; null for what no query says. */
  span: Span | null
}

/** An import's path and what follows its first question mark. */
export function splitId(id: string): { path: string; query: string } {
  const mark = id.indexOf('?')
  return mark === -1 ? { path: id, query: '' } : { path: id.slice(0, mark), query: id.slice(mark + 1) }
}

/** The entries of a query in order. A `#` is part of a value, as in `background=#fff`. */
export function parseQuery(query: string): QueryEntry[] {
  const entries: QueryEntry[] = []
  let start = 0
  for (const part of query.split('&')) {
    const span = { start, end: start + part.length }
    start = span.end + 1
    if (part === '') continue
    const equals = part.indexOf('=')
    const [key, text] = equals === -1 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)]
    entries.push({ key: decode(key), text: decode(text), items: null, span })
  }
  return entries
}

/** The query that parses to the entries. */
export function printQuery(entries: readonly Pick<QueryEntry, 'key' | 'text'>[]): string {
  return entries.map(({ key, text }) => (text === '' ? encode(key) : `${encode(key)}=${encode(text)}`)).join('&')
}

/** The values of an entry; each of a list multiplies the outputs. */
export function valuesOf({ text, items }: Pick<QueryEntry, 'text' | 'items'>, multiplies: boolean): readonly string[] {
  return multiplies ? (items ?? splitList(text)) : [text]
}

/** Values separated by `;`. A value with `:` is one value, because `:` opens a list of its own. */
export function splitList(text: string): string[] {
  return text.includes(':') ? [text] : text.split(';')
}

/** A `%` that opens no code stays what it is, instead of making the whole query unreadable. */
function decode(text: string): string {
  return text.replaceAll('+', ' ').replaceAll(/(?:%[0-9a-f]{2})+/gi, codes => {
    try {
      return decodeURIComponent(codes)
    } catch {
      return codes
    }
  })
}

/** Only what would be read as something else; `;`, `:`, `,` and `#` stay readable. */
function encode(text: string): string {
  return text.replaceAll(/[%&+= ?]/g, character => encodeURIComponent(character))
}
