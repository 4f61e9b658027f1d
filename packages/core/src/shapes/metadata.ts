import { ReadOff, type Value } from '../module/value.js'
import type { PlannedImage } from '../plan/plan.js'
import { headerFacts } from './header-facts.js'
import { heightOf, widthOf } from './measures.js'
import { oneOrMany } from './one-or-many.js'
import { PHOTO_FACT_NAMES, PHOTO_FACTS, photoValues } from './photo-facts.js'
import { extras, type ShapeInput } from './shape-input.js'
import { EXTRA_MEMBERS, type MemberDeclaration, type ShapeKind } from './shape-kind.js'

/** Facts about an output, in the order in which they are told. */
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
  doc: 'facts about each output; `metadata:width;height` picks some, and `metadata:date;camera` what the photograph says of itself',
  takes: { placeholder: true, candidates: false, sizes: false, attributes: false, media: false, others: false },
  keys: { names: [...Object.keys(FACTS), ...PHOTO_FACT_NAMES], ofPhoto: PHOTO_FACT_NAMES, example: 'width;height' },
  isUrl: false,
  inText: null,
  build: input => oneOrMany(input.images.map(image => ({ ...pick(factsOf(image, input), input), ...extras(input) }))),
  declaration: {
    value: 'metadata',
    interface: 'Metadata',
    doc: '`as=metadata`: facts about an encoded image.',
    members: { ...FACTS, placeholder: EXTRA_MEMBERS.placeholder },
    more: {
      interface: 'PhotoMetadata',
      doc: '`as=metadata:` with keys of these: what the photograph says of itself; null where it does not.',
      members: PHOTO_FACTS,
    },
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

/** Without keys, what is true of an output; what its photograph says is asked for by name. */
function pick(facts: Record<Fact, Value>, { keys, photo }: ShapeInput): { readonly [key: string]: Value } {
  if (keys === null) return facts
  const all: { readonly [key: string]: Value } = { ...facts, ...(photo === null ? {} : photoValues(photo)) }
  return Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key)))
}
