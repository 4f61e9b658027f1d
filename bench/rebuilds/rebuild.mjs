// usage: node --expose-gc bench/rebuilds/rebuild.mjs <watcher> <rebuilds> <ours | theirs>
// Edits one picture of a watched project again and again, or without us its code, and prints a line for each rebuild.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { REPOSITORY } from '../places.mjs'
import { WATCHERS } from './watchers.mjs'

const PICTURES = 3
/** Rolldown sees an edit twice. */
const QUIET_MS = 60

const [name, rebuilds, side] = process.argv.slice(2)
const picture = readFileSync(join(REPOSITORY, 'e2e/fixtures/a.jpg'))
const root = mkdtempSync(join(tmpdir(), 'lazy-image-rebuilds-'))
let done = 0
let last = 0
let failure = null
let encodes = 0

try {
  mkdirSync(join(root, 'node_modules'))
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
  for (let index = 0; index < PICTURES; index++) edit(index, 0)
  const query = side === 'ours' ? '?w=40;80&format=webp' : ''
  const imports = Array.from({ length: PICTURES }, (_, index) => `import p${index} from './p${index}.jpg${query}'`)
  const names = imports.map((_, index) => `p${index}`).join(', ')
  const entry = `${imports.join('\n')}\nconsole.log(${names})\n`
  writeFileSync(join(root, 'entry.js'), entry)
  const options = {
    cache: { dir: join(root, 'cache') },
    logger: { info: () => {}, warn: () => {} },
    onBatch: report => (encodes += report.encodes),
  }
  const stop = await after(() =>
    WATCHERS[name](root, side === 'ours' ? options : null, found => {
      failure = found
      done++
      last = Date.now()
    }),
  )
  for (let index = 1; index <= Number(rebuilds); index++) {
    encodes = 0
    await after(() =>
      side === 'ours' ? edit(0, index) : writeFileSync(join(root, 'entry.js'), `${entry}// ${index}\n`),
    )
    if (failure !== null) throw new Error(failure)
    globalThis.gc()
    const { heapUsed, rss } = process.memoryUsage()
    process.stdout.write(`${JSON.stringify({ heapUsed, rss, encodes })}\n`)
  }
  await stop()
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 3 })
}
process.exit(0)

/** Another picture to whoever looks at its bytes: a comment tells its versions apart. */
function edit(index, version) {
  const text = Buffer.from(`${index} ${version}`.padEnd(16))
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), text])
  writeFileSync(join(root, `p${index}.jpg`), Buffer.concat([picture.subarray(0, 2), comment, picture.subarray(2)]))
}

async function after(change) {
  const before = done
  const result = await change()
  while (done === before || Date.now() - last < QUIET_MS) await wait(10)
  return result
}
