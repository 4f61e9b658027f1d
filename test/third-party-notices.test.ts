import { describe, expect, test } from 'vitest'
import { chooseLicence } from '../scripts/notices/choose-licence.mjs'
import { ROOT, run } from './support/command.js'

test('the notices are what the lockfiles say', async () => {
  const stdout = await run(process.execPath, ['scripts/write-third-party-notices.mjs', '--check'], ROOT)
  expect(stdout).toMatch(/^\d+ third-party components, each with its licence\n$/)
}, 120_000)

describe('a component’s licence', () => {
  test.each([
    ['MIT', ['MIT']],
    ['MIT OR Apache-2.0', ['MIT']],
    ['Apache-2.0 OR MIT', ['MIT']],
    ['MIT/Apache-2.0', ['MIT']],
    ['CC0-1.0 OR Apache-2.0 OR Apache-2.0 WITH LLVM-exception', ['CC0-1.0']],
    ['MIT OR Apache-2.0 OR LGPL-2.1-or-later', ['MIT']],
    ['(MIT OR Apache-2.0) AND Unicode-3.0', ['MIT', 'Unicode-3.0']],
    ['GPL-2.0-only OR (BSD-3-Clause AND Zlib)', ['BSD-3-Clause', 'Zlib']],
  ])('of %s is taken as %j', (expression, licences) => {
    expect(chooseLicence(expression, 'x')).toEqual(licences)
  })

  test.each([
    'GPL-3.0-only',
    'MIT AND LGPL-2.1-or-later',
    'AGPL-3.0-only',
    'MPL-2.0',
    'MIT WITH Classpath-exception-2.0',
  ])('that is %s is refused', expression => {
    expect(() => chooseLicence(expression, 'The crate x')).toThrow(/^The crate x is under /)
  })
})
