// One build of a gallery, in a process of its own.
// usage: node build.mjs <lazy-image | vite-imagetools> <project folder>

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { importPeer } from '../import-peer.mjs'
import { REPOSITORY } from '../places.mjs'

const PLUGINS = {
  'lazy-image': async () => {
    const entry = join(REPOSITORY, 'packages', 'vite-plugin', 'dist', 'index.js')
    return (await import(pathToFileURL(entry).href)).default()
  },
  'vite-imagetools': async () => (await importPeer('vite-imagetools')).imagetools(),
}

const [side, root] = process.argv.slice(2)
// One Vite for both sides.
const { build } = await importPeer('vite')
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  plugins: [await PLUGINS[side]()],
  build: { emptyOutDir: true, reportCompressedSize: false },
})
