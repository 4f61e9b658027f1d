import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../setup/step.mjs'

/** A file for each target: several may be fed at a time, each by a process. */
const RECORDS = join(ROOT, 'native/fuzz/runs')
const TABLE = join(ROOT, 'native/fuzz/runs.md')

/** Writes a run without a finding in the place of the target's last one, and the table of all of them. */
export function recordRun(target, { commit, seconds, clock, executions, edges, corpus }) {
  const date = new Date().toISOString().slice(0, 10)
  mkdirSync(RECORDS, { recursive: true })
  const run = { date, commit, seconds, clock, executions, edges, corpus }
  replaceFile(join(RECORDS, `${target}.json`), `${JSON.stringify(run, undefined, 2)}\n`)
  replaceFile(TABLE, renderTable(readRecords()))
}

/** Whoever reads it meanwhile has the old one or the new one. */
function replaceFile(file, content) {
  const written = `${file}.${process.pid}`
  writeFileSync(written, content)
  renameSync(written, file)
}

/** @returns {[target: string, run: object][]} by name. */
function readRecords() {
  const names = readdirSync(RECORDS).filter(name => name.endsWith('.json'))
  return names
    .sort()
    .map(name => [name.slice(0, -'.json'.length), JSON.parse(readFileSync(join(RECORDS, name), 'utf8'))])
}

function renderTable(runs) {
  const rows = runs.map(
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
