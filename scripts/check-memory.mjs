// Runs every decoder, operation and encoder under valgrind, over the engine's fixtures and the corpus: an access to
// memory that is not there, a decision on a value that was never written, and memory lost for good are failures.
// usage: node scripts/check-memory.mjs [file or folder]…

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { libaomEnvironment } from './setup/libaom.mjs'
import { capture, main, ROOT, run, step } from './setup/step.mjs'
import { ensureTools, MEMORY_TOOLS } from './setup/system-tools.mjs'

const FIXTURES = join(ROOT, 'native/engine/tests/fixtures')
const CORPUS = process.env.LAZY_IMAGE_CORPUS ?? resolve(ROOT, '../shared/corpus')
/** Of its photographs two are enough: what they add to the rest is their size. */
const OF_CORPUS = ['orientation', 'graphics', 'formats', 'photos/photo-01.jpg', 'photos/photo-02.jpg']

const VALGRIND = [
  '--error-exitcode=99',
  '--leak-check=full',
  '--show-leak-kinds=definite',
  '--errors-for-leak-kinds=definite',
  '--num-callers=30',
]

await main(async () => {
  const named = process.argv.slice(2).map(path => resolve(path))
  const pictures = named.length > 0 ? named : [FIXTURES, ...corpus()]
  await step('system tools for memory checks', () => ensureTools(MEMORY_TOOLS))
  let program = ''
  await step('engine', async () => {
    program = await buildExample()
  })
  await step('pictures under valgrind (some minutes)', () => run('valgrind', [...VALGRIND, program, ...pictures]))
})

function corpus() {
  if (existsSync(CORPUS)) return OF_CORPUS.map(path => join(CORPUS, path))
  process.stderr.write(`no corpus at ${CORPUS}: the fixtures alone are looked at\n`)
  return []
}

/** The same build that is tested, with its C codecs; its functions keep their names for valgrind's reports. */
async function buildExample() {
  const args = ['build', '--release', '--locked', '--package', 'lazy-image-engine', '--example', 'make_everything']
  const env = { ...process.env, ...(await libaomEnvironment()) }
  const messages = await capture('cargo', [...args, '--message-format=json-render-diagnostics'], { env })
  return messages
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line))
    .findLast(({ target, executable }) => executable && target.name === 'make_everything').executable
}
