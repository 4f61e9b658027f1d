import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RESULTS } from './places.mjs'
import { printResults } from './print-results.mjs'

/** Writes a suite's figures. @returns the file's path. */
export function writeResult(folder, suite, result) {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${suite}.json`)
  writeFileSync(file, `${printResults(JSON.parse(JSON.stringify(result, shorten)))}\n`)
  return file
}

/** The figures of a suite's last committed run, or of another folder's. @throws when there are none. */
export function readResult(suite, folder = RESULTS) {
  return JSON.parse(readFileSync(join(folder, `${suite}.json`), 'utf8'))
}

/** The same, or undefined where there are none. */
export function earlierResult(suite, folder) {
  try {
    return readResult(suite, folder)
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Digits beyond these are noise. */
function shorten(_key, value) {
  return typeof value === 'number' ? Number(value.toPrecision(9)) : value
}
