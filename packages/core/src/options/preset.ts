import type { KnownDirectives } from './known-directives.js'

/** Directives under a name, and optionally other pictures for other screens. */
export interface Preset extends KnownDirectives {
  /** Art direction for `as=picture` and `as=html`: the first whose media query holds is shown. */
  readonly sources?: readonly DirectedSource[]
}

/** What differs where a media query holds; the rest is the preset's. */
export interface DirectedSource extends KnownDirectives {
  /** Such as `(max-width: 600px)`. */
  readonly media: string
}
