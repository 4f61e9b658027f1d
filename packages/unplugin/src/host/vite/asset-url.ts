import type { ResolvedConfig } from 'vite'
import type { UrlTraits } from '../../images/build-traits.js'
import { fileBeside } from '../rollup-like/file-beside.js'

/** How code of a build refers to the files that are emitted. */
export function urlTraitsOf({ base, build, experimental }: UrlConfig): UrlTraits {
  // Who says where the files will be has the last word.
  if (!build.lib || base !== '/' || experimental.renderBuiltUrl !== undefined) return APP
  return build.emitAssets ? LIBRARY : { ...LIBRARY, placeFile: () => 'inline' }
}

interface UrlConfig extends Pick<ResolvedConfig, 'base' | 'experimental'> {
  build: Pick<ResolvedConfig['build'], 'lib' | 'emitAssets'>
}

/** Vite's own placeholder: right in JavaScript, CSS and HTML, whatever base and renderBuiltUrl say. */
const APP: UrlTraits = {
  urlExpression: reference => `"__VITE_ASSET__${reference}__"`,
  urlInText: reference => `__VITE_ASSET__${reference}__`,
  placeFile: () => 'bundler',
}

/**
 * A library does not know where it will be installed. Its modules find the files beside them, and bundlers understand how;
 * in other formats there is no such way that holds in every consumer, so that the files go inline, as Vite's own do, and as
 * they do where none are written.
 */
const LIBRARY: UrlTraits = {
  urlExpression: reference => `import.meta.ROLLUP_FILE_URL_${reference}`,
  urlInText: null,
  placeFile: ({ format, relativePath }) =>
    format === 'es' ? { expression: fileBeside(relativePath, 'import.meta.url') } : 'inline',
}
