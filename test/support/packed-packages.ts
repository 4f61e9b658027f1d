import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
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

/** What a release would publish, made as a release makes it, and again when something of it has changed. */
export async function packPackages(): Promise<Tarballs> {
  const folder = join(ROOT, 'node_modules/.cache/packed-packages', stateOf([...Object.values(PACKAGES), ...OTHERS]))
  if (!existsSync(folder)) {
    rmSync(dirname(folder), { recursive: true, force: true })
    mkdirSync(dirname(folder), { recursive: true })
    const made = mkdtempSync(`${folder}-`)
    const binaries = join(made, 'binaries')
    writeBinaries(binaries)
    await run(process.execPath, ['scripts/release/pack.mjs', '--binaries', binaries, '--out', made], ROOT)
    renameSync(made, folder)
  }
  const { version } = manifestOf(PACKAGES.native)
  const tarball = (name: string) => join(folder, `lazy-image-${name}-${version}.tgz`)
  return {
    packages: Object.fromEntries(PACKAGE_NAMES.map(name => [name, tarball(name)])) as Record<PackageName, string>,
    platforms: Object.fromEntries(PLATFORMS.map(({ name }) => [name, tarball(`native-${name}`)])),
  }
}

/** What packing depends on, besides the packages. */
const OTHERS = ['scripts/release', 'scripts/setup', 'package.json', 'LICENSE', 'THIRD-PARTY-NOTICES', 'test/support']

/** A name for the state of all files there: it is another one when one has been written, added or removed. */
function stateOf(places: readonly string[]): string {
  const hash = createHash('sha256')
  const note = (path: string): void => {
    const state = statSync(path)
    if (!state.isDirectory()) return void hash.update(`${path} ${state.size} ${state.mtimeMs}\n`)
    for (const name of readdirSync(path).sort()) if (!NEVER_PACKED.includes(name)) note(join(path, name))
  }
  for (const place of places) note(join(ROOT, place))
  return hash.digest('hex').slice(0, 16)
}

const NEVER_PACKED = ['node_modules', 'test', 'target']
