// Measures this checkout against another one: processor time of the engine's main works and of the gallery's cold and
// warm build, each in a process of its own, the two in turn. Both must be set up.
// usage: node bench/side-by-side.mjs <other checkout> [--rounds=<n>]

import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { corpusFolder, REPOSITORY } from './places.mjs'
import { WORKS } from './side-by-side/works.mjs'
import { inTurn, median, spread } from './statistics.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' } },
})
const [other] = positionals
if (other === undefined) throw new Error('Name the other checkout: node bench/side-by-side.mjs <folder>')
const sides = { there: resolve(other), here: REPOSITORY }
const worker = join(REPOSITORY, 'bench/side-by-side/work.mjs')
const corpus = corpusFolder()

/** A copy of the gallery beside its packages, so that nobody's cache is touched. */
function galleryOf(checkout) {
  const source = join(checkout, 'examples/vite-gallery')
  const folder = mkdtempSync(join(tmpdir(), 'lazy-image-gallery-'))
  const keep = path => !['node_modules', 'dist'].includes(basename(path))
  cpSync(source, folder, { recursive: true, dereference: true, filter: keep })
  mkdirSync(join(folder, 'node_modules'))
  for (const name of ['vite', '@lazy-image'])
    symlinkSync(join(source, 'node_modules', name), join(folder, 'node_modules', name))
  return folder
}

const galleries = Object.fromEntries(Object.entries(sides).map(([side, checkout]) => [side, galleryOf(checkout)]))
const seconds = {}
for (let round = 0; round < Number(values.rounds); round++) {
  for (const work of WORKS) {
    for (const side of inTurn(Object.keys(sides), round)) {
      const cwd = galleries[side]
      const text = execFileSync(process.execPath, [worker, sides[side], work, corpus], { cwd, encoding: 'utf8' })
      const { cpuSeconds } = JSON.parse(text.slice(text.lastIndexOf('\n{') + 1))
      seconds[work] ??= { there: [], here: [] }
      seconds[work][side].push(cpuSeconds)
    }
  }
}
for (const folder of Object.values(galleries)) rmSync(folder, { recursive: true, force: true })

console.log('| work | there, CPU s | here, CPU s | here/there | spread |')
console.log('|---|---:|---:|---:|---:|')
for (const [work, { there, here }] of Object.entries(seconds)) {
  const ratio = median(here) / median(there)
  const noise = Math.max(spread(there), spread(here))
  const cells = [median(there).toFixed(3), median(here).toFixed(3), ratio.toFixed(3), `±${(noise * 50).toFixed(0)} %`]
  console.log(`| ${[work, ...cells].join(' | ')} |`)
}
