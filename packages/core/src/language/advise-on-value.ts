import { didYouMean } from '../did-you-mean.js'
import type { Directive } from './directive.js'
import { splitList } from './query.js'
import type { Registry } from './registry.js'

/**
 * The end of a message about a bad value: how what it seems to mean is written, or the nearest spelling.
 *
 * @param text all that the directive was given.
 * @param single the value that is bad: of a list, a member.
 */
export function adviseOnValue(directive: Directive, text: string, single: string, registry: Registry): string {
  return (
    adviseOnQuestionMark(directive, single) ??
    adviseOnAmpersand(directive, text, registry) ??
    adviseOnCommas(directive, text) ??
    didYouMeanValue(directive.grammar, single)
  )
}

/** The nearest spelling of a value, as the end of a message; nothing where none is near. */
export function didYouMeanValue({ spellings, spellingsOf }: Directive['grammar'], text: string): string {
  const part = spellingsOf?.(text) ?? { word: text, spellings }
  return didYouMean(part.word, part.spellings)
}

/** `w=400?format=webp`. */
function adviseOnQuestionMark({ name }: Directive, single: string): string | undefined {
  const mark = single.indexOf('?')
  if (mark === -1) return undefined
  const [before, behind] = [single.slice(0, mark), single.slice(mark + 1)]
  return `; a query has one "?", and "&" between directives: ${name}=${before}&${behind}`
}

/** `w=400;format=webp`. */
function adviseOnAmpersand({ name }: Directive, text: string, registry: Registry): string | undefined {
  const members = splitList(text)
  const isDirective = (member: string) => {
    const equals = member.indexOf('=')
    return equals > 0 && registry.has(member.slice(0, equals))
  }
  const first = members.findIndex(isDirective)
  if (first === -1) return undefined
  const written = members.map((member, index) => (index > 0 && isDirective(member) ? `&${member}` : `;${member}`))
  return `; ";" is between values and "&" between directives: ${name}=${written.join('').replace(/^;/, '')}`
}

/** `w=400,800`. */
function adviseOnCommas({ name, multiplies, grammar }: Directive, text: string): string | undefined {
  if (!multiplies || !text.includes(',')) return undefined
  const members = text.split(/[;,]/).map(member => member.trim())
  const isList = members.every(member => grammar.parse(member) !== undefined)
  return isList ? `; a list is written ${name}=${members.join(';')}` : undefined
}
