import type { DirectiveInput } from './directive-set.js'

/** Directives under a name, and optionally other pictures for other screens. */
export interface Preset {
  readonly [directive: string]: DirectiveInput | readonly DirectiveInput[] | readonly DirectedSource[] | undefined
  /** Art direction for `as=picture` and `as=html`: the first whose media query holds is shown. */
  readonly sources?: readonly DirectedSource[]
}

/** What differs where a media query holds; the rest is the preset's. */
export interface DirectedSource {
  /** Such as `(max-width: 600px)`. */
  readonly media: string
  readonly [directive: string]: DirectiveInput | readonly DirectiveInput[]
}
