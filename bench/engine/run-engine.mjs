import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keptScores } from '../kept-scores.mjs'
import { measureScript } from '../measure.mjs'
import { corpusFolder, WORK } from '../places.mjs'
import { inTurn } from '../statistics.mjs'
import { entriesOf, outputsOf, peersNamed } from './contestants.mjs'
import { madePictures } from './made-pictures.mjs'
import { SUITES } from './suites/index.mjs'

const WORKER = fileURLToPath(new URL('worker.mjs', import.meta.url))

/** How long a process repeats a pass, at least; longer where a figure is the difference of two. */
const MIN_SECONDS = 1.5
const MIN_SECONDS_LESS_DECODE = 6
const QUICK_COPIES = 6

/**
 * Puts every contestant to every row of every suite, each time in a process of its own, the contestants in turn.
 *
 * @param {{ rounds: number, quick: boolean, only: readonly string[],
 *   against: readonly string[] }} options `quick`: one picture a row, one pass;
 * `only`: names of suites, all where none is named; `against`: of peers, likewise.
 */
export async function runEngine({ rounds, quick, only, against }) {
  const unknown = only.filter(name => !Object.hasOwn(SUITES, name))
  if (unknown.length > 0) {
    throw new Error(`The engine has no suite ${unknown.join(', ')}; there are ${Object.keys(SUITES).join(', ')}`)
  }
  const named = peersNamed(against)
  const suites = []
  for (const [name, suite] of Object.entries(SUITES)) {
    if (only.length > 0 && !only.includes(name)) continue
    const peers = (suite.peers ?? named).filter(name => named.includes(name))
    const rows = []
    for (const row of suite.rows)
      rows.push(await runRow(name, suite, quick ? shortened(row) : row, { rounds, quick, peers }))
    suites.push({ name, title: suite.title, isUntimed: suite.isUntimed ?? false, rows })
  }
  return { suites }
}

async function runRow(suiteName, suite, row, { rounds, quick, peers }) {
  const pictures = await madePictures(row.pictures)
  const entries = entriesOf(row, peers).map(entry => new Entry(entry, { suite, row, pictures, quick }))
  for (let round = 0; round < (suite.isUntimed ? 1 : (suite.rounds ?? rounds)); round++) {
    for (const entry of inTurn(entries, round)) await entry.run(`${suiteName} ${row.id}, round ${round + 1}`)
  }
  return {
    id: row.id,
    title: row.title,
    pictures: row.pictures,
    peerQuality: row.peerQuality,
    /** Files that one pass works on. */
    files: row.copies ?? row.pictures.length,
    results: Object.fromEntries(entries.map(entry => [entry.id, entry.result()])),
  }
}

class Entry {
  id
  #job
  #pictures
  #runs = []
  #files = []
  #error
  #isUnscored

  constructor({ id, contestant, effort }, { suite, row, pictures, quick }) {
    this.id = id
    this.#pictures = pictures
    this.#isUnscored = suite.isUnscored ?? false
    this.#job = {
      contestant,
      effort,
      pictures,
      work: row.work ?? suite.work,
      lessDecode: suite.lessDecode ?? false,
      memoryBudget: suite.memoryBudget,
      decodeSize: row.decodeSize,
      outputs: outputsOf(row, contestant),
      copies: row.copies,
      minSeconds: quick || suite.isUntimed ? 0 : minSecondsOf(suite),
      folder: join(WORK, 'engine', row.id, id.replaceAll(/[^a-z0-9]+/g, '-')),
    }
  }

  /** A contestant that fails at a row is out of that row; the others are still worth measuring. */
  async run(what) {
    if (this.#error !== undefined) return
    const { cost, stdout } = await measureScript(WORKER, [JSON.stringify(this.#job)], { cwd: WORK })
    const { error, passes, baselineBytes, files } = JSON.parse(stdout)
    if (error !== undefined) {
      this.#error = withoutFolders(error)
      console.log(`${what}, ${this.id}: ${error}`)
      return
    }
    this.#runs.push({ passes, baselineBytes, peakBytes: cost.peakBytes })
    this.#files = files
    const [{ cpuSeconds, wallSeconds }] = passes
    console.log(`${what}, ${this.id}: ${(cpuSeconds * 1000).toFixed(0)} ms CPU, ${(wallSeconds * 1000).toFixed(0)} ms`)
  }

  result() {
    if (this.#error !== undefined) return { error: this.#error }
    if (this.#isUnscored) return { runs: this.#runs, outputs: this.#files.map(sized) }
    const scores = keptScores(
      this.#files.map(({ picture, output }) => ({ source: this.#pictures[picture].file, output })),
    )
    return { runs: this.#runs, outputs: this.#files.map(({ picture }, index) => ({ picture, ...scores[index] })) }
  }
}

function minSecondsOf({ lessDecode, minSeconds = lessDecode ? MIN_SECONDS_LESS_DECODE : MIN_SECONDS }) {
  return minSeconds
}

function sized({ picture, output }) {
  return { picture, bytes: statSync(output).size }
}

/** Results are read on other machines. */
function withoutFolders(message) {
  return message.replaceAll(`${corpusFolder()}/`, '').replaceAll(`${WORK}/`, '')
}

function shortened(row) {
  return {
    ...row,
    pictures: row.pictures.slice(0, 1),
    ...(row.copies === undefined ? {} : { copies: QUICK_COPIES }),
  }
}

/**
 * What was measured of some suites, and the others of an earlier run, each of which says when it was measured and of
 * which commit.
 */
export function withEarlierSuites(result, earlier) {
  const told = suite => ({ earlier: { date: earlier.date, commit: earlier.versions.commit }, ...suite })
  const byName = list => new Map(list.map(suite => [suite.name, suite]))
  const [fresh, old] = [byName(result.suites), byName(earlier.suites)]
  const suites = Object.keys(SUITES).flatMap(name => fresh.get(name) ?? (old.has(name) ? told(old.get(name)) : []))
  return { ...result, suites }
}
