// Records what vite-imagetools makes of the projects of this folder, for the test that holds imagetools() against it.
// usage: node e2e/projects/record.mjs <folder where vite-imagetools is installed>

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as vite from 'vite'
import { buildProject, PROJECTS } from './build-project.mjs'

const [folder] = process.argv.slice(2)
if (folder === undefined)
  throw new Error('usage: node e2e/projects/record.mjs <folder where vite-imagetools is installed>')
const require = createRequire(join(resolve(folder), 'package.json'))
const tool = await import(pathToFileURL(require.resolve('vite-imagetools')).href)
const versionOf = name => JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version

const modules = fileURLToPath(new URL('../node_modules', import.meta.url))
const projects = {}
for (const name of PROJECTS) {
  const root = mkdtempSync(join(tmpdir(), 'recorded-project-'))
  mkdirSync(join(root, 'node_modules'))
  for (const one of readdirSync(modules)) symlinkSync(join(modules, one), join(root, 'node_modules', one))
  projects[name] = await buildProject(name, root, vite, tool, vite.createLogger('warn'))
  rmSync(root, { recursive: true })
}
const versions = {
  ...Object.fromEntries(['vite-imagetools', 'imagetools-core', 'sharp'].map(name => [name, versionOf(name)])),
  vite: vite.version,
  node: process.version,
}
const target = fileURLToPath(new URL('recorded.json', import.meta.url))
writeFileSync(target, `${JSON.stringify({ versions, projects }, null, 2)}\n`)
