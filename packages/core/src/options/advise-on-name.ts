import { DIRECTIVE_NAMES } from './known-directives.js'

/** Options of vite-imagetools that are none of ours. */
const IMAGETOOLS_OPTIONS: ReadonlySet<string> = new Set([
  'defaultDirectives',
  'extendOutputFormats',
  'extendTransforms',
  'resolveConfigs',
  'removeMetadata',
])

/** What to write for the name of an option that belongs elsewhere; undefined for any other name. */
export function adviseOnName(name: string, value: unknown): string | undefined {
  if (DIRECTIVE_NAMES.has(name)) {
    return `it is a directive; for every image, write defaults: { ${name}: ${JSON.stringify(value) ?? '…'} }`
  }
  if (IMAGETOOLS_OPTIONS.has(name)) {
    return 'it is an option of vite-imagetools; imagetools() from @lazy-image/vite-plugin takes it'
  }
  return undefined
}
