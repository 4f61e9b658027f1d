/** What one side of a build, such as the client's or the server's, has come to. */
export interface BuiltOutputs {
  /** As the host calls it; the same name again replaces what it came to before. */
  side: string
  /** Every output by its key, with the absolute path of its file; null for one that stands in code. */
  files: ReadonlyMap<string, string | null>
  /** Where the host tells which page or entry shows what. */
  pages: readonly BuiltPage[]
}

/** A page or an entry, in the terms of a manifest: what it imports, without what loads later. */
export interface BuiltPage {
  /** Its source from the root, such as `index.html`, else its chunk's name. */
  name: string
  /** Of each image import the keys of its outputs, of which a browser loads one. */
  imports: readonly (readonly string[])[]
}
