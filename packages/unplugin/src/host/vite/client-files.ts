import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Recipe } from '@lazy-image/core/host'
import type { Environment } from 'vite'
import type { BuildContext, BuildImages } from '../../images/build-images.js'
import type { Asset, Chunk } from '../../images/bundle.js'

/**
 * Files of images that server code refers to. Such an image has a URL, but Vite writes no assets of a server build, or puts
 * them where the server's code is: in a build of the whole app, it goes where the client's files are. What the client's own
 * build has, it writes itself.
 */
export class ClientFiles {
  /** Of each build by absolute path. */
  readonly #builds = new Map<BuildImages, ReadonlyMap<string, Recipe>>()

  /** Takes note of what the bundle of a server's environment refers to. */
  note(
    context: BuildContext & { environment: Environment },
    bundle: Readonly<Record<string, Asset | Chunk>>,
    images: BuildImages,
  ): void {
    const { environment } = context
    const { root, builder, environments } = environment.getTopLevelConfig()
    const client = environments['client']
    if (environment.config.consumer === 'client' || builder === undefined || client === undefined) return
    const folder = resolve(root, client.build.outDir)
    const stubs = images.batch.includedStubs(context, bundle)
    this.#builds.set(images, new Map(stubs.map(({ stub, recipe }) => [resolve(folder, stub.name), recipe])))
  }

  /** Writes what is not there. To be called behind every environment: the last one empties no folder any more. */
  async write(): Promise<void> {
    for (const [images, files] of this.#builds) {
      const missing = [...files].filter(([file]) => !existsSync(file))
      if (missing.length === 0) continue
      const outcomes = await images.batch.render(missing.map(([, recipe]) => recipe))
      for (const [file, recipe] of missing) {
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, outcomes.of(recipe).data)
      }
    }
  }
}
