// Whether memory stays as it is while a watched project is built again and again: usage in README.md.
// usage: node bench/rebuilds.mjs [--rebuilds 200] [--watchers "vite 8,webpack"]

import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { loadAverage, machineFacts } from './machine.mjs'
import { RESULTS, WORK } from './places.mjs'
import { drawPlot } from './rebuilds/draw-plot.mjs'
import { WATCHERS } from './rebuilds/watchers.mjs'

const SCRIPT = fileURLToPath(new URL('rebuilds/rebuild.mjs', import.meta.url))

/**
 * What the second half of the rebuilds may add, in MB: the median of the last quarter less that of the second. The heap is
 * measured behind a collection, and less what the bundler adds by itself; of the resident set the allocator keeps some.
 */
const BOUNDS = { heapUsed: 2, rss: 16 }

/** Of the edited picture. */
const OUTPUTS = 2

const { values } = parseArgs({ options: { rebuilds: { type: 'string' }, watchers: { type: 'string' } } })
const rebuilds = Number(values.rebuilds ?? 200)
const names = values.watchers?.split(',') ?? Object.keys(WATCHERS)

const load = loadAverage()
const runs = []
for (const watcher of names) {
  const run = { watcher, ours: await rebuild(watcher, 'ours'), theirs: await rebuild(watcher, 'theirs') }
  runs.push({ ...run, ...judge(run) })
  process.stdout.write(`${describe(runs.at(-1))}\n`)
}
const folder = values.rebuilds === undefined && values.watchers === undefined ? RESULTS : WORK
mkdirSync(folder, { recursive: true })
const facts = { rebuilds, bounds: BOUNDS, machine: machineFacts(), load: [load, loadAverage()] }
writeFileSync(join(folder, 'rebuilds.json'), `${JSON.stringify({ ...facts, runs }, undefined, 1)}\n`)
writeFileSync(join(folder, 'rebuilds.svg'), drawPlot(runs))
if (runs.some(({ isFlat, isMinimal }) => !isFlat || !isMinimal)) process.exitCode = 1

async function rebuild(watcher, side) {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', SCRIPT, watcher, rebuilds, side])
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
}

/** Whether memory is flat, and no more was made than the outputs of the edited pictures: some watchers join two edits. */
function judge({ ours, theirs }) {
  const added = Object.fromEntries(
    Object.keys(BOUNDS).map(key => [key, round(growth(ours, key) - Math.max(0, growth(theirs, key)))]),
  )
  const isFlat = Object.entries(BOUNDS).every(([key, bound]) => added[key] <= bound)
  const made = ours.reduce((sum, { encodes }) => sum + encodes, 0)
  return { added, isFlat, isMinimal: made <= OUTPUTS * ours.length }
}

function growth(list, key) {
  const quarter = Math.floor(list.length / 4)
  const parts = [list.slice(quarter, 2 * quarter), list.slice(-quarter)]
  const [early, late] = parts.map(part => part.map(rebuild => rebuild[key]).sort((a, b) => a - b)[part.length >> 1])
  return (late - early) / 1e6
}

function round(number) {
  return Math.round(number * 100) / 100
}

function describe({ watcher, added, isFlat, isMinimal }) {
  const verdict = isFlat && isMinimal ? 'flat' : 'NOT FLAT'
  const waste = isMinimal ? '' : ', more than the edited picture was made'
  return `${watcher}: heap ${added.heapUsed.toFixed(1)} MB, resident set ${added.rss.toFixed(1)} MB more than without us: ${verdict}${waste}`
}
