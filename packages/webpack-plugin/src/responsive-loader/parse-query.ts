/** A value in a query of responsive-loader. */
export type QueryValue = string | number | boolean | null | readonly (string | number)[]

const WORDS: Readonly<Record<string, QueryValue>> = { null: null, true: true, false: false }

/**
 * A query as responsive-loader reads it: `sizes[]=300,sizes[]=600&placeholder=true`, `+placeholder`, or an object in
 * JSON5's way, whose keys need no quotes. Null for what is neither.
 */
export function parseQuery(query: string): Readonly<Record<string, QueryValue>> | null {
  if (query === '') return {}
  const text = decode(query)
  if (text === null) return null
  if (text.startsWith('{') && text.endsWith('}')) return parseObject(text)
  const parsed: Record<string, QueryValue> = {}
  const lists: Record<string, string[]> = {}
  for (const part of query.split(/[,&]/)) {
    const [, sign, key = '', brackets, , value] = /^([+-]?)(.+?)(\[\])?(=(.*))?$/s.exec(decode(part) ?? '') ?? []
    if (value === undefined) parsed[key] = sign !== '-'
    else if (brackets === undefined) parsed[key] = Object.hasOwn(WORDS, value) ? (WORDS[value] ?? null) : value
    else lists[key] = [...(lists[key] ?? []), value]
  }
  return { ...parsed, ...lists }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** What users write of JSON5 in a request: bare keys, single quotes, a comma too many. */
function parseObject(text: string): Readonly<Record<string, QueryValue>> | null {
  const json = text
    .replaceAll(/([{,]\s*)([\w$]+)\s*:/g, '$1"$2":')
    .replaceAll(/'([^'"]*)'/g, '"$1"')
    .replaceAll(/,\s*([\]}])/g, '$1')
  try {
    return JSON.parse(json) as Record<string, QueryValue>
  } catch {
    return null
  }
}
