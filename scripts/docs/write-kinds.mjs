// Writes the table of CONTRIBUTING.md that says which files a new member of a kind takes.
// usage: node scripts/docs/write-kinds.mjs [--check]

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../setup/step.mjs'
import { KINDS } from '../structure/kinds.mjs'
import { writeOrCheck } from './generated-file.mjs'

const PAGE = 'CONTRIBUTING.md'
const [start, end] = ['<!-- kinds -->', '<!-- /kinds -->']

const rows = KINDS.map(({ name, toAdd, most, besides }) => {
  const article = /^[aeiou]/.test(name) ? 'an' : 'a'
  return `| ${article} ${name} | ${toAdd} | ${most}${besides === undefined ? '' : ` besides ${besides}`} |`
})
const table = ['| to add | these files | named in, at most |', '|---|---|---|', ...rows].join('\n')
const text = await readFile(join(ROOT, PAGE), 'utf8')
const [head, tail] = [text.indexOf(start) + start.length, text.indexOf(end)]
if (tail < head) throw new Error(`${PAGE} has no region between ${start} and ${end}`)
await writeOrCheck(PAGE, `${text.slice(0, head)}\n\n${table}\n\n${text.slice(tail)}`)
