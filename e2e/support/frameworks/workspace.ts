import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copyExample } from '../../../examples/copy.mjs'
import { run } from '../../../test/support/command.js'
import { manifestOf, packPackages } from '../../../test/support/packed-packages.js'
import { OWN_PLATFORM } from '../../../test/support/release-binaries.js'
import { scratchFolder } from '../project.js'

const LOCKFILE = fileURLToPath(new URL('../../fixtures/frameworks/pnpm-lock.yaml', import.meta.url))

/**
 * Copies of examples outside of the repository, each installed as its package.json says, with what is packed of our
 * packages. One install for all: what frameworks have in common is linked once.
 *
 * @returns the folder of the copies.
 */
export async function installExamples(names: readonly string[]): Promise<string> {
  const folder = scratchFolder()
  const { packages, platforms } = await packPackages()
  const ours = Object.fromEntries([
    ...Object.entries(packages).map(([name, file]) => [`@lazy-image/${name}`, `file:${file}`]),
    // Of the platforms' packages, the one that fits: no registry has the others before they are published.
    ...Object.entries(platforms).map(([name, file]) => [
      `@lazy-image/native-${name}`,
      name === OWN_PLATFORM ? `file:${file}` : '-',
    ]),
  ])
  const copies = makeFolder(folder, 'examples')
  for (const name of names) copyExample(name, join(copies, name), dependency => ours[dependency] ?? '*')
  writeFileSync(join(copies, 'package.json'), JSON.stringify({ private: true }))
  // JSON is YAML.
  const overrides = { ...ours, 'vite-imagetools': `file:${packages['vite-plugin']}` }
  writeFileSync(join(copies, 'pnpm-workspace.yaml'), JSON.stringify({ ...SETTINGS, packages: names, overrides }))
  copyFileSync(LOCKFILE, join(copies, 'pnpm-lock.yaml'))
  const install = ['install', '--no-frozen-lockfile', '--prefer-offline', '--ignore-scripts', '--reporter=silent']
  await run('npx', ['--yes', manifestOf('.').packageManager, ...install], copies)
  return copies
}

const SETTINGS = { pmOnFail: 'ignore', confirmModulesPurge: false, updateNotifier: false }

function makeFolder(parent: string, name: string): string {
  mkdirSync(join(parent, name))
  return join(parent, name)
}
