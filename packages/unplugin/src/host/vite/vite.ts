import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Logger, type Options, Pipeline } from '@lazy-image/core'
import { splitId } from '@lazy-image/core/host'
import type { Environment, Plugin, ResolvedConfig, Logger as ViteLogger } from 'vite'
import { BundleImages } from '../../images/build-images.js'
import { Importers } from '../../images/importers.js'
import { resolveImage } from '../../images/resolve-image.js'
import { TypesKeeper } from '../../images/types-keeper.js'
import { DevImages } from './dev-images.js'
import { HOST_KEYS } from './host-keys.js'
import { writeForClient } from './write-for-client.js'

/** Options, when it is known what Vite's own are. */
export type OptionsFor = (config: ResolvedConfig) => Options | Promise<Options>

/** Images in Vite 7 and 8: dev server, client build, server build. */
export function viteHost(optionsFor: OptionsFor): Partial<Plugin> {
  const images = new ViteImages(optionsFor)
  return {
    // One instance for all environments of a build, so that client and server share what is encoded.
    sharedDuringBuild: true,
    configResolved(config) {
      return images.configure(config)
    },
    configureServer(server) {
      void images.types.refresh()
      // What came while the watcher looked around for the first time, it does not tell.
      server.watcher.on('ready', () => void images.types.refresh())
      for (const event of ['add', 'change', 'unlink'] as const) {
        server.watcher.on(event, file => images.types.notice(event, resolve(file)))
      }
      return images.dev.serve(server)
    },
    buildStart() {
      images.beginBuild(this.environment)
      // Beside the build: nothing in it waits for types.
      if (this.environment.mode === 'build') void images.types.refresh()
    },
    resolveId: {
      order: 'pre',
      handler(specifier, importer, resolveOptions) {
        const resolvePath = async (path: string) => {
          const found = await this.resolve(path, importer, { ...resolveOptions, skipSelf: true })
          return found === null || found.external ? null : found.id
        }
        return resolveImage(specifier, importer, {
          pipeline: images.pipeline,
          importers: images.importersOf(this.environment),
          resolvePath,
          publicFile: path => publicFileOf(path, this.environment.config.publicDir),
          isServed: this.environment.mode === 'dev',
          warn: message => this.warn(message),
        })
      },
    },
    load: {
      order: 'pre',
      handler(id) {
        const { path } = splitId(id)
        // What is left to Vite keeps the path of its URL as its id.
        if (publicFileOf(path, this.environment.config.publicDir) !== null && !existsSync(path)) return null
        if (this.environment.mode === 'dev') return images.dev.load(this, id)
        return images.of(this.environment).load(this, id)
      },
    },
    hotUpdate({ file }) {
      // A module that never loaded is not in the page, so that Vite would find nothing to update.
      if (this.environment.name !== 'client' || !images.dev.wasBroken(file)) return
      this.environment.hot.send({ type: 'full-reload' })
      return []
    },
    async buildEnd(error) {
      if (error !== undefined && this.environment.mode === 'build') images.of(this.environment).buildFailed(this)
      await images.types.settled()
    },
    renderStart() {
      images.of(this.environment).renderStart()
    },
    renderChunk: {
      order: 'pre',
      async handler(code, _chunk, _options, { chunks }) {
        const edited = await images.of(this.environment).renderChunk(this, code, Object.values(chunks))
        return edited && { code: edited.toString(), map: edited.generateMap({ hires: 'boundary' }) }
      },
    },
    generateBundle: {
      order: 'pre',
      async handler(_options, bundle) {
        const bundleImages = images.of(this.environment)
        await writeForClient(this.environment, bundle, bundleImages, images.pipeline)
        await bundleImages.generateBundle(bundle)
      },
    },
  }
}

/** What one plugin instance knows: a pipeline, and the images of each environment. */
class ViteImages {
  readonly #optionsFor: OptionsFor
  readonly #environments = new Map<string, BundleImages>()
  #configured: Promise<void> | undefined
  #pipeline: Pipeline | undefined
  #dev: DevImages | undefined
  #types: TypesKeeper | undefined

  constructor(optionsFor: OptionsFor) {
    this.#optionsFor = optionsFor
  }

  /** A builder with several environments resolves the configuration for each; the first one counts. */
  configure(config: ResolvedConfig): Promise<void> {
    this.#configured ??= this.#configure(config)
    return this.#configured
  }

  async #configure(config: ResolvedConfig): Promise<void> {
    const options = await this.#optionsFor(config)
    this.#pipeline = new Pipeline({ logger: loggerOf(config.logger), ...options }, config.root)
    this.#types = new TypesKeeper(this.#pipeline)
    this.#dev = new DevImages(this.#pipeline, new Importers(), config)
  }

  get pipeline(): Pipeline {
    if (this.#pipeline === undefined) throw new Error('lazy-image was used before Vite resolved its configuration')
    return this.#pipeline
  }

  get dev(): DevImages {
    if (this.#dev === undefined) throw new Error('lazy-image was used before Vite resolved its configuration')
    return this.#dev
  }

  get types(): TypesKeeper {
    if (this.#types === undefined) throw new Error('lazy-image was used before Vite resolved its configuration')
    return this.#types
  }

  beginBuild(environment: Environment): void {
    if (environment.mode === 'dev') this.dev.importers.beginBuild()
    else this.of(environment).beginBuild()
  }

  importersOf(environment: Environment): Importers {
    return environment.mode === 'dev' ? this.dev.importers : this.of(environment).importers
  }

  of(environment: Environment): BundleImages {
    const known = this.#environments.get(environment.name)
    if (known !== undefined) return known
    const images = new BundleImages(this.pipeline, {
      // Vite's own placeholder: right in JavaScript, CSS and HTML, whatever base and renderBuiltUrl say.
      urlExpression: reference => `"__VITE_ASSET__${reference}__"`,
      hostKeys: HOST_KEYS,
      emitsAssets: environment.config.build.emitAssets,
    })
    this.#environments.set(environment.name, images)
    return images
  }
}

/** Vite looks there before it looks for a file of the project. */
function publicFileOf(path: string, folder: string): string | null {
  if (folder === '' || !path.startsWith('/')) return null
  const file = join(folder, path)
  return existsSync(file) ? file : null
}

function loggerOf(logger: ViteLogger): Logger {
  return {
    info: message => logger.info(`lazy-image: ${message}`),
    warn: message => logger.warn(`lazy-image: ${message}`),
  }
}
