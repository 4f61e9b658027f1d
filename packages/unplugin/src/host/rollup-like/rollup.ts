import { type Options, Pipeline } from '@lazy-image/core'
import type { Plugin } from 'rollup'
import { BundleImages } from '../../images/build-images.js'
import { resolveImage } from '../../images/resolve-image.js'
import { TypesKeeper } from '../../images/types-keeper.js'

/** Images in Rollup 4. */
export function rollupHost(options: Options): Partial<Plugin> {
  const pipeline = new Pipeline(options)
  const images = new BundleImages(pipeline, {
    urlExpression: reference => `import.meta.ROLLUP_FILE_URL_${reference}`,
    hostKeys: new Set(),
    emitsAssets: true,
  })
  const types = new TypesKeeper(pipeline)
  return {
    buildStart() {
      images.beginBuild()
      // Beside the build: nothing in it waits for types.
      void types.refresh()
    },
    resolveId: {
      order: 'pre',
      handler(specifier, importer, { attributes, custom, isEntry }) {
        const resolvePath = async (path: string) => {
          const found = await this.resolve(path, importer, {
            attributes,
            isEntry,
            skipSelf: true,
            ...(custom === undefined ? {} : { custom }),
          })
          return found === null || found.external ? null : found.id
        }
        return resolveImage(specifier, importer, {
          pipeline,
          importers: images.importers,
          resolvePath,
          publicFile: () => null,
          isServed: false,
          warn: message => this.warn(message),
        })
      },
    },
    load: {
      order: 'pre',
      handler(id) {
        return images.load(this, id)
      },
    },
    async buildEnd(error) {
      if (error !== undefined) images.buildFailed(this)
      await types.settled()
    },
    renderStart() {
      images.renderStart()
    },
    renderChunk: {
      order: 'pre',
      async handler(code, _chunk, _options, { chunks }) {
        const edited = await images.renderChunk(this, code, Object.values(chunks))
        return edited && { code: edited.toString(), map: edited.generateMap({ hires: 'boundary' }) }
      },
    },
    generateBundle: {
      order: 'pre',
      handler(_options, bundle) {
        return images.generateBundle(bundle)
      },
    },
  }
}
