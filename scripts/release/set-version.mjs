// Gives every package and the engine one version: the named one, or the next one that the notes in .changeset call for, which
// become the packages' changelogs.
// usage: node scripts/release/set-version.mjs [<version>]

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGES } from '../setup/packages.mjs'
import { main, ROOT, run, StepError } from '../setup/step.mjs'

await main(async () => {
  const [named] = process.argv.slice(2)
  const version = named ?? (await nextVersion())
  if (!/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/.test(version)) {
    throw new StepError(`Expected a version such as 1.2.3 or 1.2.3-beta.1, but received "${version}"`)
  }
  for (const folder of ['.', ...PACKAGES]) replace(`${folder}/package.json`, /^( {2}"version": )"[^"]*"/m, version)
  replace('Cargo.toml', /^(\[workspace\.package\]\nversion = )"[^"]*"/m, version)
  // Cargo.lock names the workspace's own crates with their versions.
  await run('cargo', ['update', '--workspace', '--offline', '--quiet'])
})

/** Packages are one group in pnpm-workspace.yaml: pnpm gives all of them the version that the greatest change calls for. */
async function nextVersion() {
  const before = versionOf(PACKAGES[0])
  await run('npx', ['--yes', manifestOf('.').packageManager, 'version', '--recursive'])
  const after = versionOf(PACKAGES[0])
  if (after === before) throw new StepError('No note in .changeset calls for a version; name one, or write a note')
  return after
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'))
}

function versionOf(folder) {
  return manifestOf(folder).version
}

function replace(file, pattern, version) {
  const path = join(ROOT, file)
  const text = readFileSync(path, 'utf8')
  if (!pattern.test(text)) throw new StepError(`${file} has no version where one is expected`)
  writeFileSync(path, text.replace(pattern, `$1"${version}"`))
}
