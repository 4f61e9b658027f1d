import type { Edit } from '@lazy-image/core/host'
import { bare, descend, nameOf, part, parts, type SyntaxNode } from './syntax.js'
import { removeItem } from './text-edits.js'
import { directivesOf, isWrittenNumber, patternOf, scalarOf } from './written-values.js'

/** Options of the tool that are written out, and what they are called by us. */
export interface WrittenOptions {
  include: Pattern | undefined
  exclude: Pattern | undefined
  namedExports: boolean | undefined
  defaults: { entries: [string, string][]; node: SyntaxNode } | null
}

type Pattern = string | RegExp | (string | RegExp)[]

/** Why something is not done, and where that shows. */
export interface Reason {
  /** In characters of the file. */
  index: number
  text: string
}

/** What a call of the tool's plugin says. */
export interface CallReading {
  options: WrittenOptions
  /** What keeps the call one of `imagetools()`: nothing, where it may become one of `lazyImage()`. */
  keeps: Reason[]
  /** What neither of our plugins can do. */
  refuses: Reason[]
  /** Edits for `imagetools()` of ours. */
  always: Edit[]
  /** Edits for `lazyImage()`, but for the directives themselves. */
  own: Edit[]
  /** What is worth knowing of them. */
  told: string[]
}

/** Reads the options of a call. */
export function readCall(call: SyntaxNode, code: string): CallReading {
  const reading: CallReading = {
    options: { include: undefined, exclude: undefined, namedExports: undefined, defaults: null },
    keeps: [],
    refuses: [],
    always: [],
    own: [],
    told: [],
  }
  const [argument, ...more] = parts(call, 'arguments')
  if (argument === undefined) return reading
  const options = bare(argument)
  if (options.type !== 'ObjectExpression' || more.length > 0) {
    keep(reading, argument, 'its options are put together elsewhere')
    return reading
  }
  const properties = parts(options, 'properties')
  const gone = new Set<SyntaxNode>()
  for (const property of properties) {
    const name = property['computed'] === true ? null : nameOf(part(property, 'key'))
    const value = part(property, 'value')
    if (property.type !== 'Property' || name === null || value === null) {
      keep(reading, property, 'not all of its options are written out')
      continue
    }
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined
    if (read === undefined) {
      // The tool overlooks what it does not know.
      reading.always.push(removeItem(code, property))
      reading.told.push(`option ${name}, which vite-imagetools does not know, is gone`)
      gone.add(property)
    } else read(reading, property, bare(value), code)
  }
  const all = { start: argument.start, end: argument.end, text: '' }
  const stays = properties.filter(property => !gone.has(property))
  if (stays.length === 0) reading.always = [all]
  const isBare = stays.every(property => isRemoved(property, reading.own))
  reading.own = isBare ? [all] : [...reading.always, ...reading.own]
  return reading
}

type ReadOption = (reading: CallReading, property: SyntaxNode, value: SyntaxNode, code: string) => void

const READERS: Readonly<Record<string, ReadOption>> = {
  include: readPattern('include'),
  exclude: readPattern('exclude'),
  defaultDirectives(reading, property, value) {
    const written = directivesOf(value)
    if (written === null) {
      keep(reading, value, 'defaultDirectives is decided by code of yours')
      return
    }
    reading.options.defaults = written
    const key = part(property, 'key')
    if (key !== null) reading.own.push({ start: key.start, end: key.end, text: 'defaults' })
    if (written.node !== value) {
      // A function that gives the same for every image.
      reading.own.push(
        { start: value.start, end: written.node.start, text: '' },
        { start: written.node.end, end: value.end, text: '' },
      )
    }
  },
  removeMetadata(reading, property, value, code) {
    if (scalarOf(value) === true) reading.own.push(removeItem(code, property))
    else keep(reading, value, 'removeMetadata is about images that ask for something, which only imagetools() knows')
  },
  namedExports(reading, _property, value) {
    const said = scalarOf(value)
    if (typeof said === 'boolean') reading.options.namedExports = said
    else keep(reading, value, 'namedExports is not written out')
  },
  cache(reading, property, value, code) {
    const known = new Map(
      value.type === 'ObjectExpression'
        ? parts(value, 'properties').map(item => [nameOf(part(item, 'key')), item] as const)
        : [],
    )
    const enabled = known.get('enabled')
    const isEnabled = enabled === undefined ? true : scalarOf(part(enabled, 'value') ?? enabled)
    const retention = part(known.get('retention') ?? value, 'value')
    const dir = part(known.get('dir') ?? value, 'value')
    const isPlain =
      value.type === 'ObjectExpression' &&
      [...known.keys()].every(name => name !== null && ['enabled', 'dir', 'retention'].includes(name)) &&
      typeof isEnabled === 'boolean' &&
      (dir === null || typeof scalarOf(dir) === 'string') &&
      (retention === null || isWrittenNumber(retention))
    if (!isPlain) keep(reading, value, 'cache is not written out')
    else if (!isEnabled) reading.own.push({ start: value.start, end: value.end, text: 'false' })
    else if (enabled !== undefined) reading.own.push(removeItem(code, known.size === 1 ? property : enabled))
  },
  resolveConfigs(reading, _property, value) {
    keep(reading, value, 'resolveConfigs is a function over the tool’s own keys')
  },
  extendOutputFormats(reading, property, value) {
    keep(reading, value, 'extendOutputFormats is a function over the tool’s own formats')
    for (const index of imageUses(property)) {
      const text =
        'an output format reads image, which is a sharp object there and none here: image.placeholder() stands for a tiny picture, image.placeholder("color") for a colour'
      reading.refuses.push({ index, text })
    }
  },
  extendTransforms(reading, property) {
    const text =
      'extendTransforms works on sharp objects, and there are none: own directives that stand for others are the option directives of lazyImage()'
    reading.refuses.push({ index: property.start, text })
  },
}

function readPattern(name: 'include' | 'exclude'): ReadOption {
  return (reading, _property, value) => {
    const pattern = patternOf(value)
    if (pattern === undefined) keep(reading, value, `${name} is not written out`)
    else reading.options[name] = pattern
  }
}

/** Where code asks `image` of an output for something other than a placeholder. */
function* imageUses(node: SyntaxNode): Generator<number> {
  for (const { node: inner, parent } of descend(node)) {
    const isImage = inner.type === 'MemberExpression' && nameOf(part(inner, 'property')) === 'image'
    const asked = isImage && parent?.type === 'MemberExpression' ? nameOf(part(parent, 'property')) : null
    if (isImage && asked !== 'placeholder') yield inner.start
    const isTaken = inner.type === 'ObjectPattern' && parts(inner, 'properties').some(isNamedImage)
    if (isTaken && !asksPlaceholder(node)) yield inner.start
  }
}

function isNamedImage(property: SyntaxNode): boolean {
  return nameOf(part(property, 'key')) === 'image'
}

function asksPlaceholder(node: SyntaxNode): boolean {
  return [...descend(node)].some(
    ({ node: inner }) =>
      inner.type === 'MemberExpression' &&
      nameOf(part(inner, 'object')) === 'image' &&
      nameOf(part(inner, 'property')) === 'placeholder',
  )
}

function keep(reading: CallReading, { start }: SyntaxNode, text: string): void {
  reading.keeps.push({ index: start, text })
}

function isRemoved(property: SyntaxNode, edits: readonly Edit[]): boolean {
  return edits.some(({ start, end, text }) => text === '' && start <= property.start && end >= property.end)
}
