import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { CONTESTANTS_NODE, INSTRUMENTS, NODE_FOLDER, PEERS, REPOSITORY } from './places.mjs'

/**
 * Makes everything ready that a run needs and a checkout lacks.
 *
 * @param {{ setup: boolean }} options `setup: false` measures the packages as they were last built.
 */
export function prepare({ setup }) {
  if (setup) run('the packages', 'npm', ['run', 'setup'], REPOSITORY)
  installLocked('Node', NODE_FOLDER, process.env)
  if (!existsSync(CONTESTANTS_NODE)) {
    throw new Error(`bench/peers/node has no Node for ${process.platform} ${process.arch}; add its package there`)
  }
  // On the contestants' Node, because npm leaves out platform packages whose engines refuse the Node it runs on.
  const path = dirname(CONTESTANTS_NODE) + delimiter + process.env['PATH']
  installLocked('the peers', PEERS, { ...process.env, PATH: path })
  run('the instruments', 'cargo', ['build', '--release', '--locked', '--quiet'], INSTRUMENTS)
}

/** Installs a folder's lockfile unless that was done already. */
function installLocked(what, folder, env) {
  const lockfile = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
  const stamp = join(folder, 'node_modules', '.installed-lockfile')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) return
  run(what, 'npm', ['ci', '--no-audit', '--no-fund'], folder, env)
  writeFileSync(stamp, lockfile)
}

function run(what, command, parameters, cwd, env = process.env) {
  console.log(`preparing ${what}: ${command} ${parameters.join(' ')}`)
  const { status, error } = spawnSync(command, parameters, { cwd, env, stdio: 'inherit' })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${command} ${parameters.join(' ')} failed in ${cwd}`)
}
