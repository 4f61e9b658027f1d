import { once } from 'node:events'
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { inspectFile } from '@lazy-image/core'
import { serverBuild } from './server-build.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const FIXTURES = join(HERE, '..', 'fixtures')

/** A URL of a built file, with the folder that it is served below. */
const URL_OF_FILE = /(?:\/[\w-]+)*\/assets\/[^"'\s,)&<>]+/g
const DATA_URI = /data:([\w/+-]+);base64,[\w+/=]+/g

/** The projects, by the names of their folders. */
export const PROJECTS = readdirSync(HERE, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

/**
 * Builds a project for a server that writes its files, runs it, and tells what it comes to.
 *
 * @param {string} name of the project.
 * @param {string} root an empty folder with `node_modules`.
 * @param {typeof import('vite')} vite
 * @param {Record<string, unknown>} tool what the package of the image tool exports.
 * @param {import('vite').Logger} logger
 * @returns {Promise<{ value: unknown, files: { label: string, bytes: number }[] }>} the default export, in which URLs are
 * `<name.type WxH>`, and every picture that was written.
 */
export async function buildProject(name, root, vite, tool, logger) {
  const { pictures, entry, configFor } = await import(pathToFileURL(join(HERE, name, 'config.js')).href)
  cpSync(join(HERE, name, 'src'), join(root, 'src'), { recursive: true })
  for (const [file, fixture] of Object.entries(pictures)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    cpSync(join(FIXTURES, fixture), join(root, file))
  }
  const config = {
    root,
    configFile: false,
    logLevel: 'warn',
    customLogger: logger,
    build: serverBuild(entry),
  }
  // Patterns of a configuration start from where the command is given.
  const before = process.cwd()
  process.chdir(root)
  try {
    await vite.build(vite.mergeConfig(config, configFor(tool)))
  } finally {
    process.chdir(before)
  }
  const labels = await labelsOf(join(root, 'dist', 'assets'))
  const value = await run(join(root, 'dist', 'entry.mjs'))
  return { value: labelled(value, labels), files: [...labels.values()].sort(byLabel) }
}

/**
 * The default export of a built module, run in a thread of its own: React's halves of production and of development do not go
 * together, and whoever ran in this thread before has loaded one of them for good.
 */
async function run(file) {
  const url = JSON.stringify(pathToFileURL(file).href)
  const tell = `import(${url}).then(({ default: value }) => require('node:worker_threads').parentPort.postMessage(value))`
  const [value] = await once(new Worker(tell, { eval: true }), 'message')
  return value
}

function byLabel(a, b) {
  return a.label < b.label ? -1 : a.label > b.label ? 1 : a.bytes - b.bytes
}

/** What each file of a folder shows, by its name. Names differ in their hashes, and one tool spells jpg otherwise. */
export async function labelsOf(folder) {
  const files = readdirSync(folder).filter(file => !/\.(?:m?js|css)$/.test(file))
  const labels = files.map(async file => {
    const path = join(folder, file)
    const { format, width, height } = await inspectFile(path)
    const name = parse(file).name.replace(/-[\w-]{8}$/, '')
    return [file, { label: `<${name}.${format} ${width}x${height}>`, bytes: statSync(path).size }]
  })
  return new Map(await Promise.all(labels))
}

/** A value with labels in place of URLs. */
export function labelled(value, labels) {
  if (typeof value === 'string') {
    return value
      .replaceAll(DATA_URI, '<data:$1>')
      .replaceAll(URL_OF_FILE, url => labels.get(url.slice(url.lastIndexOf('/') + 1))?.label ?? `<no file: ${url}>`)
  }
  if (Array.isArray(value)) return value.map(item => labelled(item, labels))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, labelled(item, labels)]))
}

/** @returns {{ projects: Record<string, { value: unknown, files: { label: string, bytes: number }[] }> }} what vite-imagetools made of each project. */
export function readRecorded() {
  return JSON.parse(readFileSync(join(HERE, 'recorded.json'), 'utf8'))
}
