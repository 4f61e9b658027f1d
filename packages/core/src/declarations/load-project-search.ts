/** What reads a project's files without a bundler. Loaded when it is asked for: builds have no use for a lexer. */
export function loadProjectSearch(): Promise<typeof import('./project-search.js')> {
  return import('./project-search.js')
}
