import type { Directive } from '../directive.js'

export const SHAPE_NAMES = ['url', 'srcset', 'img', 'picture', 'metadata'] as const

export type ShapeName = (typeof SHAPE_NAMES)[number]

export const METADATA_KEYS = [
  'format',
  'mediaType',
  'size',
  'width',
  'height',
  'space',
  'channels',
  'depth',
  'isProgressive',
  'hasProfile',
  'hasAlpha',
  'src',
] as const

export type MetadataKey = (typeof METADATA_KEYS)[number]

/** What the import evaluates to. */
export type Shape =
  | { name: Exclude<ShapeName, 'metadata'> }
  | {
      name: 'metadata'
      /** In the order of `METADATA_KEYS`. */
      keys: readonly MetadataKey[]
    }

export const as: Directive<'as', Shape> = {
  name: 'as',
  aliases: [],
  shorthands: [],
  multiplies: false,
  doc: 'What the import evaluates to; `metadata:width;height` picks keys.',
  rule: `one of ${SHAPE_NAMES.join(', ')}, where metadata may name keys (metadata:${METADATA_KEYS.slice(3, 5).join(';')}) out of ${METADATA_KEYS.join(', ')}`,
  spellings: SHAPE_NAMES,
  parse(text) {
    const [name, list, ...rest] = text.split(':')
    if (rest.length > 0) return undefined
    if (name === 'metadata' || name === 'meta') return parseMetadata(list)
    if (list !== undefined) return undefined
    const plain = SHAPE_NAMES.find(shape => shape === name)
    return plain === undefined || plain === 'metadata' ? undefined : { name: plain }
  },
  print: shape =>
    shape.name !== 'metadata' || shape.keys.length === METADATA_KEYS.length
      ? shape.name
      : `metadata:${shape.keys.join(';')}`,
}

function parseMetadata(list: string | undefined): Shape | undefined {
  if (list === undefined) return { name: 'metadata', keys: METADATA_KEYS }
  const wanted = list.split(';')
  const known = new Set<string>(METADATA_KEYS)
  if (!wanted.every(key => known.has(key))) return undefined
  return { name: 'metadata', keys: METADATA_KEYS.filter(key => wanted.includes(key)) }
}
