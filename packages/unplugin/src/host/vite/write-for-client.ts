import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Environment } from 'vite'
import type { BuildContext } from '../../images/build-images.js'
import type { Asset, Chunk } from '../../images/bundle.js'
import type { ViteInstance } from './instance.js'

/**
 * An image that only the server's code refers to has a URL, but Vite writes no assets of a server build. In a build of
 * the whole app, it goes where the client's files are.
 */
export async function writeForClient(
  context: BuildContext & { environment: Environment },
  bundle: Record<string, Asset | Chunk>,
  instance: ViteInstance,
): Promise<void> {
  const { environment } = context
  const config = environment.getTopLevelConfig()
  const client = config.environments['client']
  if (environment.config.build.emitAssets || config.builder === undefined || client === undefined) return
  const folder = resolve(config.root, client.build.outDir)
  const images = instance.buildOf(environment)
  const stubs = images?.includedStubs(context, bundle) ?? []
  const missing = stubs.filter(({ stub }) => !existsSync(resolve(folder, stub.name)))
  if (images === undefined || missing.length === 0) return
  const outcomes = await images.render(missing.map(({ recipe }) => recipe))
  for (const { stub, recipe } of missing) {
    const file = resolve(folder, stub.name)
    const { data } = outcomes.of(recipe)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, data)
  }
}
