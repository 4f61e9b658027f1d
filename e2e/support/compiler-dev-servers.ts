import type { BatchReport, Options } from '@lazy-image/core'
import lazyImageForRsbuild from '@lazy-image/unplugin/rsbuild'
import lazyImageForRspack from '@lazy-image/unplugin/rspack'
import { LazyImagePlugin } from '@lazy-image/webpack-plugin'
import { createRsbuild } from '@rsbuild/core'
import { type Configuration as RspackConfiguration, rspack } from '@rspack/core'
import { RspackDevServer } from '@rspack/dev-server'
import { onTestFinished } from 'vitest'
import webpack, { type Configuration } from 'webpack'
import WebpackDevServer from 'webpack-dev-server'
import { freePort } from './dev-server.js'
import { resolvePackage } from './hosts/webpack.js'
import type { Project } from './project.js'

/** A dev server of a bundler with webpack's compiler. */
export interface CompilerDevServer {
  readonly name: string
  /** The element of its error overlay. */
  readonly overlay: string
  /** Path of the script that is made of `src/entry.js`. */
  readonly script: string
  /** Serves the page `public/index.html` of a project, which names the script; gives what stops it. */
  start(project: Project, options: Options, port: number): Promise<() => Promise<unknown>>
}

export interface StartedServer {
  /** Without a slash at the end. */
  origin: string
  batches: readonly BatchReport[]
  get(path: string, init?: RequestInit): Promise<Response>
}

/** What webpack and Rspack understand alike. Polling sees a change wherever the temporary folder lies. */
function configOf(project: Project, port: number): Configuration & { devServer: WebpackDevServer.Configuration } {
  const styles = { test: /\.css$/, use: [resolvePackage('style-loader'), resolvePackage('css-loader')] }
  return {
    mode: 'development',
    devtool: false,
    context: project.root,
    entry: { main: './src/entry.js' },
    module: { rules: [styles] },
    output: { path: project.path('dist'), publicPath: '/' },
    infrastructureLogging: { level: 'none' },
    stats: 'none',
    watchOptions: { aggregateTimeout: 20, poll: 30 },
    devServer: { host: '127.0.0.1', port, static: { directory: project.path('public'), watch: false } },
  }
}

/** Modules that are imported on demand are compiled on demand. */
const LAZY = { entries: false, imports: true }

const webpackServer: CompilerDevServer = {
  name: 'webpack-dev-server',
  overlay: '#webpack-dev-server-client-overlay',
  script: '/main.js',
  async start(project, options, port) {
    const experiments = { lazyCompilation: LAZY }
    const compiler = webpack({ ...configOf(project, port), experiments, plugins: [new LazyImagePlugin(options)] })
    if (compiler === null) throw new Error('webpack gave no compiler')
    // The command line gives the server these options too.
    const server = new WebpackDevServer(compiler.options.devServer || {}, compiler)
    await server.start()
    return () => server.stop()
  },
}

const rspackServer: CompilerDevServer = {
  name: 'Rspack’s dev server',
  overlay: '#rspack-dev-server-client-overlay, #webpack-dev-server-client-overlay',
  script: '/main.js',
  async start(project, options, port) {
    const config = {
      ...configOf(project, port),
      plugins: [lazyImageForRspack(options)],
    } as object as RspackConfiguration
    const compiler = rspack(config)
    if (compiler === null) throw new Error('Rspack gave no compiler')
    const server = new RspackDevServer(compiler.options.devServer || {}, compiler)
    await server.start()
    return () => server.stop()
  },
}

const rsbuildServer: CompilerDevServer = {
  name: 'Rsbuild',
  overlay: 'rsbuild-error-overlay',
  script: '/index.js',
  async start(project, options, port) {
    // It adds the scripts by itself.
    project.write({ 'template.html': project.read('public/index.html').replace(/<script.*<\/script>/, '') })
    const rsbuild = await createRsbuild({
      cwd: project.root,
      config: {
        root: project.root,
        mode: 'development',
        logLevel: 'silent',
        source: { entry: { index: './src/entry.js' } },
        html: { template: './template.html' },
        output: { filename: { js: '[name].js' }, distPath: { js: '' } },
        server: { host: '127.0.0.1', port, strictPort: true, publicDir: false },
        dev: { lazyCompilation: LAZY },
        // A page that loads while it compiles may have its HTML of one compilation and its scripts of the next, which
        // then wait for a shared chunk by a name that no page asks for.
        splitChunks: false,
        tools: { rspack: { watchOptions: { aggregateTimeout: 20, poll: 30 } } },
        plugins: [lazyImageForRsbuild(options)],
      },
    })
    const { server } = await rsbuild.startDevServer()
    return () => server.close()
  },
}

export const COMPILER_DEV_SERVERS: readonly CompilerDevServer[] = [webpackServer, rspackServer, rsbuildServer]

/** Starts a dev server until the test has finished. */
export async function startCompilerDevServer(
  server: CompilerDevServer,
  project: Project,
  options: Options = {},
): Promise<StartedServer> {
  const port = await freePort()
  const batches: BatchReport[] = []
  const onBatch = (report: BatchReport) => batches.push(report)
  const logger = { info: () => {}, warn: () => {} }
  const own = { cache: { dir: project.cacheFolder }, logger, ...options, onBatch }
  const stop = await server.start(project, own, port)
  onTestFinished(async () => void (await stop()))
  const origin = `http://127.0.0.1:${port}`
  return { origin, batches, get: (path, init) => fetch(origin + path, init) }
}
