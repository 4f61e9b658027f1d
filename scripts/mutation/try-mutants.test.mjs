import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'

const COPY = new URL('../../packages/core/.mutants/', import.meta.url)
const { tests, ids, slowest, atLoad: triesLoading } = JSON.parse(readFileSync(new URL('task.json', COPY), 'utf8'))
const modules = import.meta.glob('../../packages/core/.mutants/test/**/*.test.ts')

/** What a mutant may loop through more often than the code that it is made of. */
const HITS = 100
/** Milliseconds after which a test counts as failed. */
const PATIENCE = 15_000

/** The switch that instrumented sources look at. */
globalThis.__stryker__ ??= {}
const stryker = globalThis.__stryker__

test('every mutant is tried', async () => {
  let registered = await load()
  const milliseconds = []
  for (const [index, work] of registered.entries()) {
    stryker.currentTestId = String(index)
    const started = performance.now()
    expect(await failure(work), 'a test fails without mutants').toBeUndefined()
    milliseconds.push(performance.now() - started)
  }
  stryker.currentTestId = undefined
  const { perTest, static: atLoad } = stryker.mutantCoverage
  const quickest = [...registered.keys()]
    .filter(index => milliseconds[index] <= slowest)
    .sort((a, b) => milliseconds[a] - milliseconds[b])

  async function isNoticed(id, indices) {
    for (const index of indices) {
      stryker.hitCount = 0
      stryker.hitLimit = HITS * (perTest[index]?.[id] ?? HITS) + HITS
      if ((await failure(registered[index])) === undefined) continue
      stryker.activeMutant = undefined
      // What a mutant left behind, in a cache for example, must not be held against the next one.
      if ((await failure(registered[index])) !== undefined) registered = await load()
      return true
    }
    return false
  }

  const verdicts = {}
  for (const id of ids) {
    const covering = quickest.filter(index => perTest[index]?.[id] > 0)
    stryker.activeMutant = id
    if (covering.length > 0) {
      verdicts[id] = (await isNoticed(id, covering)) ? 'killed' : 'survived'
    } else if (atLoad[id] > 0 && !triesLoading) {
      verdicts[id] = 'untried'
    } else if (atLoad[id] > 0) {
      // What is decided while modules load needs them anew.
      stryker.hitCount = undefined
      registered = await load().catch(() => [])
      verdicts[id] = registered.length === 0 || (await isNoticed(id, quickest)) ? 'killed' : 'survived'
      stryker.activeMutant = undefined
      registered = await load()
    } else {
      verdicts[id] = 'uncovered'
    }
    stryker.activeMutant = undefined
    stryker.hitCount = undefined
  }
  writeFileSync(new URL('verdicts.json', COPY), JSON.stringify(verdicts))
})

async function load() {
  vi.resetModules()
  for (const path of tests) await modules[`../../packages/core/.mutants/${path}`]()
  return (await import('./registered-tests.mjs')).registered
}

/** What a test throws, if anything. */
async function failure(work) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), PATIENCE)
  })
  try {
    await Promise.race([work(), late])
    return undefined
  } catch (error) {
    return error
  } finally {
    clearTimeout(timer)
  }
}
