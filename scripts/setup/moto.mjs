import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { InputStamp } from './input-stamp.mjs'
import { ROOT, run } from './step.mjs'

const REQUIREMENTS = 'scripts/setup/moto-requirements.txt'

/** Where Python finds moto, the S3 server of the tests. */
export function motoFolder() {
  return join(ROOT, 'node_modules/.cache/lazy-image-setup/moto-packages')
}

/** Installs moto from PyPI into a folder of the checkout; Python compiles what of it is used. */
export async function installMoto() {
  const folder = motoFolder()
  const stamp = new InputStamp('moto', [REQUIREMENTS])
  if (stamp.isCurrent && existsSync(folder)) return 'up to date'
  const temporary = `${folder}.new`
  for (const old of [folder, temporary]) rmSync(old, { recursive: true, force: true })
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-warn-conflicts', '--root-user-action=ignore']
  const options = [...quiet, '--no-deps', '--no-compile', '--target', temporary, '-r', REQUIREMENTS]
  await run('python3', ['-m', 'pip', 'install', ...options])
  renameSync(temporary, folder)
  stamp.save()
  return undefined
}
