// Makes the tarballs that are published: a package for each platform with its binary, and the packages of this
// repository, of which @lazy-image/native then names those of the platforms as optional dependencies. The repository's
// own manifests never do: until a version is published, no lockfile could hold them.
// usage: node scripts/release/pack.mjs --binaries <folder with a .node file for each platform> --out <folder> [--tag v1.2.3]

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PACKAGES } from '../setup/packages.mjs'
import { capture, main, StepError } from '../setup/step.mjs'
import { buildReportPage } from './build-report-page.mjs'
import { dropInner, joinModules, sourcesIn } from './join-modules.mjs'
import { writePlatformPackage } from './platform-package.mjs'
import { binaryFile, PLATFORMS, platformPackage } from './platforms.mjs'
import { manifestOf, releaseVersion } from './release-version.mjs'

await main(async () => {
  const { values } = parseArgs({
    options: { binaries: { type: 'string' }, out: { type: 'string' }, tag: { type: 'string' } },
  })
  if (values.binaries === undefined || values.out === undefined) {
    throw new StepError('usage: pack.mjs --binaries <folder> --out <folder> [--tag v1.2.3]')
  }
  const [binaries, out] = [resolve(values.binaries), resolve(values.out)]
  const version = releaseVersion(values.tag)
  const missing = PLATFORMS.map(({ name }) => binaryFile(name)).filter(file => !existsSync(join(binaries, file)))
  if (missing.length > 0) {
    throw new StepError(`A release has a binary for every platform, but ${binaries} lacks ${missing.join(', ')}`)
  }
  const staging = mkdtempSync(join(tmpdir(), 'lazy-image-release-'))
  try {
    mkdirSync(out, { recursive: true })
    const platformFolders = PLATFORMS.map(platform => {
      const folder = join(staging, platform.name)
      writePlatformPackage(platform, join(binaries, binaryFile(platform.name)), folder)
      return folder
    })
    await packByPnpm(staging)
    const packages = await Promise.all(PACKAGES.map(folder => unpacked(folder, version, staging)))
    process.stdout.write(await pack([...platformFolders, ...packages], out))
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
})

/** Has pnpm pack all packages at once: it fills in the versions of their neighbours. */
async function packByPnpm(into) {
  const { packageManager } = manifestOf('.')
  const filters = PACKAGES.map(folder => `--filter=./${folder}`)
  await capture('npx', ['--yes', packageManager, '--recursive', ...filters, 'pack', '--pack-destination', into])
}

/** What pnpm would publish of a package, joined, as a folder. */
async function unpacked(folder, version, staging) {
  const { name } = manifestOf(folder)
  const into = join(staging, name.slice(name.indexOf('/') + 1))
  mkdirSync(into)
  const tarball = join(staging, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`)
  await capture('tar', ['-xzf', tarball], { cwd: into })
  const unpackedFolder = join(into, 'package')
  // Joined where nobody else is at work on it.
  const sources = join(unpackedFolder, sourcesIn(folder))
  cpSync(join(folder, sourcesIn(folder)), sources, { recursive: true })
  await joinModules(unpackedFolder)
  dropInner(unpackedFolder)
  if (existsSync(join(folder, 'report-page'))) await buildReportPage(folder, join(unpackedFolder, 'dist'))
  rmSync(sources, { recursive: true })
  return unpackedFolder
}

/** Gives the tarballs' names, a line for each. */
async function pack(folders, out) {
  for (const folder of folders) completeManifest(join(folder, 'package.json'))
  return await capture('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', out, ...folders])
}

function completeManifest(file) {
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  if (manifest.name === '@lazy-image/native') manifest.optionalDependencies = platformPackages(manifest.version)
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env
  // The provenance that is published with a package counts when the package names the repository that it came from.
  if (repository !== undefined) manifest.repository = { type: 'git', url: `git+${server}/${repository}.git` }
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`)
}

/** Exactly this version: the calls between the package and its binary may change with each. */
function platformPackages(version) {
  return Object.fromEntries(PLATFORMS.map(({ name }) => [platformPackage(name), version]))
}
