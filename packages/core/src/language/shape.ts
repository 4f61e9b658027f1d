import { joinWords } from '../join-words.js'
/** What the query language knows of a shape, that is of what an import evaluates to; the rest of it is in `shapes/`. */
export interface Shape {
  readonly name: string
  readonly aliases: readonly string[]
  /** One line for documentation. */
  readonly doc: string
  readonly takes: {
    /** A placeholder of whatever kind. */
    readonly placeholder: boolean
    /** Several candidates, told apart by width or density. */
    readonly candidates: boolean
    /** The `sizes` attribute. */
    readonly sizes: boolean
    /** Attributes of an element. */
    readonly attributes: boolean
    /** Other pictures for other screens. */
    readonly media: boolean
    /** What a query says that is no directive. */
    readonly others: boolean
  }
  /** What may be named behind a colon; null where nothing can be. */
  readonly keys: ShapeKeys | 'any' | null
  /** Whether it is a URL and nothing else for an import of one output. */
  readonly isUrl: boolean
  /** What it is in a text that is no code, such as a page; null where only code can use it. */
  readonly inText: ShapeInText | null
}

export interface ShapeInText {
  /** One URL, candidates for a `srcset`, or elements of a page. */
  readonly comesTo: 'url' | 'candidates' | 'elements'
  /** Attributes of an `img` with such a picture; null where it is left as it is, its width and height too. */
  readonly attributes: Readonly<Record<string, string>> | null
}

export interface ShapeKeys {
  /** In the order in which they are told, however they are asked for. */
  readonly names: readonly string[]
  /** Those of them that a photograph must be read for. */
  readonly ofPhoto: readonly string[]
  /** As they stand behind the colon, for messages. */
  readonly example: string
}

/** The shape that an import names. */
export interface ChosenShape extends Shape {
  /** What follows the colon, such as the keys of metadata; null without a colon. */
  readonly chosen: readonly string[] | null
}

/** Whether what a photograph says of itself is asked for. */
export function asksPhoto({ keys, chosen }: ChosenShape): boolean {
  if (keys === null || keys === 'any' || chosen === null) return false
  return chosen.some(key => keys.ofPhoto.includes(key))
}

/** A shape that the options define: what it has a place for only its author knows. */
export function ownShape(name: string): Shape {
  return {
    name,
    aliases: [],
    doc: '',
    takes: { placeholder: true, candidates: true, sizes: true, attributes: true, media: false, others: true },
    keys: 'any',
    isUrl: false,
    inText: null,
  }
}

/** Names of shapes as a sentence lists them: those of ours that something is said of. */
export function listShapes(shapes: readonly Shape[], isMeant: (shape: Shape) => boolean): string {
  const names = shapes.filter(shape => !shape.takes.others && isMeant(shape)).map(({ name }) => name)
  return joinWords(names, 'and')
}
