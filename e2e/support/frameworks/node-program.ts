import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { hasCarriers, installRuntimes } from '../../../scripts/runtimes/carriers.mjs'

/** What every framework of the examples runs on. */
const VERSION = '24.21.0'
const FOLDER = fileURLToPath(new URL(`../../../node_modules/.cache/node-${VERSION}`, import.meta.url))

/** A Node that is new enough for every framework, or why there is none. */
export async function findNode(): Promise<{ program: string } | { missing: string }> {
  if (isNewEnough(process.versions.node)) return { program: process.execPath }
  const cached = `${FOLDER}/node_modules/node-${VERSION}/bin/node`
  if (existsSync(cached)) return { program: cached }
  if (!hasCarriers) {
    const here = `${process.platform}-${process.arch}`
    return { missing: `they need Node 24, this is ${process.version}, and npm has none for ${here}` }
  }
  const programs = await installRuntimes(FOLDER, [{ runtime: 'node', version: VERSION }])
  return { program: programs.get(`node-${VERSION}`) ?? cached }
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 11)
}
