// Gives every package and the engine one version.
// usage: node scripts/release/set-version.mjs <version>

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGES } from '../setup/packages.mjs'
import { main, ROOT, run, StepError } from '../setup/step.mjs'

const [version = ''] = process.argv.slice(2)

await main(async () => {
  if (!/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/.test(version)) {
    throw new StepError(`Expected a version such as 1.2.3 or 1.2.3-beta.1, but received "${version}"`)
  }
  for (const folder of ['.', ...PACKAGES]) replace(`${folder}/package.json`, /^( {2}"version": )"[^"]*"/m)
  replace('Cargo.toml', /^(\[workspace\.package\]\nversion = )"[^"]*"/m)
  // Cargo.lock names the workspace's own crates with their versions.
  await run('cargo', ['metadata', '--offline', '--format-version', '1'], { stdio: ['ignore', 'ignore', 'inherit'] })
})

function replace(file, pattern) {
  const path = join(ROOT, file)
  const text = readFileSync(path, 'utf8')
  if (!pattern.test(text)) throw new StepError(`${file} has no version where one is expected`)
  writeFileSync(path, text.replace(pattern, `$1"${version}"`))
}
