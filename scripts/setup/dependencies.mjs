import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InputStamp } from './input-stamp.mjs'
import { ROOT, run } from './step.mjs'

const INPUTS = [
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'package.json',
  'packages',
  'examples',
  'e2e',
  'docs/site',
  'native/binding',
]
const MANIFESTS = new Set(['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'])

/** Installs what the lockfile says with the pnpm that package.json names; nothing is installed globally. */
export async function installDependencies(begin) {
  const stamp = new InputStamp('dependencies', INPUTS, path => MANIFESTS.has(basename(path)))
  if (stamp.isCurrent && existsSync(join(ROOT, 'node_modules/.modules.yaml'))) return 'up to date'
  begin()
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  await run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile'])
  stamp.save()
  return undefined
}
