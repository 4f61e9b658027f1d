import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Records by key in a file, a line each, so that a run that was stopped takes up where it was. */
export class KeptLines {
  #file
  #records = new Map()

  constructor(file) {
    this.#file = file
    mkdirSync(dirname(file), { recursive: true })
    if (!existsSync(file)) return
    const text = readFileSync(file, 'utf8')
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    // A run that was stopped while it wrote leaves half a line, which the next record would be joined to.
    if (whole.length < text.length) writeFileSync(file, whole)
    for (const line of whole.split('\n').slice(0, -1)) this.#records.set(...JSON.parse(line))
  }

  get(key) {
    return this.#records.get(key)
  }

  add(key, record) {
    this.#records.set(key, record)
    appendFileSync(this.#file, `${JSON.stringify([key, record])}\n`)
  }
}
