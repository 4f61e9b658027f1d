// What the structure of the house comes to, measured again: circles, places of kinds, and how often one build of the Vite gallery
// takes a request apart, computes a key and reads a header. Needs what npm run setup builds.
// usage: node scripts/structure/measure-house.mjs

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const GALLERY = join(ROOT, 'examples/vite-gallery')

for (const script of ['check-imports', 'count-places']) {
  const text = execFileSync(process.execPath, [join(ROOT, `scripts/structure/${script}.mjs`)], { encoding: 'utf8' })
  console.log(text.trimEnd().split('\n').at(-1))
}

const requireFromGallery = createRequire(join(GALLERY, 'package.json'))
const { build } = await import(pathToFileURL(requireFromGallery.resolve('vite')).href)
const { default: lazyImage } = await import(pathToFileURL(requireFromGallery.resolve('@lazy-image/vite-plugin')).href)
const { workCounts } = await import(pathToFileURL(join(ROOT, 'packages/core/dist/host.js')).href)

const folder = mkdtempSync(join(tmpdir(), 'lazy-image-house-'))
const totals = { images: 0, outputs: 0 }
const plugin = lazyImage({
  cache: { dir: join(folder, 'cache') },
  onBatch: ({ images, outputs }) => {
    totals.images += images
    totals.outputs += outputs
  },
})
const quiet = { root: GALLERY, configFile: false, logLevel: 'error', plugins: [plugin] }
await build({ ...quiet, build: { outDir: join(folder, 'dist'), emptyOutDir: true } })
rmSync(folder, { recursive: true, force: true })
const { requests, keys, probes } = workCounts
console.log(
  `One build of ${totals.outputs} outputs of ${totals.images} images: ${requests} requests understood, ${keys} keys, ${probes} probes.`,
)
