/** The type of what an import evaluates to, as far as TypeScript is told. */
export type ValueType =
  | { readonly kind: 'named'; readonly name: NamedType }
  /** One text and no other. */
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'list'; readonly item: ValueType }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Member> }
  /** As its author wrote it. */
  | { readonly kind: 'written'; readonly code: string }
  /** Any of several; none of them is a union. */
  | { readonly kind: 'union'; readonly parts: readonly ValueType[] }

export type NamedType = 'string' | 'number' | 'boolean' | 'null' | 'undefined' | 'unknown' | 'never'

export interface Member {
  type: ValueType
  isOptional: boolean
}

export function named(name: NamedType): ValueType {
  return { kind: 'named', name }
}

/** A type of every value that is of one of the given types; objects become one object, lists one list. */
export function join(types: readonly ValueType[]): ValueType {
  const parts: ValueType[] = []
  for (const type of types) {
    for (const part of type.kind === 'union' ? type.parts : [type]) add(parts, part)
  }
  const [only, second] = parts
  if (only === undefined) return named('never')
  return second === undefined ? only : { kind: 'union', parts }
}

function add(parts: ValueType[], added: ValueType): void {
  for (const [index, part] of parts.entries()) {
    const joined = joinedPart(part, added)
    if (joined === undefined) continue
    parts.splice(index, 1)
    // What two become may go together with another one.
    add(parts, joined)
    return
  }
  parts.push(added)
}

/** One type for both, or undefined where they stay apart. */
function joinedPart(a: ValueType, b: ValueType): ValueType | undefined {
  if (isNamed(a, 'unknown') || isNamed(b, 'never')) return a
  if (isNamed(b, 'unknown') || isNamed(a, 'never')) return b
  if (isNamed(a, 'string') && b.kind === 'literal') return a
  if (isNamed(b, 'string') && a.kind === 'literal') return b
  if (a.kind === 'named' && b.kind === 'named') return a.name === b.name ? a : undefined
  if (a.kind === 'literal' && b.kind === 'literal') return a.text === b.text ? a : undefined
  if (a.kind === 'written' && b.kind === 'written') return a.code === b.code ? a : undefined
  if (a.kind === 'list' && b.kind === 'list') return { kind: 'list', item: join([a.item, b.item]) }
  if (a.kind === 'object' && b.kind === 'object') return { kind: 'object', members: joinMembers(a.members, b.members) }
  return undefined
}

/** A member that one object lacks is optional in both. */
function joinMembers(a: ReadonlyMap<string, Member>, b: ReadonlyMap<string, Member>): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>()
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const both = [a.get(key), b.get(key)].filter(member => member !== undefined)
    members.set(key, {
      type: join(both.map(({ type }) => type)),
      isOptional: both.length === 1 || both.some(({ isOptional }) => isOptional),
    })
  }
  return members
}

function isNamed(type: ValueType, name: NamedType): boolean {
  return type.kind === 'named' && type.name === name
}
