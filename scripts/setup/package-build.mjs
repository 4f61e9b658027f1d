import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { InputStamp } from './input-stamp.mjs'
import { ROOT, run } from './step.mjs'

const PACKAGES = [
  'native/binding',
  'packages/core',
  'packages/cli',
  'packages/unplugin',
  'packages/vite-plugin',
  'packages/webpack-plugin',
]

/** Compiles the TypeScript of all packages. */
export async function buildPackages() {
  const inputs = ['tsconfig.json', 'tsconfig.base.json', 'pnpm-lock.yaml', ...PACKAGES]
  const stamp = new InputStamp('package-build', inputs, path => /\.(?:ts|json|yaml)$/.test(path))
  if (stamp.isCurrent && PACKAGES.every(path => existsSync(join(ROOT, path, 'dist')))) return 'up to date'
  await compileTypeScript('.')
  stamp.save()
  return undefined
}

/** Compiles a project and those that it refers to; what is up to date is left alone. */
export function compileTypeScript(project) {
  return run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '--build', project])
}
