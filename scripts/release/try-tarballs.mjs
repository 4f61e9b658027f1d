// Installs packed tarballs as a user would, in an empty project, and makes images with what was installed.
// usage: node scripts/release/try-tarballs.mjs <folder of tarballs> [--musl]
// --musl does the same in a container whose C library is musl.

import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { main, ROOT, run, StepError } from '../setup/step.mjs'
import { PLATFORMS, platformPackage } from './platforms.mjs'
import { manifestOf } from './release-version.mjs'

const MUSL_IMAGE = 'node:24-alpine'

const PROGRAM = `
import { ImageEngine } from '@lazy-image/core'
for (const format of ['jpeg', 'png', 'webp', 'avif']) {
  const { length } = await ImageEngine.fromPath('photo.jpg').resize(80).toBuffer(format)
  if (length < 100) throw new Error(format + ': ' + length + ' bytes')
  console.log(process.platform, process.arch, 'Node', process.versions.node, format, length, 'bytes')
}
`

await main(async () => {
  const { values, positionals } = parseArgs({ options: { musl: { type: 'boolean' } }, allowPositionals: true })
  const [tarballs] = positionals
  if (tarballs === undefined) throw new StepError('usage: try-tarballs.mjs <folder of tarballs> [--musl]')
  if (values.musl) {
    const command = ['node', 'scripts/release/try-tarballs.mjs', '/tarballs']
    const mounts = ['--volume', `${ROOT}:/lazy-image:ro`, '--volume', `${resolve(tarballs)}:/tarballs:ro`]
    await run('docker', ['run', '--rm', ...mounts, '--workdir', '/lazy-image', MUSL_IMAGE, ...command])
    return
  }
  const project = mkdtempSync(join(tmpdir(), 'lazy-image-tarballs-'))
  try {
    writeProject(project, resolve(tarballs))
    await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: project })
    await run(process.execPath, ['main.mjs'], { cwd: project })
    const native = readdirSync(join(project, 'node_modules/@lazy-image')).filter(name => name.startsWith('native-'))
    if (native.length !== 1) throw new StepError(`Of the platforms' packages, one is installed: ${native.join(', ')}`)
  } finally {
    rmSync(project, { recursive: true, force: true })
  }
})

/** Names every tarball itself: what they name of each other, no registry has before it is published. */
function writeProject(project, tarballs) {
  const { version } = manifestOf('native/binding')
  const files = names =>
    Object.fromEntries(
      names.map(name => [name, `file:${join(tarballs, `${name.slice(1).replace('/', '-')}-${version}.tgz`)}`]),
    )
  const manifest = {
    private: true,
    dependencies: files(['@lazy-image/core', '@lazy-image/native']),
    optionalDependencies: files(PLATFORMS.map(({ name }) => platformPackage(name))),
  }
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(project, 'main.mjs'), PROGRAM)
  copyFileSync(join(ROOT, 'packages/core/test/fixtures/pattern.jpg'), join(project, 'photo.jpg'))
}
