import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { KeptLines } from './kept-lines.mjs'
import { instrument, WORK } from './places.mjs'
import { score } from './score.mjs'

/** Scores of pairs of files, of which none is made twice by one scorer. @returns as {@link score} does. */
export function keptScores(pairs) {
  const kept = new KeptLines(join(WORK, 'scores', `${digest(instrument('score'))}.jsonl`))
  const keys = pairs.map(({ source, output }) => `${digest(source)} ${digest(output)}`)
  const wanted = [...new Set(keys)].filter(key => kept.get(key) === undefined)
  const scores = score(wanted.map(key => pairs[keys.indexOf(key)]))
  for (const [index, key] of wanted.entries()) kept.add(key, scores[index])
  return keys.map(key => kept.get(key))
}

const digests = new Map()

/** Of a file's bytes; sources are asked for again and again. */
function digest(file) {
  const known = digests.get(file)
  if (known !== undefined) return known
  const made = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 24)
  digests.set(file, made)
  return made
}
