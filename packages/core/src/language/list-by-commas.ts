import type { Language } from './language.js'
import { printQuery } from './query.js'

/**
 * A query with lists written by `;`, which a shell takes for the end of a command. Commas separate values only where a
 * value of its own cannot hold them: `w=400,800` is two widths, `crop=0,0,10,10` one region.
 */
export function listByCommas(query: string, language: Language): string {
  const entries = language.readQuery(query).map(entry => {
    const { directive, text = '' } = language.registry.find(entry) ?? {}
    if (directive?.multiplies !== true || !text.includes(',')) return entry
    const { grammar } = directive
    const values = text.split(';')
    if (values.every(value => grammar.parse(value) !== undefined)) return entry
    const parts = values.flatMap(value => (grammar.parse(value) === undefined ? value.split(',') : [value]))
    return parts.every(part => grammar.parse(part) !== undefined) ? { ...entry, text: parts.join(';') } : entry
  })
  return printQuery(entries)
}
