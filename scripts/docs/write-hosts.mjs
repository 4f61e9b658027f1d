// Writes docs/hosts.md from the tables of the end-to-end matrix: every reference, every host, and why a host lacks one.
// usage: node scripts/docs/write-hosts.mjs [--check]

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../setup/step.mjs'
import { writeOrCheck } from './generated-file.mjs'

const MATRIX = 'e2e/matrix'

// The tables are TypeScript of the end-to-end tests, which is compiled by nobody.
const { runnerImport } = await import(pathToFileURL(createRequire(join(ROOT, 'e2e/package.json')).resolve('vite')).href)
const load = async name => {
  const { module } = await runnerImport(join(ROOT, MATRIX, name), { configFile: false, logLevel: 'silent', root: ROOT })
  return module
}
const { ROWS_BY_KIND, REFUSED } = await load('rows.ts')
const { HOST_FACTS, VARIANTS } = await load('hosts.ts')
const { lackOf } = await load('lack-of.ts')

/** Where a host may lack what it has elsewhere, by the name in its facts. */
const PARTS = { devExceptions: 'dev', relativeExceptions: '`./`' }

/** @type {{ because: string, instead: string }[]} each once, in the order of the tables. */
const reasons = []

await writeOrCheck('docs/hosts.md', page())

function page() {
  const tables = Object.entries(ROWS_BY_KIND).map(section).join('\n')
  const rows = Object.values(ROWS_BY_KIND).flat()
  const cells = HOST_FACTS.flatMap(host => rows.filter(row => lackOf(row, host) === undefined))
  return `<!-- Written by scripts/docs/write-hosts.mjs from ${MATRIX}; do not edit. -->

# Hosts

Wherever a request is written, it comes to the same file, the same bytes and a URL that is right for the base. The tables list
${rows.length} references in ${HOST_FACTS.length} set-ups: ${cells.length} of the ${rows.length * HOST_FACTS.length} pairs work, the others say why not and what to write instead.

Each pair is a test: a page is built for the bases \`/\`, \`/sub/\` and \`./\` and opened in Chromium, which loads every picture; its
bytes are core’s, its size and type those that were asked for, and backgrounds are looked at by their pixels. No file of the output
holds a directive, a stub or a token, and the console is empty. (CONTRIBUTING.md says which of them are tried at each change, and which
once a week.) In Vite the same pages are opened from the dev server, too.

| | |
|---|---|
| ✓ | works, with \`?w=24&format=webp\` and the like for the directives that the tables shorten |
| ✓ not dev, not \`./\` | works, but not in the dev server, or not for the base \`./\`: see [below](#elsewhere-but-not-there) |
| a number | does not work; the reason below has this number |

${tables}
## What \`require\` gives

The same for every shape within a host:

- the value itself: ${hostsThatGive('value')};
- a module whose \`default\` is the value: ${hostsThatGive('module')}.

## References that are refused

What cannot be followed ends a build, with a message that names the rule, the file and the line:

${REFUSED.map(({ shown }) => `- ${code(shown)}`).join('\n')}

And so does whatever reaches the output with a directive left on its URL (\`strict: 'warn'\` says it and goes on).

## Why not, and what instead

${table(
  ['', 'why not', 'instead'],
  reasons.map(({ because, instead }, index) => [index + 1, because, instead]),
)}
## Elsewhere, but not there

${table(['host', 'where', 'reference', 'why not', 'instead'], [...HOST_FACTS, ...VARIANTS].flatMap(partRows))}`
}

function section([kind, rows]) {
  const head = ['reference', ...HOST_FACTS.map(({ name }) => name)]
  const lines = rows.map(row => [code(row.shown), ...HOST_FACTS.map(host => cell(row, host))])
  return `## ${kind}\n\n${table(head, lines)}`
}

function cell(row, host) {
  const lack = lackOf(row, host)
  if (lack !== undefined) return `[${numberOf(lack)}](#why-not-and-what-instead)`
  const besides = Object.keys(PARTS).filter(part => host[part]?.[row.name] !== undefined)
  return besides.length === 0 ? '✓' : `✓ [not ${besides.map(part => PARTS[part]).join(', ')}](#elsewhere-but-not-there)`
}

function numberOf({ because, instead }) {
  const known = reasons.findIndex(reason => reason.because === because && reason.instead === instead)
  return known >= 0 ? known + 1 : reasons.push({ because, instead })
}

function hostsThatGive(form) {
  return HOST_FACTS.filter(({ requires }) => requires === form)
    .map(({ name }) => name)
    .join(', ')
}

/** What a host has, but not everywhere. */
function partRows(host) {
  const rows = Object.values(ROWS_BY_KIND).flat()
  const parts = VARIANTS.includes(host) ? { exceptions: 'all' } : PARTS
  return Object.entries(parts).flatMap(([part, where]) =>
    Object.entries(host[part] ?? {}).map(([name, { because, instead }]) => {
      const { shown } = rows.find(row => row.name === name) ?? { shown: name }
      return [host.name, where, code(shown), because, instead]
    }),
  )
}

/** Code is set as such; words are not. */
function code(shown) {
  if (!/[<(?='"{]/.test(shown)) return shown
  const fence = shown.includes('`') ? '``' : '`'
  return `${fence}${shown}${fence}`
}

function table(head, rows) {
  const line = cells => `| ${cells.map(text => String(text).replaceAll('|', '\\|')).join(' | ')} |`
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`
}
