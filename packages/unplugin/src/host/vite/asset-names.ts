import type { BuildEnvironmentOptions, Rollup } from 'vite'

/** Whether the names that a build gives its assets hold a hash: Vite's own do, but not in a library. */
export function tellsApart({ lib, rollupOptions }: Pick<BuildEnvironmentOptions, 'lib' | 'rollupOptions'>): boolean {
  const outputs = [rollupOptions?.output ?? {}].flat()
  return outputs.every(({ assetFileNames }) => (assetFileNames === undefined ? !lib : holdsHash(assetFileNames)))
}

const IMAGE: Rollup.PreRenderedAsset = {
  type: 'asset',
  name: 'image.webp',
  names: ['image.webp'],
  originalFileName: 'image.webp',
  originalFileNames: ['image.webp'],
  source: '',
}

/** A function is tried with an image; one that wants more of it is taken at its word. */
function holdsHash(template: NonNullable<Rollup.OutputOptions['assetFileNames']>): boolean {
  try {
    return (typeof template === 'string' ? template : template(IMAGE)).includes('[hash')
  } catch {
    return true
  }
}
