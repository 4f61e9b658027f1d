import { ReadOff, type Value } from '../module/value.js'
import type { PlannedImage } from '../plan/plan.js'
import { headerFacts } from './header-facts.js'
import { heightOf, widthOf } from './measures.js'
import { oneOrMany } from './one-or-many.js'
import { extras, type ShapeInput } from './shape-input.js'
import { EXTRA_MEMBERS, type MemberDeclaration, type ShapeKind } from './shape-kind.js'

/** Facts in the order in which they are told. */
const FACTS = {
  format: { type: 'FormatName', doc: 'As the query spells it, else the source’s.' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template type
  mediaType: { type: '`image/${Format}`' },
  size: { type: 'number', doc: 'Bytes.' },
  width: { type: 'number', doc: 'Pixels.' },
  height: { type: 'number', doc: 'Pixels.' },
  space: { type: "'srgb' | 'b-w'" },
  channels: { type: 'number', doc: '1–4.' },
  depth: { type: "'uchar' | 'ushort'", doc: 'Type of one sample: 8 or 16 bits.' },
  isProgressive: { type: 'boolean' },
  hasProfile: { type: 'boolean' },
  hasAlpha: { type: 'boolean' },
  frames: { type: 'number', doc: 'More than one in an animation.' },
  src: { type: 'string' },
} as const satisfies Record<string, MemberDeclaration>

type Fact = keyof typeof FACTS

/** The named facts about each encoded image. */
export const metadata: ShapeKind = {
  name: 'metadata',
  aliases: ['meta'],
  doc: 'facts about each output; `metadata:width;height` picks some',
  takes: { placeholder: true, candidates: false, sizes: false, others: false },
  keys: { names: Object.keys(FACTS), example: 'width;height' },
  isUrl: false,
  inText: null,
  build: input => oneOrMany(input.images.map(image => ({ ...pick(factsOf(image, input), input), ...extras(input) }))),
  declaration: {
    value: 'metadata',
    interface: 'Metadata',
    doc: '`as=metadata`: facts about an encoded image.',
    members: { ...FACTS, placeholder: EXTRA_MEMBERS.placeholder },
  },
}

function factsOf(image: PlannedImage, { link }: ShapeInput): Record<Fact, Value> {
  const { mediaType, ...facts } = headerFacts(image)
  return {
    format: image.formatName,
    mediaType,
    size: new ReadOff(image, 'bytes'),
    width: widthOf(image),
    height: heightOf(image),
    ...facts,
    src: link(image),
  }
}

function pick(facts: Record<Fact, Value>, { keys }: ShapeInput): { readonly [key: string]: Value } {
  const all = Object.keys(FACTS) as Fact[]
  return Object.fromEntries(all.filter(key => keys === null || keys.includes(key)).map(key => [key, facts[key]]))
}
