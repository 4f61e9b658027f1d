import type { Language } from './language.js'
import { readValues } from './parse-request.js'
import { printQuery } from './query.js'

/**
 * A query in words that break no rule and mean what the language reads in it: what counts for nothing is left out, and what is
 * read as something else is written as that. What breaks no rule stays as it is written.
 *
 * @returns null where no words say it: a list of which one member counts as absent.
 */
export function restateQuery(query: string, language: Language): string | null {
  const { given } = language.collect(language.readQuery(query), [])
  const parts: string[] = []
  for (const [directive, said] of given) {
    const { values, problems } = readValues(directive, said, language)
    if (values.every(value => value === undefined)) continue
    if (problems.length === 0 && said.span !== null) {
      parts.push(query.slice(said.span.start, said.span.end))
      continue
    }
    if (values.includes(undefined)) return null
    const text = values.map(value => directive.grammar.print(value)).join(';')
    parts.push(printQuery([{ key: directive.name, text }]))
  }
  return parts.join('&')
}
