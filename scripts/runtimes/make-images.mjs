// Uses the engine in each way that there is, in whatever runtime this is started by: single images, a batch, a thread
// of its own, a build by Rollup. Prints a digest of all bytes that were made.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { ImageEngine } from '../../packages/core/dist/index.js'
import images from '../../packages/unplugin/dist/rollup.js'

const FIXTURES = fileURLToPath(new URL('../../packages/core/test/fixtures/', import.meta.url))
const PHOTO = join(FIXTURES, 'pattern.jpg')

if (isMainThread) {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'lazy-image-runtime-'))
  try {
    const hash = createHash('sha256')
    for (const make of [single, batch, inThread, build]) {
      for (const bytes of await make(folder)) hash.update(bytes)
    }
    console.log(hash.digest('hex'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
} else {
  parentPort.postMessage(await ImageEngine.fromPath(PHOTO).resize(32).toBuffer('png'))
}

async function single() {
  const fromPath = await ImageEngine.fromPath(PHOTO).resize(64).toBuffer('avif', 50)
  const fromBytes = await ImageEngine.from(readFileSync(PHOTO)).resize(64).toBuffer('webp', 80)
  assert.equal(Buffer.from(fromPath).toString('latin1', 4, 12), 'ftypavif')
  assert.equal(Buffer.from(fromBytes).toString('latin1', 8, 12), 'WEBP')
  await assert.rejects(ImageEngine.from(new Uint8Array([1, 2, 3])).toBuffer('png'), { name: 'LazyImageError' })
  return [fromPath, fromBytes]
}

async function batch(folder) {
  const files = [PHOTO, join(FIXTURES, 'alpha.png'), join(FIXTURES, 'missing.png')]
  const results = await ImageEngine.fromPath(PHOTO).resize(48).processBatch(files, folder, 'jpeg', 80, 2)
  assert.deepEqual(
    results.map(({ success }) => success),
    [true, true, false],
  )
  return results.filter(({ success }) => success).map(({ outputPath }) => readFileSync(outputPath))
}

async function inThread() {
  const worker = new Worker(new URL(import.meta.url))
  const [[bytes], [code]] = await Promise.all([once(worker, 'message'), once(worker, 'exit')])
  assert.equal(code, 0)
  return [bytes]
}

async function build(folder) {
  const { resolve } = createRequire(new URL('../../packages/unplugin/package.json', import.meta.url))
  const { rollup } = await import(pathToFileURL(resolve('rollup')).href)
  writeFileSync(join(folder, 'photo.jpg'), readFileSync(PHOTO))
  writeFileSync(join(folder, 'main.js'), "export { default } from './photo.jpg?w=40;80&format=webp&as=srcset'\n")
  const bundle = await rollup({ input: join(folder, 'main.js'), plugins: [images({ cache: false })] })
  const { output } = await bundle.generate({ format: 'es' })
  await bundle.close()
  const assets = output.filter(({ type }) => type === 'asset').map(({ source }) => source)
  assert.equal(assets.length, 2)
  return assets
}
