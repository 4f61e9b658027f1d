/** The tool that projects come from, and the library that it is made of: what is imported of both, ours has too. */
export const INCUMBENTS: readonly string[] = ['vite-imagetools', 'imagetools-core']

export const INCUMBENT = 'vite-imagetools'

/** What takes their place. */
export const SUCCESSOR = '@lazy-image/vite-plugin'

/** Where code and its comments import one of the tool's packages: what is before the name, its quote, the name. */
export const IMPORTED: RegExp =
  /(\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(["'])(vite-imagetools|imagetools-core)\2/g

/** The tool's types, which some versions have at a place of their own. */
export const CLIENT_TYPES: RegExp = /(["'])vite-imagetools\/client\1/g
