import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { run } from './support/command.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

test('the page for users of vite-imagetools says what the table of differences says', async () => {
  expect(await run(process.execPath, ['scripts/docs/write-migration.mjs', '--check'], ROOT)).toBe('')
})
