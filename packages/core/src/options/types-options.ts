/** Where declarations of a project's image imports go, and what they are made from. */
export interface TypesOptions {
  /** Default: `lazy-image.d.ts` in the root. */
  file?: string
  /** Globs of the files whose imports are declared, relative to the root. Default: scripts and templates of all kinds. */
  include?: readonly string[]
  /** Globs of files to leave out beside `node_modules`. Default: `dist`, `build` and `coverage` wherever they lie. */
  exclude?: readonly string[]
  /** Beginnings of specifiers that mean folders, where neither tsconfig.json nor package.json says so. */
  aliases?: Readonly<Record<string, string>>
}

export interface ResolvedTypesOptions {
  /** Whether plugins keep the file fresh. */
  keep: boolean
  /** Absolute. */
  file: string
  include: readonly string[]
  exclude: readonly string[]
  /** Absolute folders. */
  aliases: Readonly<Record<string, string>>
}
