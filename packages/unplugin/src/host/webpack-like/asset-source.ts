import type { TemplateFunction } from './compiler.js'

/** What a bundler knows of an asset. */
export type AssetInfo = NonNullable<Parameters<TemplateFunction>[1]>

const SOURCE = 'lazyImageSource'

/** Notes with an asset what it is made from: that goes wherever the asset goes, also where no module of it is known. */
export function noteSource(info: AssetInfo, source: string): void {
  info[SOURCE] = source
}

/** The picture that an asset is made from, relative to the root; undefined where nothing is noted. */
export function readSource(info: AssetInfo): string | undefined {
  const source: unknown = info[SOURCE]
  // Where several modules are one asset, webpack notes what each of them says.
  const first: unknown = Array.isArray(source) ? source[0] : source
  return typeof first === 'string' ? first : undefined
}
