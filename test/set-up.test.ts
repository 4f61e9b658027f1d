import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { ROOT } from './support/command.js'

const SET_UP = pathToFileURL(join(ROOT, 'scripts/setup/set-up.mjs')).href

/** What set-up says of steps, without the seconds that each took. */
function told(how: object, steps: string): string {
  const code = `import { setUp } from ${JSON.stringify(SET_UP)}\nawait setUp(${JSON.stringify(how)}, ${steps})`
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  expect(status, stderr).toBe(0)
  expect(stdout).toBe('')
  return stderr.replaceAll(/ \(\d+\.\d s\)/g, '')
}

const UP_TO_DATE = "['tools', async () => 'all there'], ['packages', async () => 'up to date']"

test('set-up says of each step what came of it', () => {
  expect(told({}, `[${UP_TO_DATE}]`)).toBe('▸ tools …\n✔ tools: all there\n▸ packages …\n✔ packages: up to date\n')
})

test('set-up of the demo says nothing where all is up to date', () => {
  expect(told({ isQuiet: true }, `[${UP_TO_DATE}]`)).toBe('')
})

test('set-up of the demo says what it does before it does it, and what it has done', () => {
  const work = "async begin => { begin(); console.error('compiling'); begin() }"
  expect(told({ isQuiet: true }, `[${UP_TO_DATE}, ['engine', ${work}], ['toolchain', async () => {}]]`)).toBe(
    '▸ engine …\ncompiling\n✔ engine\n✔ toolchain\n',
  )
})
