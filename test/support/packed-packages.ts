import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PLATFORMS } from '../../scripts/release/platforms.mjs'
import { ROOT, run } from './command.js'
import { writeBinaries } from './release-binaries.js'

/** The published packages, by folder. */
export const PACKAGES = {
  native: 'native/binding',
  core: 'packages/core',
  components: 'packages/components',
  cli: 'packages/cli',
  unplugin: 'packages/unplugin',
  'vite-plugin': 'packages/vite-plugin',
  'webpack-plugin': 'packages/webpack-plugin',
} as const

export type PackageName = keyof typeof PACKAGES

export const PACKAGE_NAMES = Object.keys(PACKAGES) as PackageName[]

interface Manifest {
  version: string
  packageManager: string
  devDependencies: Record<string, string>
}

export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest
}

export interface Tarballs {
  /** Paths by the names of the packages. */
  packages: Record<PackageName, string>
  /** Paths by the names of the platforms. */
  platforms: Record<string, string>
}

/** What a release would publish, made as a release makes it. */
export async function packPackages(into: string): Promise<Tarballs> {
  const binaries = join(into, 'binaries')
  writeBinaries(binaries)
  await run(process.execPath, ['scripts/release/pack.mjs', '--binaries', binaries, '--out', into], ROOT)
  const { version } = manifestOf(PACKAGES.native)
  const tarball = (name: string) => join(into, `lazy-image-${name}-${version}.tgz`)
  return {
    packages: Object.fromEntries(PACKAGE_NAMES.map(name => [name, tarball(name)])) as Record<PackageName, string>,
    platforms: Object.fromEntries(PLATFORMS.map(({ name }) => [name, tarball(`native-${name}`)])),
  }
}
