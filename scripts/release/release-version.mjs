import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGES } from '../setup/packages.mjs'
import { ROOT, StepError } from '../setup/step.mjs'

/**
 * The version that every package and the engine have.
 *
 * @throws {StepError} when they differ, or are not what the tag says.
 * @param {string | undefined} tag such as `v1.2.3`.
 */
export function releaseVersion(tag) {
  const versions = new Map(PACKAGES.map(folder => [`${folder}/package.json`, manifestOf(folder).version]))
  versions.set('Cargo.toml', engineVersion())
  const [version] = versions.values()
  if ([...versions.values()].some(other => other !== version)) {
    const list = [...versions].map(([file, other]) => `  ${file}: ${other}`).join('\n')
    throw new StepError(
      `The packages and the engine are published under one version, but have several. ` +
        `Run: node scripts/release/set-version.mjs <version>\n${list}`,
    )
  }
  if (tag !== undefined && tag !== `v${version}`) {
    throw new StepError(`The tag is ${tag}, but the packages are of version ${version}: tag v${version}`)
  }
  return version
}

/** @param {string} folder of a package. */
export function manifestOf(folder) {
  return JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'))
}

function engineVersion() {
  const manifest = readFileSync(join(ROOT, 'Cargo.toml'), 'utf8')
  return /^\[workspace\.package\]\nversion = "([^"]+)"/m.exec(manifest)?.[1]
}
