/** Where declarations of a project's image imports go, and what they are made from. */
export interface TypesOptions {
  /** Default: `lazy-image.d.ts`, in the root where tsconfig.json includes that, else in the first folder that it includes. */
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
  /** Whether the options ask for the file, which is then written though it declares nothing. */
  isAsked: boolean
  /** Absolute; null for where TypeScript finds it. */
  file: string | null
  include: readonly string[]
  exclude: readonly string[]
  /** Absolute folders. */
  aliases: Readonly<Record<string, string>>
}
