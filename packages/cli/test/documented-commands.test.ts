import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { run } from './support/run.js'

const PAGE = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8')
const help = async (...args: string[]) => (await run(tmpdir(), ...args)).said

const COMMANDS = [...(await help('--help')).matchAll(/^ {2}(\w+) {2}/gm)].map(([, name = '']) => name)

test('there are commands', () => {
  expect(COMMANDS).toEqual(
    expect.arrayContaining(['convert', 'inspect', 'types', 'prewarm', 'worker', 'cache', 'doctor']),
  )
})

/** Those that have a page of their own are told there. */
const TOLD = COMMANDS.filter(name => PAGE.includes(`[\`${name}\`]`))

describe.each(TOLD)('%s', name => {
  test('has every option of its on the page', async () => {
    const options = [...(await help(name, '--help')).matchAll(/^ {2}--([\w-]+)/gm)].map(([, option = '']) => option)
    expect(options.length).toBeGreaterThan(1)
    for (const option of options) expect(PAGE, option).toContain(`--${option}`)
  })

  test('shows in its help how it is called, and that it speaks JSON', async () => {
    const text = await help(name, '--help')
    expect(text).toMatch(new RegExp(`^lazy-image ${name}`, 'm'))
    expect(text).toContain('--json')
  })
})

test('help says what exit codes mean, and the page has each', async () => {
  expect(await help('--help')).toMatch(/0 all is well; 1 .*; 2 /)
  for (const code of [0, 1, 2]) expect(PAGE).toMatch(new RegExp(`^\\| ${code} \\| `, 'm'))
})
