import { copyFileSync, cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, run } from './command.js'
import { manifestOf, type Tarballs } from './packed-packages.js'

/**
 * A project as its author would write it, in an empty folder, with the packed packages, the bundlers and two compilers
 * installed. Its imports ask for two widths in AVIF, WebP and JPEG, for one of these again, and for one PNG.
 */
export async function makeProject(folder: string, { packages, platforms }: Tarballs): Promise<void> {
  cpSync(join(ROOT, 'test/fixtures/consumer'), folder, { recursive: true })
  copyFileSync(join(ROOT, 'packages/core/test/fixtures/pattern.jpg'), join(folder, 'src/photo.jpg'))
  const { rollup, vite, webpack } = manifestOf('packages/unplugin').devDependencies
  const { typescript } = manifestOf('.').devDependencies
  const manifest = {
    name: 'consumer',
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(
      Object.entries(packages).map(([name, file]) => [`@lazy-image/${name}`, `file:${file}`]),
    ),
    // Those that @lazy-image/native names: no registry has them before they are published.
    optionalDependencies: Object.fromEntries(
      Object.entries(platforms).map(([name, file]) => [`@lazy-image/native-${name}`, `file:${file}`]),
    ),
    devDependencies: {
      rollup,
      typescript,
      'typescript-5': 'npm:typescript@5.9.3',
      vite,
      webpack,
      'webpack-cli': '7.3.1',
    },
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], folder)
}
