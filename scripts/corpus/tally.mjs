import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { ROOT } from '../setup/step.mjs'
import { mutate } from './mutate.mjs'

const KEPT = join(ROOT, 'target/feed-corpus')

/** Counts what was fed and what came of it, and shows what should not have come. */
export class Tally {
  findings = []
  #fed = 0
  #copies = 0
  #results = new Map()

  add(input, { findings, results }) {
    this.#fed++
    if (input.seed !== null) this.#copies++
    for (const result of results) this.#results.set(result, (this.#results.get(result) ?? 0) + 1)
    for (const finding of findings) {
      this.findings.push(finding)
      process.stderr.write(`${finding.kind}: ${keep(input, this.findings.length)}: ${finding.told}\n`)
    }
  }

  print(files) {
    const count = kind => this.findings.filter(finding => finding.kind === kind).length
    const byCode = [...this.#results].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, times]) => `${code} ${times}`)
    process.stdout.write(
      `${files} files, ${this.#fed - this.#copies} fed as they are and ${this.#copies} damaged copies: ` +
        `${count('crash')} crashes, ${count('hang')} hangs, ${count('peak')} peaks above 1 GB, ${count('panic')} panics\n` +
        `  ${byCode.join(', ')}\n`,
    )
  }
}

/** Writes what was fed, so that it can be fed again. */
function keep({ file, seed, other }, number) {
  mkdirSync(KEPT, { recursive: true })
  const bytes = readFileSync(file)
  const kept = join(KEPT, `${number}-${basename(file)}`)
  writeFileSync(kept, seed === null ? bytes : mutate(bytes, seed, readFileSync(other)))
  return `${relative(ROOT, kept)} of ${file}`
}
