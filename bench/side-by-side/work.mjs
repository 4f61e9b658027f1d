// One work of one checkout; the last line of stdout tells its processor time: of the engine's works when all is loaded, of
// builds from the start of the process.
// usage: node work.mjs <checkout> <work> <corpus folder>, in a copy of the gallery

import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [checkout, work, corpus] = process.argv.slice(2)
const load = path => import(pathToFileURL(path).href)

async function encode(file, format, widths) {
  const { ImageEngine } = await load(join(checkout, 'packages/core/dist/index.js'))
  const image = ImageEngine.fromPath(join(corpus, file))
  await image.resize(16).toBuffer(format)
  loaded = process.cpuUsage()
  for (const width of widths) await image.resize(width).toBuffer(format)
}

async function build({ cold }) {
  const root = process.cwd()
  if (cold) rmSync(join(root, 'node_modules/.cache'), { recursive: true, force: true })
  const requireHere = createRequire(join(root, 'package.json'))
  const vite = await load(requireHere.resolve('vite'))
  await vite.build({ root, logLevel: 'warn' })
}

let loaded = { user: 0, system: 0 }

const SIZES = [1600, 800, 400]
const works = {
  '12 MP to jpeg, 1600 + 800 + 400': () => encode('large/large-1.jpg', 'jpeg', SIZES),
  '12 MP to webp, 1600 + 800 + 400': () => encode('large/large-1.jpg', 'webp', SIZES),
  '12 MP to avif, 800': () => encode('large/large-2.jpg', 'avif', [800]),
  'drawing to png, 800': () => encode('graphics/interface.png', 'png', [800]),
  'gallery, cold': () => build({ cold: true }),
  'gallery, warm': () => build({ cold: false }),
}
await works[work]()
const { user, system } = process.cpuUsage(loaded)
console.log(`\n${JSON.stringify({ cpuSeconds: (user + system) / 1e6 })}`)
