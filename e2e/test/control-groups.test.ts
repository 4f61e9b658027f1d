import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ImageEngine } from '@lazy-image/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ControlGroup, whyNoControlGroups } from '../support/control-group.mjs'
import { photograph } from '../support/fixture.js'
import { Project, scratchFolder } from '../support/project.js'
import { withComment } from '../support/with-comment.js'

const MEBIBYTE = 2 ** 20

const CORE = fileURLToPath(new URL('../../packages/core/dist/index.js', import.meta.url))
const PLUGIN = fileURLToPath(new URL('../../packages/vite-plugin/dist/index.js', import.meta.url))
const PEAK_MEMORY = fileURLToPath(new URL('../../scripts/test/peak-memory.mjs', import.meta.url))
const VITE = createRequire(import.meta.url).resolve('vite')

const reason = whyNoControlGroups()
if (reason !== undefined) console.info(`No control groups can be made here (${reason}): nothing is run within limits`)

/** Runs the text of a module in a group of its own. */
async function runWithin(limits: ConstructorParameters<typeof ControlGroup>[0], code: string) {
  const file = join(scratchFolder(), 'run.mjs')
  writeFileSync(file, code)
  const group = new ControlGroup(limits)
  onTestFinished(() => group.remove())
  return group.run(process.execPath, [file])
}

/** What the engine takes for granted in a group. */
async function seenWithin(limits: ConstructorParameters<typeof ControlGroup>[0]) {
  const code = `import { engineInfo } from ${url(CORE)}
const { availableMemory: memory, availableParallelism: processors } = engineInfo()
console.log(JSON.stringify({ memory, processors }))`
  return JSON.parse((await runWithin(limits, code)).stdout) as { memory: number; processors: number }
}

function url(file: string): string {
  return JSON.stringify(pathToFileURL(file).href)
}

describe.runIf(reason === undefined)('in a control group', () => {
  test('memory is what the group may use, or the one around it', async () => {
    expect(await seenWithin({ memoryBytes: 300 * MEBIBYTE })).toMatchObject({ memory: 300 * MEBIBYTE })
    expect(await seenWithin({ parentMemoryBytes: 200 * MEBIBYTE })).toMatchObject({ memory: 200 * MEBIBYTE })
    const both = { memoryBytes: 400 * MEBIBYTE, parentMemoryBytes: 250 * MEBIBYTE }
    expect(await seenWithin(both)).toMatchObject({ memory: 250 * MEBIBYTE })
  })

  test('there are as many processors as its quota has whole ones, and one at least', async () => {
    expect(await seenWithin({ processors: 1.5 })).toMatchObject({ processors: 1 })
    expect(await seenWithin({ processors: 0.3 })).toMatchObject({ processors: 1 })
  })

  test('many large photographs are built within it, by Vite', async () => {
    const memoryBytes = 400 * MEBIBYTE
    const large = await ImageEngine.from(photograph('bridge.jpg')).resize(4000, 3000, 'fill').toBuffer('jpeg', 70)
    const names = Array.from({ length: 12 }, (_, index) => `${index}.jpg`)
    const project = new Project({
      'src/entry.js': `${names.map((name, index) => `import p${index} from './${name}?w=300;1200&format=webp'`).join('\n')}
console.log(${names.map((_, index) => `p${index}`)})\n`,
      ...Object.fromEntries(names.map(name => [`src/${name}`, withComment(large, name)])),
    })
    const code = `import { build } from ${url(VITE)}
import lazyImage from ${url(PLUGIN)}
import { peakMemory } from ${url(PEAK_MEMORY)}
let encodes = 0
const onBatch = report => { encodes += report.encodes }
await build({
  root: ${JSON.stringify(project.root)}, configFile: false, logLevel: 'error',
  plugins: [lazyImage({ cache: false, concurrency: 8, onBatch })],
  build: { rollupOptions: { input: ${JSON.stringify(project.path('src/entry.js'))} } },
})
console.log(JSON.stringify({ encodes, peak: peakMemory() }))`
    const { stdout, stderr, kills, signal } = await runWithin({ memoryBytes }, code)
    expect({ kills, signal, stderr }).toEqual({ kills: 0, signal: null, stderr: '' })
    const { encodes, peak } = JSON.parse(stdout) as { encodes: number; peak: number }
    expect(encodes).toBe(24)
    expect(peak).toBeLessThan(memoryBytes)
  })

  test('an image that would be too much even alone is refused with numbers, and the others are made', async () => {
    const project = new Project({ 'a.jpg': photograph('pepper.jpg') })
    const code = `import { Pipeline, silentLogger } from ${url(CORE)}
const pipeline = new Pipeline({ cache: false, logger: silentLogger }, ${JSON.stringify(project.root)})
const snapshot = pipeline.snapshot()
const recipes = []
for (const query of ['w=12000&h=9000&fit=fill&allowUpscale&format=avif', 'w=64&format=webp']) {
  const { plan } = await snapshot.plan(${JSON.stringify(project.path('a.jpg'))} + '?' + query)
  recipes.push(plan.images[0].recipe)
}
const outcomes = []
for (const recipe of recipes) {
  const made = await snapshot.render([recipe])
  outcomes.push(made.errorOf(recipe)?.message ?? made.of(recipe).width)
}
console.log(JSON.stringify(outcomes))`
    const { stdout, stderr, kills, signal } = await runWithin({ memoryBytes: 300 * MEBIBYTE }, code)
    expect({ kills, signal, stderr }).toEqual({ kills: 0, signal: null, stderr: '' })
    expect(JSON.parse(stdout)).toEqual([
      expect.stringMatching(
        /would take \d+ MB by itself beside the \d+ MB that the process holds, and all of it may use 300 MB/,
      ),
      64,
    ])
  })
})
