import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { REPOSITORY } from '../places.mjs'

// The bundlers are those of the end-to-end tests.
const { resolve } = createRequire(join(REPOSITORY, 'e2e/package.json'))
const load = name => import(pathToFileURL(resolve(name)).href)

/**
 * Bundlers that watch. Each starts on a project's `entry.js`, with or without images of ours, calls `ended` when a build is
 * over, with its errors or null, and gives a function that stops it.
 */
export const WATCHERS = {
  'vite 8': (project, options, ended) => watchWithVite('vite', project, options, ended),
  'vite 7': (project, options, ended) => watchWithVite('vite7', project, options, ended),
  rollup: (project, options, ended) => watchWithRollup('rollup', project, options, ended),
  rolldown: (project, options, ended) => watchWithRollup('rolldown', project, options, ended),
  webpack: (project, options, ended) => watchWithCompiler('webpack', 'webpack', project, options, ended),
  rspack: (project, options, ended) => watchWithCompiler('@rspack/core', 'rspack', project, options, ended),
  esbuild: watchWithEsbuild,
}

async function watchWithVite(name, root, options, ended) {
  const { build } = await load(name)
  const { default: lazyImage } = await load('@lazy-image/vite-plugin')
  const watcher = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: options === null ? [] : [lazyImage(options)],
    build: {
      minify: false,
      assetsInlineLimit: 0,
      watch: { buildDelay: 10 },
      rollupOptions: { input: join(root, 'entry.js') },
    },
  })
  return follow(watcher, ended)
}

async function watchWithRollup(name, root, options, ended) {
  const { watch } = await load(name)
  const { default: lazyImage } = await load(`@lazy-image/unplugin/${name}`)
  const watcher = watch({
    input: join(root, 'entry.js'),
    plugins: options === null ? [emitFiles] : [lazyImage({ root, ...options })],
    onLog: () => {},
    output: { dir: join(root, 'dist'), format: 'es' },
    watch: { buildDelay: 10 },
  })
  return follow(watcher, ended)
}

/** What a project without us would have for files. */
const emitFiles = {
  name: 'files',
  load: {
    filter: { id: /\.jpg$/ },
    async handler(id) {
      if (!id.endsWith('.jpg')) return null
      const source = await readFile(id)
      const reference = this.emitFile({ type: 'asset', name: 'a.jpg', source })
      return `export default import.meta.ROLLUP_FILE_URL_${reference}`
    },
  },
}

function follow(watcher, ended) {
  let failure = null
  watcher.on('event', event => {
    if (event.code === 'START') failure = null
    if (event.code === 'ERROR') failure = String(event.error)
    if ('result' in event) event.result?.close()
    if (event.code === 'END') ended(failure)
  })
  return () => watcher.close()
}

async function watchWithCompiler(name, host, root, options, ended) {
  const { default: bundler } = await load(name)
  const { default: lazyImage } = await load(`@lazy-image/unplugin/${host}`)
  const compiler = bundler({
    mode: 'production',
    devtool: false,
    context: root,
    entry: './entry.js',
    optimization: { minimize: false },
    performance: { hints: false },
    infrastructureLogging: { level: 'none' },
    module: { rules: options === null ? [{ test: /\.jpg$/, type: 'asset/resource' }] : [] },
    output: { path: join(root, 'dist') },
    plugins: options === null ? [] : [lazyImage(options)],
  })
  compiler.watch({ aggregateTimeout: 10 }, (error, stats) =>
    ended(error?.message ?? (stats.hasErrors() ? stats.toString({ all: false, errors: true }) : null)),
  )
  return () => new Promise(resolve => compiler.close(resolve))
}

async function watchWithEsbuild(root, options, ended) {
  const { context } = await load('esbuild')
  const { default: lazyImage } = await load('@lazy-image/unplugin/esbuild')
  const told = {
    name: 'told',
    setup: build => build.onEnd(({ errors }) => ended(errors.length === 0 ? null : JSON.stringify(errors))),
  }
  const watched = await context({
    absWorkingDir: root,
    entryPoints: ['entry.js'],
    outdir: 'dist',
    bundle: true,
    logLevel: 'silent',
    loader: options === null ? { '.jpg': 'file' } : {},
    plugins: [...(options === null ? [] : [lazyImage(options)]), told],
  })
  await watched.watch()
  return () => watched.dispose()
}
