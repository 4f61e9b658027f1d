// Makes images on every runtime that is promised to work, each installed from npm into a temporary folder: all must make
// the same bytes. Needs a set-up checkout and 700 MB for the while.
// usage: node scripts/check-runtimes.mjs [--here]
// --here installs nothing and runs on the Node that runs this.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installRuntimes } from './runtimes/carriers.mjs'
import { capture, main, ROOT, StepError, step } from './setup/step.mjs'

const PROGRAM = join(ROOT, 'scripts/runtimes/make-images.mjs')

/** The oldest Node that package.json allows, the lines that are maintained, and Bun. */
const NODES = ['20.19.0', '22.23.3', '24.21.0', '26.10.0']
const BUN = '1.4.5'

const folder = mkdtempSync(join(tmpdir(), 'lazy-image-runtimes-'))
await main(async () => {
  try {
    const digests = new Map()
    const runtimes = process.argv.includes('--here') ? [['here', process.execPath]] : await install()
    for (const [name, program] of runtimes) {
      await step(`images on ${name}`, async () => {
        digests.set(name, (await capture(program, [PROGRAM])).trim())
      })
    }
    if (new Set(digests.values()).size > 1) {
      throw new StepError(`The runtimes make different bytes:\n${[...digests].map(pair => pair.join(': ')).join('\n')}`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Names and programs of the runtimes. */
async function install() {
  const wanted = [...NODES.map(version => ({ runtime: 'node', version })), { runtime: 'bun', version: BUN }]
  let programs = new Map()
  await step('runtimes', async () => {
    programs = await installRuntimes(folder, wanted)
  })
  return [...programs]
}
