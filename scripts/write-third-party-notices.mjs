// Writes THIRD-PARTY-NOTICES at the root, and for @lazy-image/native, from the lockfiles and the sources they name.
// usage: node scripts/write-third-party-notices.mjs [--check]
// --check writes nothing and fails when a file is not what would be written.

import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { linkedCrates } from './notices/linked-crates.mjs'
import { renderNotices } from './notices/render-notices.mjs'
import { runtimePackages } from './notices/runtime-packages.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PUBLISHED = [
  'native/binding',
  'packages/core',
  'packages/cli',
  'packages/unplugin',
  'packages/vite-plugin',
  'packages/webpack-plugin',
]

const binary = {
  title: 'Contained in the native engine (@lazy-image/native)',
  about: 'This software is based in part on the work of the Independent JPEG Group.',
  components: linkedCrates(ROOT),
}
const packages = {
  title: 'Packages that are installed beside @lazy-image/unplugin and @lazy-image/cli',
  about: 'They are no part of what lazy-image publishes; it needs them at run time.',
  components: runtimePackages(PUBLISHED.map(folder => join(ROOT, folder))),
}

const files = [
  [join(ROOT, 'THIRD-PARTY-NOTICES'), renderNotices([binary, packages])],
  [join(ROOT, 'native/binding/THIRD-PARTY-NOTICES'), renderNotices([binary])],
]

if (process.argv.includes('--check')) {
  const stale = files.filter(([file, text]) => contentOf(file) !== text).map(([file]) => relative(ROOT, file))
  if (stale.length > 0) {
    console.error(`${stale.join(' and ')}: not what the lockfiles say. Run: node scripts/write-third-party-notices.mjs`)
    process.exit(1)
  }
} else {
  for (const [file, text] of files) writeFileSync(file, text)
}
const count = binary.components.length + packages.components.length
console.log(`${count} third-party components, each with its licence`)

function contentOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
