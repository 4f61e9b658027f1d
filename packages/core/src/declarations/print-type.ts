import type { ValueType } from './value-type.js'

/** Longest line that a type is printed on. */
const LINE = 100

/** Names that need no quotes as keys. */
const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/**
 * A type as TypeScript writes it; equal for equal types, in whatever order their parts came.
 *
 * @param indent of the line that it begins on.
 */
export function printType(type: ValueType, indent = ''): string {
  switch (type.kind) {
    case 'named':
      return type.name
    case 'literal':
      return quote(type.text)
    case 'written':
      return type.code
    case 'list': {
      const item = printType(type.item, indent)
      return type.item.kind === 'union' || type.item.kind === 'written' ? `(${item})[]` : `${item}[]`
    }
    case 'union':
      return type.parts
        .map(part => (part.kind === 'written' ? `(${part.code})` : printType(part, indent)))
        .sort()
        .join(' | ')
    case 'object':
      return printObject(type, indent)
  }
}

function printObject({ members }: ValueType & { kind: 'object' }, indent: string): string {
  if (members.size === 0) return '{}'
  const print = (inner: string) =>
    [...members].map(
      ([key, { type, isOptional }]) =>
        `${NAME.test(key) ? key : quote(key)}${isOptional ? '?' : ''}: ${printType(type, inner)}`,
    )
  const line = `{ ${print(indent).join('; ')} }`
  if (line.length <= LINE && !line.includes('\n')) return line
  const inner = `${indent}  `
  return `{\n${print(inner)
    .map(member => `${inner}${member}\n`)
    .join('')}${indent}}`
}

/** A text in single quotes. */
export function quote(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${inner}'`
}
