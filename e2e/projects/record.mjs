// Records what vite-imagetools makes of the projects of this folder and of those that are migrated, for the tests that hold ours
// against it.
// usage: node e2e/projects/record.mjs <folder where vite-imagetools is installed>

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as vite from 'vite'
import { buildMigrated, copyMigrated, MIGRATED } from './build-migrated.mjs'
import { buildProject, PROJECTS } from './build-project.mjs'

const [folder] = process.argv.slice(2)
if (folder === undefined)
  throw new Error('usage: node e2e/projects/record.mjs <folder where vite-imagetools is installed>')
const require = createRequire(join(resolve(folder), 'package.json'))
const tool = await import(pathToFileURL(require.resolve('vite-imagetools')).href)
const versionOf = name => JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version

const modules = fileURLToPath(new URL('../node_modules', import.meta.url))
const logger = vite.createLogger('warn')

/** A folder with what the tests have installed, and the tool. */
function emptyProject() {
  const root = mkdtempSync(join(tmpdir(), 'recorded-project-'))
  mkdirSync(join(root, 'node_modules'))
  for (const one of readdirSync(modules)) symlinkSync(join(modules, one), join(root, 'node_modules', one))
  for (const name of ['vite-imagetools', 'imagetools-core']) {
    symlinkSync(join(resolve(folder), 'node_modules', name), join(root, 'node_modules', name))
  }
  return root
}

const projects = {}
for (const name of PROJECTS) {
  const root = emptyProject()
  projects[name] = await buildProject(name, root, vite, tool, logger)
  rmSync(root, { recursive: true })
}
const migrated = {}
for (const name of MIGRATED) {
  const root = emptyProject()
  copyMigrated(name, root)
  migrated[name] = await buildMigrated(name, root, vite, logger)
  rmSync(root, { recursive: true })
}
const versions = {
  ...Object.fromEntries(['vite-imagetools', 'imagetools-core', 'sharp'].map(name => [name, versionOf(name)])),
  vite: vite.version,
  node: process.version,
}
for (const [target, recorded] of [
  ['recorded.json', projects],
  ['../fixtures/migrations/recorded.json', migrated],
]) {
  const text = `${JSON.stringify({ versions, projects: recorded }, null, 2)}\n`
  writeFileSync(fileURLToPath(new URL(target, import.meta.url)), text)
}
