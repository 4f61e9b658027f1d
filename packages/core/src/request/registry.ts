import type { Directive } from './directive.js'
import { as } from './directives/as.js'
import { fit } from './directives/fit.js'
import { format } from './directives/format.js'
import { height } from './directives/height.js'
import { quality } from './directives/quality.js'
import { width } from './directives/width.js'

/** Every directive there is; a new one is a file and a line here. */
export const DIRECTIVES = [width, height, format, quality, fit, as] as const

type AnyOf<Item> = Item extends Directive<infer Name, infer Value> ? { [Key in Name]: Value } : never
type Intersection<Union> = (Union extends unknown ? (item: Union) => void : never) extends (item: infer Result) => void
  ? Result
  : never

/** The value type of each directive by its name. */
export type DirectiveValues = Intersection<AnyOf<(typeof DIRECTIVES)[number]>>

export type DirectiveName = keyof DirectiveValues

/** A directive without its value's type, for code that treats all alike. */
export type AnyDirective = Directive<DirectiveName, unknown>

const byKey = new Map<string, AnyDirective>()
const byShorthand = new Map<string, AnyDirective>()
for (const directive of DIRECTIVES as readonly AnyDirective[]) {
  for (const key of [directive.name, ...directive.aliases]) byKey.set(key, directive)
  for (const shorthand of directive.shorthands) byShorthand.set(shorthand, directive)
}

/** Finds the directive that a key and its text mean, with the text that is its value. */
export function findDirective(key: string, text: string): { directive: AnyDirective; text: string } | undefined {
  const named = byKey.get(key)
  if (named !== undefined) return { directive: named, text }
  const short = byShorthand.get(key)
  return short !== undefined && (text === '' || text === 'true') ? { directive: short, text: key } : undefined
}

/** Every key that means something, for suggestions. */
export const KNOWN_KEYS: readonly string[] = [...byKey.keys(), ...byShorthand.keys()]
