import { isLive, type Logger, type Options, Pipeline, terminalLine } from '@lazy-image/core/host'
import type { Environment, ResolvedConfig } from 'vite'
import { BuildImages } from '../../images/build-images.js'
import { TypesKeeper } from '../../images/types-keeper.js'
import { urlTraitsOf } from './asset-url.js'
import { ClientFiles } from './client-files.js'
import { DevServer } from './dev-server.js'
import { HOST_KEYS } from './host-keys.js'
import { InlineSettings } from './inline-limit.js'

/** Options, when it is known what Vite's own are. */
export type OptionsFor = (config: ResolvedConfig) => Options | Promise<Options>

interface Parts {
  pipeline: Pipeline
  types: TypesKeeper
  config: ResolvedConfig
}

/** The instances of each configuration: those of an app's other environments are never told of theirs. */
const INSTANCES = new WeakMap<ResolvedConfig, ViteInstance[]>()

/** What one plugin instance knows: a pipeline, and the images of each environment. */
export class ViteInstance {
  readonly clientFiles = new ClientFiles()
  readonly inlineSettings = new InlineSettings()
  readonly #optionsFor: OptionsFor
  /** Not by name: the builds of workers have the name of the one that they are for. */
  readonly #builds = new WeakMap<Environment, BuildImages>()
  #configured: Promise<void> | undefined
  #parts: Parts | undefined
  #dev: DevServer | undefined

  constructor(optionsFor: OptionsFor) {
    this.#optionsFor = optionsFor
  }

  /** A builder with several environments resolves the configuration for each; the first one counts. */
  configure(config: ResolvedConfig): Promise<void> {
    INSTANCES.set(config, [...(INSTANCES.get(config) ?? []), this])
    this.#configured ??= this.#configure(config)
    return this.#configured
  }

  async #configure(config: ResolvedConfig): Promise<void> {
    const pipeline = await this.makePipeline(config)
    this.#parts = { pipeline, types: new TypesKeeper(pipeline), config }
  }

  /** A pipeline with the options of a configuration. @param instead gives options that count in place of those. */
  async makePipeline(config: ResolvedConfig, instead: (own: Options) => Options = () => ({})): Promise<Pipeline> {
    const own = await this.#optionsFor(config)
    return new Pipeline({ logger: loggerOf(config), ...own, ...instead(own) }, config.root)
  }

  /** The one that is shared among an app's environments, where this one was made for an environment and is not used. */
  sharedBy({ environment }: { environment: Environment }): ViteInstance {
    const [shared = this] = INSTANCES.get(environment.getTopLevelConfig()) ?? []
    return this.#parts === undefined ? shared : this
  }

  get #known(): Parts {
    if (this.#parts === undefined) throw new Error('lazy-image was used before Vite resolved its configuration')
    return this.#parts
  }

  get pipeline(): Pipeline {
    return this.#known.pipeline
  }

  /** A build has none. */
  get dev(): DevServer {
    const { pipeline, config } = this.#known
    this.#dev ??= new DevServer(pipeline, config)
    return this.#dev
  }

  /** Vite's server; undefined in a build. */
  get server(): DevServer['server'] {
    return this.#dev?.server
  }

  get types(): TypesKeeper {
    return this.#known.types
  }

  /** The images of an environment that is built; undefined where modules run as they are loaded. */
  buildOf(environment: Environment): BuildImages | undefined {
    if (environment.mode !== 'build') return undefined
    const known = this.#builds.get(environment)
    if (known !== undefined) return known
    const { build } = environment.config
    const images = new BuildImages(this.pipeline, {
      ...urlTraitsOf(environment.config),
      hostKeys: HOST_KEYS,
      emitsAssets: build.emitAssets,
      listsFiles: build.emitAssets && build.manifest !== false,
      inlineLimit: this.inlineSettings.limitOf(environment),
      side: environment.name,
    })
    this.#builds.set(environment, images)
    return images
  }
}

function loggerOf({ command, logger, logLevel = 'info', customLogger }: ResolvedConfig): Logger {
  const leaveProgress = command === 'build' && customLogger === undefined ? clearLine : () => {}
  return {
    info: message => {
      if (logLevel === 'info') leaveProgress()
      logger.info(`lazy-image: ${message}`)
    },
    warn: message => logger.warn(`lazy-image: ${message}`),
    // A logger of the user's own says where all goes.
    live: logLevel === 'info' && customLogger === undefined ? terminalLine() : undefined,
  }
}

/** As Vite does before it tells something in a build: its reporter leaves the cursor behind what it writes over next. */
function clearLine(): void {
  if (!isLive(process.stdout)) return
  process.stdout.clearLine(0)
  process.stdout.cursorTo(0)
}
