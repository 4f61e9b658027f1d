import { expect, test } from 'vitest'
import { ROOT, run } from './support/command.js'

test.each(['write-directives', 'write-client-types', 'write-kinds', 'write-migration', 'write-hosts'])(
  'what scripts/docs/%s.mjs writes is what it would write now',
  async name => {
    expect(await run(process.execPath, [`scripts/docs/${name}.mjs`, '--check'], ROOT)).toBe('')
  },
)

test('the tables of the readme and of what was measured are what the last full benchmark says', async () => {
  expect(
    await run(process.execPath, ['bench/write-tables.mjs', '--check', 'README.md', 'docs/performance.md'], ROOT),
  ).toBe('')
})
