// Copies an example out of the repository with what the examples share: the folder needs npm and nothing else.
// usage: node examples/copy.mjs <example> <folder>

import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const SHARED = '@lazy-image/example-shared'
/** Folders that installs, builds and dev servers make. */
const MADE = ['node_modules', 'dist', 'build', '.svelte-kit', '.astro', '.nuxt', '.output', '.react-router', '.nitro']

/**
 * @param {string} name of the example's folder.
 * @param {string} folder that becomes the copy.
 * @param {(name: string) => string} rangeOf the version of a package of ours that the copy asks for.
 */
export function copyExample(name, folder, rangeOf) {
  const filter = path => !MADE.includes(basename(path))
  cpSync(join(HERE, name), folder, { recursive: true, filter })
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  for (const dependencies of [manifest.dependencies ?? {}, manifest.devDependencies ?? {}]) {
    if (SHARED in dependencies) cpSync(join(HERE, 'shared'), join(folder, 'shared'), { recursive: true, filter })
    for (const [dependency, range] of Object.entries(dependencies)) {
      if (dependency === SHARED) dependencies[dependency] = 'file:./shared'
      else if (range.startsWith('workspace:')) dependencies[dependency] = rangeOf(dependency)
    }
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  const readme = join(folder, 'README.md')
  writeFileSync(
    readme,
    readFileSync(readme, 'utf8').replaceAll('](../shared', '](shared').replaceAll('[../shared]', '[shared]'),
  )
}

/** All packages have one version. */
function released() {
  const { version } = JSON.parse(readFileSync(join(HERE, '../package.json'), 'utf8'))
  return `^${version}`
}

if (resolve(argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  const [name = '', folder] = argv.slice(2)
  if (name === 'shared' || !existsSync(join(HERE, name, 'README.md')) || name === '' || folder === undefined) {
    throw new Error('usage: node examples/copy.mjs <example> <folder>')
  }
  if (existsSync(folder)) throw new Error(`${folder} is there already; name a folder that is not`)
  copyExample(name, folder, released)
  console.log(`${folder} is there: npm install && npm run build`)
}
