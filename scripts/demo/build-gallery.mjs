// Builds a Vite project in a process of its own and tells on the last line of stdout what the plugin said of its images.
// usage: node build-gallery.mjs <project folder> <cache folder>

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { consoleLogger } from '../../packages/core/dist/index.js'

const [root, cacheFolder] = process.argv.slice(2)
const requireFromProject = createRequire(join(root, 'package.json'))
const importFromProject = name => import(pathToFileURL(requireFromProject.resolve(name)).href)
const { build, loadConfigFromFile } = await importFromProject('vite')
const { default: lazyImage } = await importFromProject('@lazy-image/vite-plugin')

const told = []
// Where there is no terminal, too, progress is told while there is some.
const lines = { columns: null, show: consoleLogger.info, clear: () => {} }
const logger = { info: message => told.push(message), warn: consoleLogger.warn, live: consoleLogger.live ?? lines }
const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, undefined, root)
// The project's own configuration; only the plugin is made anew, so that what it says can be heard.
const others = (loaded?.config.plugins ?? []).flat().filter(plugin => plugin?.name !== 'lazy-image')
const plugin = lazyImage({ cache: { dir: cacheFolder }, logger })

await build({ ...loaded?.config, root, configFile: false, logLevel: 'warn', plugins: [...others, plugin] })
process.stdout.write(`\n${JSON.stringify({ told })}\n`)
