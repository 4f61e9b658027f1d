// npm run lint, npm test: in how many hand-written source files each member of a kind is named; fails above the kind's number.
// `--files` lists the files.

import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GENERATED, KINDS, SOURCES } from './kinds.mjs'
import { memberNames } from './member-names.mjs'
import { namedWords } from './named-words.mjs'
import { placesOf } from './places-of.mjs'
import { sourceFiles } from './source-files.mjs'

const [root = fileURLToPath(new URL('../../', import.meta.url))] = process.argv
  .slice(2)
  .filter(argument => argument !== '--files')

const files = SOURCES.flatMap(path => (statSync(join(root, path)).isFile() ? [path] : sourceFiles(root, path, '')))
  .filter(path => /\.(?:ts|mjs|rs)$/.test(path) && !/\/tests\.rs$/.test(path) && !GENERATED.includes(path))
  .map(path => ({ path, named: namedWords(path, readFileSync(join(root, path), 'utf8')) }))

const rows = KINDS.flatMap(kind =>
  memberNames(root, kind.list, kind.folder)
    .filter(member => !kind.notMembers?.test(member))
    .map(member => ({ kind, member, places: placesOf(member, kind, files) })),
)
for (const { kind, member, places } of rows) {
  const isOver = places.length > kind.most
  console.log(`${kind.name.padEnd(20)}${member.padEnd(22)}${places.length} of ${kind.most}${isOver ? ' ✘' : ''}`)
  if (isOver || process.argv.includes('--files')) for (const place of places) console.log(`    ${place}`)
}
const over = rows.filter(({ kind, places }) => places.length > kind.most)
console.log(`Counted the places of ${rows.length} members of ${KINDS.length} kinds: ${over.length} in too many.`)
if (over.length > 0) process.exitCode = 1
