// Writes the tables of the last full run into the marked regions of Markdown files.
// usage: node bench/write-tables.mjs [--check] <file.md>…
//
// A region stands between <!-- bench:<report> --> and <!-- /bench:<report> -->. With --check nothing is written: a
// region that differs from the results is named, and the exit code is 1.

import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fillRegions } from './report/fill-regions.mjs'
import { report } from './report/report.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false } },
})
if (positionals.length === 0) throw new Error('Name the Markdown files to write tables into')

let differ = false
for (const file of positionals) {
  const before = readFileSync(file, 'utf8')
  const { text, names } = fillRegions(before, name => report(name))
  if (names.length === 0)
    throw new Error(`${file} has no region such as <!-- bench:gallery --> … <!-- /bench:gallery -->`)
  if (text === before) continue
  if (values.check) {
    differ = true
    console.error(`${file} is not what bench/results says; run: node bench/write-tables.mjs ${file}`)
  } else {
    writeFileSync(file, text)
    console.log(`wrote ${names.join(', ')} into ${file}`)
  }
}
if (differ) process.exitCode = 1
