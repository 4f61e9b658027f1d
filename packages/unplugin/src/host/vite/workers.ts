import { LazyImageError, relativePath, splitId } from '@lazy-image/core/host'
import type { Environment, Plugin } from 'vite'
import type { BuildContext, BuildImages } from '../../images/build-images.js'
import type { Asset, Chunk } from '../../images/bundle.js'
import { reportFailures } from '../../told/report.js'

/** An import of a worker as a part of the module that starts it. */
const INLINE_WORKER = /[?&](?:shared)?worker\b[^#]*&inline\b|[?&]inline\b[^#]*&(?:shared)?worker\b/

/** What is known of workers: Vite builds each by itself, and does not tell that build what becomes of it. */
export class Workers {
  /** Absolute paths. */
  readonly #inline = new Set<string>()

  /** A plugin of the build that starts workers: it hears of those that are inline before Vite builds them. */
  makeListener(): Plugin {
    return {
      name: 'lazy-image:workers',
      sharedDuringBuild: true,
      load: {
        order: 'pre',
        filter: { id: INLINE_WORKER },
        handler: id => {
          this.#inline.add(splitId(id).path)
          return null
        },
      },
    }
  }

  /** Fails for a worker that has no place from which a URL could lead to its images. */
  refusePlaceless(
    context: BuildContext & { environment: Environment },
    bundle: Readonly<Record<string, Asset | Chunk>>,
    images: BuildImages,
  ): void {
    const { base, root } = context.environment.config
    if (base !== './' && base !== '') return
    const entries = Object.values(bundle).flatMap(file => (file.type === 'chunk' ? (file.facadeModuleId ?? []) : []))
    const worker = entries.map(id => splitId(id).path).find(path => this.#inline.has(path))
    if (worker === undefined) return
    const stubs = images.batch.includedStubs(context, bundle)
    if (stubs.length === 0) return
    const name = relativePath(root, worker)
    const files = stubs.map(({ recipe }) => relativePath(root, recipe.file))
    const error = new LazyImageError(
      'PLACE_UNFIT',
      `An inline worker lies nowhere, so that base ${JSON.stringify(base)} leads from it to no file, but it refers to ` +
        `${[...new Set(files)].join(', ')}; set base to where the site will be, import the worker without inline, or its images with &inline`,
    )
    context.error(reportFailures([{ request: name, error }], root))
  }
}
