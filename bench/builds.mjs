import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runScript } from './measure.mjs'
import { REPOSITORY } from './places.mjs'

const DESCRIBE = fileURLToPath(new URL('describe-build.mjs', import.meta.url))

/** What a process is told so that it loads another build of our engine than the one in the checkout. */
export function environmentOf(native) {
  return native === undefined ? {} : { LAZY_IMAGE_NATIVE: native }
}

/**
 * The engine as it is built, and every other build of it that is there.
 *
 * @param {readonly string[]} natives paths. One that does not exist is said and left out.
 * @returns {Promise<{ native?: string, efforts: string[], fingerprint: string, libaom: string }[]>}
 */
export async function builds(natives) {
  const paths = natives.map(path => resolve(path))
  const there = paths.filter(path => existsSync(path))
  for (const path of paths) if (!there.includes(path)) console.log(`There is no other build at ${path}: it is left out`)
  const found = []
  for (const native of [undefined, ...there]) {
    found.push({
      ...JSON.parse(await runScript(DESCRIBE, [], { cwd: REPOSITORY, env: environmentOf(native) })),
      native,
    })
  }
  return found
}
