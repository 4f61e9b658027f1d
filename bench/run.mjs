// Measures lazy-image against its peers.
// usage: node bench/run.mjs [suite…] [--quick] [--rounds=<n>] [--no-setup] [--only=<suite of the engine>]…
//        [--against=<peer in the engine>]… [--native=<other build>]…

import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { runEngine, withEarlierSuites } from './engine/run-engine.mjs'
import { runGallery } from './gallery/run-gallery.mjs'
import { runGrowth } from './growth/run-growth.mjs'
import { runLadder } from './ladder/run-ladder.mjs'
import { loadAverage, machineFacts, versions } from './machine.mjs'
import { runMemory } from './memory/run-memory.mjs'
import { REPOSITORY, RESULTS, WORK } from './places.mjs'
import { prepare } from './prepare.mjs'
import { PLOTS, plot, REPORTS, report } from './report/report.mjs'
import { earlierResult, writeResult } from './results.mjs'
import { runSpread } from './spread/run-spread.mjs'
import { runWarm } from './warm/run-warm.mjs'

const SUITES = {
  gallery: runGallery,
  engine: runEngine,
  ladder: runLadder,
  spread: runSpread,
  growth: runGrowth,
  warm: runWarm,
  memory: runMemory,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    against: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', multiple: true, default: [] },
    native: { type: 'string', multiple: true, default: [] },
    setup: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
const wanted = positionals.length === 0 ? Object.keys(SUITES) : positionals
const unknown = wanted.filter(name => !Object.hasOwn(SUITES, name))
if (unknown.length > 0)
  throw new Error(`Unknown suite ${unknown.join(', ')}; there are ${Object.keys(SUITES).join(', ')}`)
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3))
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error(`--rounds must be a positive integer, not ${values.rounds}`)

prepare({ setup: values.setup })
mkdirSync(WORK, { recursive: true })
// Only a full run is worth keeping.
const folder = values.quick ? join(WORK, 'results') : RESULTS
for (const suite of wanted) {
  const circumstances = { suite, date: new Date().toISOString(), rounds, quick: values.quick }
  const machine = machineFacts()
  const loadBefore = loadAverage()
  const participants = await versions()
  const figures = await SUITES[suite]({
    rounds,
    quick: values.quick,
    natives: values.native,
    only: values.only,
    against: values.against,
  })
  const load = { before: loadBefore, after: loadAverage() }
  const measured = { ...circumstances, machine, load, versions: participants, ...figures }
  const result =
    values.only.length > 0 && suite === 'engine'
      ? withEarlierSuites(measured, earlierResult(suite, folder) ?? measured)
      : measured
  console.log(`\nwrote ${relative(REPOSITORY, writeResult(folder, suite, result))}`)
  // Behind each suite, so that a run that is stopped leaves what it knows.
  writeReports()
}
for (const name of [...wanted, 'targets']) console.log(`\n${report(name, folder)}`)

function writeReports() {
  const write = (name, text) => text !== undefined && writeFileSync(join(folder, name), text)
  for (const name of REPORTS) {
    const text = report(name, folder)
    write(`${name}.md`, text === undefined ? undefined : `${text}\n`)
  }
  for (const name of PLOTS) write(`${name}.svg`, plot(name, folder))
}
