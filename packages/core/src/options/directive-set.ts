import type { KnownDirectives } from './known-directives.js'

/** Directives as options give them: `{ w: [400, 800], format: 'webp', flatten: true }`, or as a query. */
export type DirectiveSet = URLSearchParams | KnownDirectives
