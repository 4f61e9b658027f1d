/**
 * Our plugins, by what each bundler's own type of a plugin asks for and by nothing of that bundler's: a project may have
 * another copy of it than the one that we find (a linked package, a hoisted one, two versions), and hooks of one copy's
 * types are no hooks of the other's. What the hooks are, our own sources check.
 */

/** For Rollup and whatever has its hooks. */
export interface HooksPlugin {
  readonly name: string
}

/** For Vite, with what the plugin lends to scripts. */
export interface VitePlugin<Api> extends HooksPlugin {
  readonly enforce: 'pre'
  readonly api: Api
}

/** For bundlers that hand over a build to add to. */
export interface SetUpPlugin {
  readonly name: string
  setup(build: unknown): void | Promise<void>
}

/** For webpack and what is made like it. */
export interface CompilerPlugin {
  apply(compiler: unknown): void
}
