import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, run } from './command.js'

/** The published packages, by folder. */
export const PACKAGES = {
  native: 'native/binding',
  core: 'packages/core',
  cli: 'packages/cli',
  unplugin: 'packages/unplugin',
  'vite-plugin': 'packages/vite-plugin',
  'webpack-plugin': 'packages/webpack-plugin',
} as const

export type PackageName = keyof typeof PACKAGES

export const PACKAGE_NAMES = Object.keys(PACKAGES) as PackageName[]

interface Manifest {
  packageManager: string
  version: string
  devDependencies: Record<string, string>
}

export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest
}

/** Packs every package with the pnpm that package.json names, and gives the tarballs' paths. */
export async function packPackages(into: string): Promise<Record<PackageName, string>> {
  const { packageManager } = manifestOf('.')
  const tarballs = {} as Record<PackageName, string>
  for (const name of PACKAGE_NAMES) {
    const folder = join(ROOT, PACKAGES[name])
    await run('npx', ['--yes', packageManager, 'pack', '--pack-destination', into], folder)
    tarballs[name] = join(into, `lazy-image-${name}-${manifestOf(PACKAGES[name]).version}.tgz`)
  }
  return tarballs
}
