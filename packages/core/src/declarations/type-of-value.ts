import { READINGS } from '../module/reading.js'
import { isText, ReadOff, type Value } from '../module/value.js'
import { isPhotoFact, PHOTO_FACTS } from '../shapes/photo-facts.js'
import { join, type Member, named, type ValueType } from './value-type.js'

/** Members whose text the query decides: it is their type. */
const DECIDED_TEXTS: ReadonlySet<string> = new Set(['format', 'mediaType', 'type', 'rel', 'as', 'fetchpriority'])

/** Members whose text the image decides, out of these: an edit of the picture must not make an error of a comparison. */
const IMAGE_TEXTS: Readonly<Record<string, ValueType>> = {
  space: join([literal('srgb'), literal('b-w')]),
  depth: join([literal('uchar'), literal('ushort')]),
}

/**
 * The type of a value of one of our own shapes.
 *
 * @param key under which an object holds it.
 */
export function typeOfValue(value: Value, key = ''): ValueType {
  // What a photograph says is not always there: another one under the name must not make an error of what reads it.
  if (isPhotoFact(key)) return { kind: 'written', code: PHOTO_FACTS[key].type }
  if (value instanceof ReadOff) return typeNamed(READINGS[value.reading].type)
  if (typeof value === 'string') return DECIDED_TEXTS.has(key) ? literal(value) : (IMAGE_TEXTS[key] ?? named('string'))
  if (isText(value)) return named('string')
  if (typeof value === 'number') return named('number')
  if (typeof value === 'boolean') return named('boolean')
  if (value === null) return named('null')
  if (Array.isArray(value)) return { kind: 'list', item: join(value.map((item: Value) => typeOfValue(item))) }
  const members = Object.entries(value).map(([name, member]: [string, Value]): [string, Member] => [
    name,
    { type: typeOfValue(member, name), isOptional: false },
  ])
  return { kind: 'object', members: new Map(members) }
}

function typeNamed(type: 'number' | 'string' | 'string[]'): ValueType {
  return type === 'string[]' ? { kind: 'list', item: named('string') } : named(type)
}

function literal(text: string): ValueType {
  return { kind: 'literal', text }
}
