import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ImageEngine } from '@lazy-image/core'
import { labelled, labelsOf } from './build-project.mjs'
import { serverBuild } from './server-build.mjs'

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url))
const MIGRATIONS = join(FIXTURES, 'migrations')

/** The projects that are migrated, by the names of their folders. */
export const MIGRATED = readdirSync(MIGRATIONS, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

/**
 * @typedef {object} Build
 * @property {string} root of what is built, in the project.
 * @property {string} config its file.
 * @property {string} [member] of the configuration that is Vite's.
 * @property {string[]} [plugins] that a framework brings.
 * @property {string} entry what is built, and run.
 */

/**
 * What is to be known of a project.
 *
 * @param {string} name
 * @returns {{ pictures: Record<string, string>, builds: Build[], becomes: string[] }}
 */
export function readMigrated(name) {
  return JSON.parse(readFileSync(join(MIGRATIONS, name, 'project.json'), 'utf8'))
}

/**
 * Writes a project into a folder, with its pictures.
 *
 * @param {string} name
 * @param {string} root
 */
export function copyMigrated(name, root) {
  cpSync(join(MIGRATIONS, name), root, { recursive: true, filter: file => !file.endsWith('project.json') })
  for (const [file, fixture] of Object.entries(readMigrated(name).pictures)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    cpSync(join(FIXTURES, fixture), join(root, file))
  }
}

/**
 * Builds what a folder holds of a project, runs it, and tells what it comes to.
 *
 * @param {string} name
 * @param {string} folder
 * @param {typeof import('vite')} vite
 * @param {import('vite').Logger} logger
 * @returns {Promise<{ value: unknown, files: { label: string, colors: string[] }[] }[]>} for each build its default export, in
 * which URLs are `<name.type WxH>`, and every picture that was written, with the colours of two corners.
 */
export async function buildMigrated(name, folder, vite, logger) {
  const built = []
  for (const build of readMigrated(name).builds)
    built.push(await buildOne(build, join(folder, build.root), vite, logger))
  return built
}

async function buildOne({ config: file, member, plugins = [], entry }, root, vite, logger) {
  const before = process.cwd()
  process.chdir(root)
  globalThis.defineNuxtConfig = config => config
  try {
    const env = { command: 'build', mode: 'production', isSsrBuild: true }
    const { config } = await vite.loadConfigFromFile(env, join(root, file), root)
    const own = member === undefined ? config : config[member]
    const brought = await Promise.all(plugins.map(async name => (await import(`@vitejs/plugin-${name}`)).default()))
    await vite.build(
      vite.mergeConfig(own, {
        root,
        configFile: false,
        logLevel: 'warn',
        customLogger: logger,
        plugins: brought,
        build: serverBuild(entry),
      }),
    )
  } finally {
    process.chdir(before)
    delete globalThis.defineNuxtConfig
  }
  const assets = join(root, 'dist', 'assets')
  const labels = await labelsOf(assets)
  const { default: value } = await import(join(root, 'dist', 'entry.mjs'))
  const files = await Promise.all(
    [...labels].map(async ([asset, { label }]) => ({ label, colors: await cornersOf(join(assets, asset)) })),
  )
  return { value: labelled(value, labels), files: files.sort((a, b) => (a.label < b.label ? -1 : 1)) }
}

/** Colours of two opposite corners: which part of its source a picture shows, and how. */
function cornersOf(file) {
  return Promise.all(
    ['0%', '70%'].map(side =>
      ImageEngine.fromPath(file).crop({ x: side, y: side, width: '30%', height: '30%' }).averageColor(),
    ),
  )
}

/** @returns {Record<string, { value: unknown, files: { label: string, colors: string[] }[] }[]>} what vite-imagetools made of each project. */
export function readMigratedRecords() {
  return JSON.parse(readFileSync(join(MIGRATIONS, 'recorded.json'), 'utf8')).projects
}
