import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runScript } from './measure.mjs'
import { INSTRUMENTS, PEERS, REPOSITORY } from './places.mjs'

const VERSIONS = fileURLToPath(new URL('versions.mjs', import.meta.url))

/** Crates of the instruments whose version can move a figure. */
const MEASURING_CRATES = ['butteraugli', 'fast-ssim2', 'image', 'image-webp', 'libaom-sys', 'libavif-sys', 'zune-jpeg']

/** What a run's figures depend on beside the code that was measured. */
export function machineFacts() {
  return {
    cpu: cpus()[0].model,
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${process.platform} ${release()} ${process.arch}`,
  }
}

/** Who else was running: tasks over the last 1, 5 and 15 minutes. */
export function loadAverage() {
  return loadavg().map(load => Math.round(load * 100) / 100)
}

/** Who took part. */
export async function versions() {
  const { dependencies } = JSON.parse(readFileSync(join(PEERS, 'package.json'), 'utf8'))
  return {
    commit: commit(),
    ...JSON.parse(await runScript(VERSIONS, [], { cwd: REPOSITORY })),
    peers: dependencies,
    instruments: lockedCrates(MEASURING_CRATES),
  }
}

function lockedCrates(names) {
  const lockfile = readFileSync(join(INSTRUMENTS, 'Cargo.lock'), 'utf8')
  const locked = [...lockfile.matchAll(/name = "([^"]+)"\nversion = "([^"]+)"/g)]
  return Object.fromEntries(
    locked.filter(([, name]) => names.includes(name)).map(([, name, version]) => [name, version]),
  )
}

function commit() {
  const git = (...parameters) => spawnSync('git', parameters, { cwd: REPOSITORY, encoding: 'utf8' })
  const { status, stdout } = git('rev-parse', '--short=12', 'HEAD')
  if (status !== 0) return 'unknown'
  const changed = git('status', '--porcelain', '--', 'native', 'packages').stdout.trim() !== ''
  return stdout.trim() + (changed ? ' with changes' : '')
}
