// Publishes packed tarballs, each behind those that it depends on. One that the registry has already is left out, so
// that a publication that broke off is taken up by running it again.
// usage: node scripts/release/publish.mjs <folder of tarballs> [--dry-run]

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PACKAGES } from '../setup/packages.mjs'
import { capture, main, run, StepError } from '../setup/step.mjs'
import { PLATFORMS, platformPackage } from './platforms.mjs'
import { manifestOf, releaseVersion } from './release-version.mjs'

await main(async () => {
  const { values, positionals } = parseArgs({ options: { 'dry-run': { type: 'boolean' } }, allowPositionals: true })
  const [folder] = positionals
  if (folder === undefined) throw new StepError('usage: publish.mjs <folder of tarballs> [--dry-run]')
  const version = releaseVersion(undefined)
  const names = [...PLATFORMS.map(({ name }) => platformPackage(name)), ...PACKAGES.map(path => manifestOf(path).name)]
  const tarballs = names.map(name => join(resolve(folder), `${name.slice(1).replace('/', '-')}-${version}.tgz`))
  const missing = tarballs.filter(file => !existsSync(file))
  if (missing.length > 0) throw new StepError(`Nothing is published: there is no ${missing.join(', ')}`)

  // Who asks for the latest version gets no version that is still tried out.
  const tag = version.includes('-') ? 'next' : 'latest'
  // Only there is somebody to sign it.
  const signed = process.env.GITHUB_ACTIONS === undefined ? [] : ['--provenance']
  const how = values['dry-run'] ? ['--dry-run'] : signed
  for (const [index, name] of names.entries()) {
    if (await isPublished(name, version)) {
      process.stdout.write(`${name}@${version} is there already\n`)
      continue
    }
    await run('npm', ['publish', tarballs[index], '--access', 'public', '--tag', tag, ...how])
  }
})

/** An answer that does not come counts as no: publishing then fails for the same reason, or is refused. */
async function isPublished(name, version) {
  const stdio = ['ignore', 'pipe', 'ignore']
  const answer = await capture('npm', ['view', `${name}@${version}`, 'version'], { stdio }).catch(() => '')
  return answer.trim() === version
}
