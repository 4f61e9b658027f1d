/** Directives as options give them: `{ w: [400, 800], format: 'webp', flatten: true }`, or as a query. */
export type DirectiveSet = URLSearchParams | { readonly [key: string]: DirectiveInput | readonly DirectiveInput[] }

export type DirectiveInput = string | number | boolean
