// One Vite build, in a process of its own; prints what lazy-image counted, where it took part.
// usage: node build.mjs <lazy-image | vite-imagetools | bare | none> <project folder> [<folder of images>]

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { importPeer } from '../import-peer.mjs'
import { REPOSITORY } from '../places.mjs'

const [side, root, images] = process.argv.slice(2)
const work = { decodes: 0, encodes: 0, cacheHits: 0 }

const PLUGINS = {
  none: async () => [],
  bare: async () => [emitAll(images)],
  'lazy-image': async () => {
    const { default: lazyImage } = await ours('vite-plugin', 'index.js')
    const onBatch = report => {
      for (const name of Object.keys(work)) work[name] += report[name]
    }
    return [lazyImage({ onBatch })]
  },
  'vite-imagetools': async () => [(await importPeer('vite-imagetools')).imagetools()],
}

// One Vite for all sides.
const { build } = await importPeer('vite')
const plugins = await PLUGINS[side]()
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  plugins,
  build: { emptyOutDir: true, reportCompressedSize: false },
})
if (side === 'lazy-image') {
  const { workCounts } = await ours('core', 'host.js')
  console.log(JSON.stringify({ ...workCounts, ...work }))
}

function ours(name, file) {
  return import(pathToFileURL(join(REPOSITORY, 'packages', name, 'dist', file)).href)
}

/**
 * The least that any plugin can do for such a project: the files are there, and each import's are given to the bundler.
 *
 * @param folder of images, which begin with the names of their pictures.
 */
function emitAll(folder) {
  const names = readdirSync(folder)
  return {
    name: 'bare',
    enforce: 'pre',
    load(id) {
      const picture = /[\\/]images[\\/]([^\\/]+)\.\w+\?/.exec(id)?.[1]
      if (picture === undefined) return null
      const references = names
        .filter(name => name.startsWith(`${picture}-`))
        .map(name => this.emitFile({ type: 'asset', name, source: readFileSync(join(folder, name)) }))
      return `export default [${references.map(reference => `import.meta.ROLLUP_FILE_URL_${reference}`).join(', ')}]`
    },
  }
}
