// Breaks what core decides in every small way that Stryker knows, and tells which ways no test notices. Stryker's
// instrumenter is installed from npm into node_modules. docs/mutation.md has the scores.
// usage: node scripts/mutate-core.mjs [<part>…]

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PARTS } from './mutation/parts.mjs'
import { main, ROOT, run, StepError, step } from './setup/step.mjs'

const CORE = join(ROOT, 'packages/core')
/** Beside the sources, so that what they import is found from there. */
const COPY = join(CORE, '.mutants')
const TOOLS = join(ROOT, 'node_modules/.mutation')
const INSTRUMENTER = '@stryker-mutator/instrumenter'
const VERSION = '9.6.1'

await main(async () => {
  const names = process.argv.slice(2)
  const unknown = names.find(name => !PARTS.some(part => part.name === name))
  if (unknown !== undefined) {
    throw new StepError(`No part is called ${unknown}; there are ${PARTS.map(({ name }) => name).join(', ')}`)
  }
  const instrument = await instrumenter()
  for (const part of PARTS.filter(({ name }) => names.length === 0 || names.includes(name))) {
    await step(`mutants of ${part.name}`, () => tryPart(part, instrument))
  }
})

async function instrumenter() {
  const folder = join(TOOLS, 'node_modules', INSTRUMENTER)
  if (!existsSync(folder)) {
    mkdirSync(TOOLS, { recursive: true })
    writeFileSync(join(TOOLS, 'package.json'), JSON.stringify({ private: true }))
    const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
    await step('instrumenter', () => run('npm', [...args, `${INSTRUMENTER}@${VERSION}`], { cwd: TOOLS }))
  }
  const { Instrumenter } = await import(pathToFileURL(join(folder, 'dist/src/index.js')).href)
  const quiet = { debug() {}, info() {}, isDebugEnabled: () => false }
  const options = { plugins: null, excludedMutations: [], ignorers: [], noHeader: false }
  return files => new Instrumenter(quiet).instrument(files, options)
}

async function tryPart({ files, tests, slowest = Number.MAX_VALUE, atLoad = true }, instrument) {
  rmSync(COPY, { recursive: true, force: true })
  // How TypeScript is read, the folder around the copy says.
  const filter = path => !path.endsWith('tsconfig.json')
  for (const name of ['src', 'test']) cpSync(join(CORE, name), join(COPY, name), { recursive: true, filter })
  const sources = files.map(file => ({ name: file, content: readFileSync(join(CORE, file), 'utf8'), mutate: true }))
  const instrumented = await instrument(sources)
  for (const { name, content } of instrumented.files) writeFileSync(join(COPY, name), content)
  const ids = instrumented.mutants.map(({ id }) => id)
  writeFileSync(join(COPY, 'task.json'), JSON.stringify({ tests, ids, slowest, atLoad }))
  await run(process.execPath, [
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--silent',
    '--reporter=dot',
    `--config=${join(ROOT, 'scripts/mutation/vitest.config.mjs')}`,
  ])
  report(instrumented.mutants, JSON.parse(readFileSync(join(COPY, 'verdicts.json'), 'utf8')))
  rmSync(COPY, { recursive: true, force: true })
}

function report(mutants, verdicts) {
  const tried = mutants.filter(({ id }) => verdicts[id] !== 'untried')
  const left = tried.filter(({ id }) => verdicts[id] !== 'killed')
  for (const { id, fileName, location, replacement } of left) {
    const place = `${fileName}:${location.start.line}:${location.start.column + 1}`
    console.log(`${verdicts[id]} ${place} ${replacement.replaceAll(/\s+/g, ' ').slice(0, 100)}`)
  }
  console.log(`${tried.length - left.length} of ${tried.length} killed, ${mutants.length - tried.length} not tried`)
}
