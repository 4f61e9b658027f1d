import { setTimeout as wait } from 'node:timers/promises'
import { type Compiler, createBundleHandler, resolveConfig } from '@farmfe/core'
import type { BatchReport, Options } from '@lazy-image/core'
import { createRsbuild } from '@rsbuild/core'
import { rspack } from '@rspack/core'
import { context, type PluginBuild } from 'esbuild'
import { watch as watchWithRolldown } from 'rolldown'
import { type RollupWatcher, watch as watchWithRollup } from 'rollup'
import webpack from 'webpack'
import { errorText } from './hosts/error-text.js'
import { esbuildConfig, messagesText } from './hosts/esbuild.js'
import { farmConfig, farmLogger } from './hosts/farm.js'
import { beginBuild } from './hosts/host.js'
import { rolldownConfig } from './hosts/rolldown.js'
import { rollupConfig } from './hosts/rollup.js'
import { rsbuildConfig } from './hosts/rsbuild.js'
import { rspackConfig, rspackErrors } from './hosts/rspack.js'
import { VITES, type Vite, viteConfig } from './hosts/vite.js'
import { errorsText, webpackConfig } from './hosts/webpack.js'
import type { Project } from './project.js'
import { until } from './until.js'

/** Long enough for a watcher to notice a change that it has not yet acted on. */
const QUIET_MS = 400

/** A bundler that watches; the builds it does are told by what it calls. */
export interface Watcher {
  readonly name: string
  /** Whether it notices a file that was missing when it comes. Rolldown watches only what is there. */
  readonly noticesNewFiles: boolean
  /** Whether it ends when the first build fails. */
  readonly endsWithFirstFailure?: true
  /** Starts, and tells of each build that begins and ends; gives a function that stops it. */
  start(project: Project, options: Options, events: BuildEvents): Promise<() => Promise<void>>
}

interface BuildEvents {
  began(): void
  /** @param failure the errors as their user sees them. */
  ended(failure: string | null): void
}

/** What came of a change. */
export interface Rebuilt {
  failure: string | null
  batches: readonly BatchReport[]
}

/** A project that is being watched until the test has finished. */
export class Watching {
  /** What came of the first build. */
  readonly first: Promise<Rebuilt>
  #batches: BatchReport[] = []
  #failure: string | null = null
  #running = false
  #done = 0
  #lastEvent = 0

  /** @param onTestFinished of the test that watches: several may do so at a time. */
  constructor(watcher: Watcher, project: Project, onTestFinished: (stop: () => Promise<void>) => void) {
    const { options, batches } = beginBuild(project, { logger: { info: () => {}, warn: () => {} } })
    this.#batches = batches
    this.first = this.after(async () => {
      const stop = await watcher.start(project, options, {
        began: () => this.#note(true),
        ended: failure => {
          this.#failure = failure
          this.#done++
          this.#note(false)
        },
      })
      onTestFinished(stop)
    })
  }

  /** Makes a change and waits until the builds that it sets off are over. */
  async after(change: () => unknown): Promise<Rebuilt> {
    const done = this.#done
    this.#batches.length = 0
    await change()
    await until(() => (this.#done > done && !this.#running && Date.now() - this.#lastEvent > QUIET_MS) || undefined)
    return { failure: this.#failure, batches: [...this.#batches] }
  }

  #note(running: boolean): void {
    this.#running = running
    this.#lastEvent = Date.now()
  }
}

function follow(watcher: RollupWatcher, { began, ended }: BuildEvents): () => Promise<void> {
  let failure: string | null = null
  watcher.on('event', event => {
    if (event.code === 'START') {
      failure = null
      began()
    }
    if (event.code === 'ERROR') failure = errorText(event.error)
    if ('result' in event) event.result?.close()
    if (event.code === 'END') ended(failure)
  })
  return () => Promise.resolve(watcher.close())
}

const rollupWatcher: Watcher = {
  name: 'rollup',
  noticesNewFiles: true,
  async start(project, options, events) {
    const { input, output } = rollupConfig(project, options)
    return follow(watchWithRollup({ ...input, output, watch: { buildDelay: 20 } }), events)
  },
}

const rolldownWatcher: Watcher = {
  name: 'rolldown',
  noticesNewFiles: false,
  async start(project, options, events) {
    const { input, output } = rolldownConfig(project, options)
    // The two watchers emit the same events.
    const watcher = watchWithRolldown({ ...input, output, watch: { buildDelay: 20 } }) as unknown as RollupWatcher
    return follow(watcher, events)
  },
}

/** @param configure a build; by default of `src/entry.js`. */
export function viteWatcher(name: string, vite: Vite, configure: typeof viteConfig = viteConfig): Watcher {
  return {
    name,
    noticesNewFiles: !('rolldownVersion' in vite),
    async start(project, options, events) {
      const config = vite.mergeConfig(configure(project, options), {
        logLevel: 'silent',
        build: { watch: { buildDelay: 20 } },
      })
      // The two watchers emit the same events.
      return follow((await vite.build(config)) as unknown as RollupWatcher, events)
    },
  }
}

const webpackWatcher: Watcher = {
  name: 'webpack',
  noticesNewFiles: true,
  async start(project, options, events) {
    const compiler = webpack(webpackConfig(project, options))
    if (compiler === null) throw new Error('webpack gave no compiler')
    compiler.hooks.watchRun.tap('watching', () => events.began())
    compiler.watch({ aggregateTimeout: 20 }, (error, stats) => {
      events.ended(error?.message ?? (stats?.hasErrors() ? errorsText(stats) : null))
    })
    await wait(0)
    return () => new Promise((resolve, reject) => compiler.close(error => (error ? reject(error) : resolve())))
  },
}

const esbuildWatcher: Watcher = {
  name: 'esbuild',
  noticesNewFiles: true,
  async start(project, options, events) {
    const { plugins = [], ...config } = esbuildConfig(project, options)
    const told = {
      name: 'told',
      setup(build: PluginBuild) {
        build.onStart(() => events.began())
        build.onEnd(({ errors }) => events.ended(errors.length === 0 ? null : messagesText(errors)))
      },
    }
    const watched = await context({ ...config, plugins: [...plugins, told] })
    await watched.watch()
    return () => watched.dispose()
  },
}

const rspackWatcher: Watcher = {
  name: 'rspack',
  noticesNewFiles: true,
  async start(project, options, events) {
    const compiler = rspack(rspackConfig(project, options))
    if (compiler === null) throw new Error('Rspack gave no compiler')
    compiler.hooks.watchRun.tap('watching', () => events.began())
    compiler.watch({ aggregateTimeout: 20 }, (error, stats) => {
      events.ended(error?.message ?? (stats?.hasErrors() ? rspackErrors(stats) : null))
    })
    await wait(0)
    return () => new Promise((resolve, reject) => compiler.close(error => (error ? reject(error) : resolve())))
  },
}

const rsbuildWatcher: Watcher = {
  name: 'rsbuild',
  noticesNewFiles: true,
  async start(project, options, events) {
    const rsbuild = await createRsbuild({ cwd: project.root, config: rsbuildConfig(project, options) })
    rsbuild.onBeforeBuild(() => events.began())
    rsbuild.onAfterBuild(({ stats }) => events.ended(stats?.hasErrors() ? rspackErrors(stats) : null))
    const { close } = await rsbuild.build({ watch: true })
    return close
  },
}

const farmWatcher: Watcher = {
  name: 'farm',
  noticesNewFiles: false,
  endsWithFirstFailure: true,
  async start(project, options, events) {
    const { logger } = farmLogger()
    const { plugins = [], ...config } = farmConfig(project, options)
    const told = {
      name: 'told',
      // After the plugin itself, whose work belongs to a build.
      configureCompiler(compiler: Compiler) {
        const { compile, update } = compiler
        const follow = async <Result>(work: Promise<Result>): Promise<Result> => {
          events.began()
          const failure = await work.then(
            () => null,
            error => String(error),
          )
          // When what has been compiled is written.
          setTimeout(() => events.ended(failure), 20)
          return work
        }
        compiler.compile = () => follow(compile.call(compiler))
        compiler.update = (...parameters) => follow(update.apply(compiler, parameters))
      },
    }
    const resolved = await resolveConfig({ ...config, plugins: [...plugins, told] }, 'development', logger, false)
    const watcher = await createBundleHandler(resolved, logger, true)
    return async () => watcher?.close()
  },
}

export const WATCHERS: readonly Watcher[] = [
  ...Object.entries(VITES).map(([name, vite]) => viteWatcher(name, vite)),
  rollupWatcher,
  rolldownWatcher,
  webpackWatcher,
  esbuildWatcher,
  farmWatcher,
  rspackWatcher,
  rsbuildWatcher,
]
