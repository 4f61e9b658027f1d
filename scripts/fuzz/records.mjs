import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../setup/step.mjs'

const RECORDS = join(ROOT, 'native/fuzz/runs.json')
const TABLE = join(ROOT, 'native/fuzz/runs.md')

/** Writes a run without a finding in the place of the target's last one, and the table of all of them. */
export function recordRun(target, { commit, seconds, clock, executions, edges, corpus }) {
  const date = new Date().toISOString().slice(0, 10)
  // Several targets may be fed at a time, each by a process: read at the last moment.
  const runs = { ...readRecords(), [target]: { date, commit, seconds, clock, executions, edges, corpus } }
  const sorted = Object.fromEntries(Object.entries(runs).sort(([one], [other]) => (one < other ? -1 : 1)))
  replaceFile(RECORDS, `${JSON.stringify(sorted, undefined, 2)}\n`)
  replaceFile(TABLE, renderTable(sorted))
}

/** Whoever reads it meanwhile has the old one or the new one. */
function replaceFile(file, content) {
  writeFileSync(`${file}.new`, content)
  renameSync(`${file}.new`, file)
}

function readRecords() {
  try {
    return JSON.parse(readFileSync(RECORDS, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return {}
    throw error
  }
}

function renderTable(runs) {
  const rows = Object.entries(runs).map(
    ([target, { date, commit, seconds, clock, executions, edges, corpus }]) =>
      `| ${target} | ${(seconds / 60).toFixed(1)} | ${(clock / 60).toFixed(1)} | ${executions.toLocaleString('en')} | ${edges.toLocaleString('en')} | ${corpus.toLocaleString('en')} | ${date} | ${commit} |`,
  )
  return `The last run of each target that ended without a finding, as \`node scripts/fuzz.mjs <target> <seconds> --record\` wrote it: inputs
tried, edges of the code (Rust and C) that any input has reached, and inputs that reach something of their own.

| target | processor time, min | by the clock, min | inputs | edges | corpus | date | commit |
| --- | ---: | ---: | ---: | ---: | ---: | --- | --- |
${rows.join('\n')}
`
}
