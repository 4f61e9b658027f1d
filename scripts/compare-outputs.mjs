// Compares what two checkouts make: every output of the galleries, and of the recorded queries, byte for byte.
// usage: node scripts/compare-outputs.mjs <other checkout, set up> [--json <file>]

import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from './setup/step.mjs'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } })
const [other] = positionals
if (other === undefined) throw new Error('Name the other checkout: node scripts/compare-outputs.mjs <folder>')

/** What a checkout makes, by the name of the work: hashes of the outputs, or the error's code. */
function outputsOf(checkout) {
  const worker = join(ROOT, 'scripts/compare/make-outputs.mjs')
  const text = execFileSync(process.execPath, [worker, checkout], { encoding: 'utf8', maxBuffer: 1 << 28 })
  return JSON.parse(text.slice(text.lastIndexOf('\n{') + 1))
}

const [theirs, ours] = [resolve(other), ROOT].map(outputsOf)
const names = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])]
const different = names.filter(name => JSON.stringify(theirs[name]) !== JSON.stringify(ours[name]))
const outputs = Object.values(ours)
  .filter(Array.isArray)
  .reduce((total, { length }) => total + length, 0)
console.log(`${names.length} works compared, ${outputs} outputs, ${different.length} works different`)
for (const name of different) {
  console.log(`  ${name}\n    there ${JSON.stringify(theirs[name])}\n    here  ${JSON.stringify(ours[name])}`)
}
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ theirs, ours }, null, 1))
process.exitCode = different.length === 0 ? 0 : 1
