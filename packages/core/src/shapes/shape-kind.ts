import type { Shape } from '../language/shape.js'
import type { Value } from '../module/value.js'
import type { ShapeInput } from './shape-input.js'

/** One of our shapes: what the language knows of it, how it is built, and its type. */
export interface ShapeKind extends Shape {
  /** What an import evaluates to. */
  build(input: ShapeInput): Value
  readonly declaration: ShapeDeclaration
}

/** How `client.d.ts` declares a shape. */
export type ShapeDeclaration = TextDeclaration | ObjectDeclaration

/** A text. */
export interface TextDeclaration {
  /** Name of what a module exports by default. */
  readonly value: string
}

/** An object, as an interface of its own whose members are exported by name too. */
export interface ObjectDeclaration extends TextDeclaration {
  readonly interface: string
  readonly doc: string
  readonly members: Readonly<Record<string, MemberDeclaration>>
  /** Interfaces beside it, as code or by their members. */
  readonly more?: string | Pick<ObjectDeclaration, 'interface' | 'doc' | 'members'>
}

export interface MemberDeclaration {
  /** In TypeScript; `Format` and `Placeholder` are those of the namespace. */
  readonly type: string
  readonly doc?: string
  readonly isOptional?: boolean
}

/** What an object has of `extras`. */
export const EXTRA_MEMBERS: Readonly<Record<'sizes' | 'placeholder', MemberDeclaration>> = {
  sizes: { type: 'string', doc: 'There when the query has `sizes`.', isOptional: true },
  placeholder: { type: 'Placeholder', doc: 'There when the query has `placeholder`.', isOptional: true },
}
