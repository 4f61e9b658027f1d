import type { Plugin } from 'vite'
import type { BuildContext } from '../../images/build-images.js'
import type { Asset, Chunk } from '../../images/bundle.js'
import type { ViteInstance } from './instance.js'
import { finishPages } from './pages.js'

/**
 * Finishes what Vite writes only when all else is there: a project's stylesheets in one, and pages. One hook does both: before each,
 * Rolldown makes all files of the bundle anew for JavaScript.
 */
export function makeWrittenTextsPlugin(instance: ViteInstance): Plugin {
  return {
    name: 'lazy-image:written-texts',
    sharedDuringBuild: true,
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const images = instance.buildOf(this.environment)
        const context = this as unknown as BuildContext & { getFileName(reference: string): string }
        const files = bundle as unknown as Record<string, Asset | Chunk>
        await images?.fillTexts(context, files, '.css')
        await finishPages(context, files, images, instance.pipeline.options.siteUrl)
      },
    },
  }
}
