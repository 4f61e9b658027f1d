/**
 * What Bun gives a plugin, as far as it is used. Bun's own types declare its globals, which a package that also runs in Node
 * cannot take in.
 */
export interface BunBuilder {
  /** Undefined while Bun's server bundles. */
  config?: BunConfig
  onStart(callback: () => void): unknown
  onEnd(callback: (result: { success: boolean; outputs: readonly BunOutput[] }) => Promise<void>): unknown
  onResolve(constraints: Constraints, callback: (asked: BunResolveArgs) => BunResolved | Promise<BunResolved>): unknown
  onLoad(constraints: Constraints, callback: (asked: { path: string }) => BunLoaded | Promise<BunLoaded>): unknown
}

interface Constraints {
  filter: RegExp
  namespace?: string
}

export interface BunConfig {
  entrypoints?: readonly string[]
  outdir?: string
  publicPath?: string
  naming?: string | { asset?: string }
}

export interface BunOutput {
  /** Absolute where files are written. */
  path: string
  text(): Promise<string>
}

export interface BunResolveArgs {
  path: string
  importer: string
  resolveDir: string
  /** `internal` in styles and pages. */
  kind: string
}

export type BunResolved = { path: string; namespace?: string } | undefined

export type BunLoaded = { contents: string | Uint8Array; loader: 'js' | 'file' | 'html' } | undefined

declare const Bun: {
  /** @throws where nothing is there. */
  resolveSync(specifier: string, folder: string): string
}

/** What a specifier means to Bun; null where it means nothing. */
export function resolveInBun(specifier: string, folder: string): string | null {
  try {
    return Bun.resolveSync(specifier, folder)
  } catch {
    return null
  }
}
