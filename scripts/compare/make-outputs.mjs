// Makes all that compare-outputs.mjs looks at with the packages of one checkout; the last line of stdout is the JSON of it.
// usage: node make-outputs.mjs <checkout>

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const checkout = process.argv[2]

/** The galleries with the program that builds each. */
const GALLERIES = {
  'vite-gallery': ['vite/bin/vite.js', 'build'],
  'webpack-gallery': ['webpack-cli/bin/cli.js'],
  'rollup-gallery': ['rollup/dist/bin/rollup', '--config'],
}

const OUTPUT = /\.(?:avif|webp|jpe?g|png|gif|tiff?)$/

function hashOf(bytes) {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16)
}

/** Outputs of a gallery by their extension and content: their names hold the key, which tells versions of the engine apart. */
function galleryOutputs(name, [program, ...args]) {
  const folder = join(checkout, 'examples', name)
  for (const old of ['dist', 'node_modules/.cache/lazy-image'])
    rmSync(join(folder, old), { recursive: true, force: true })
  execFileSync(process.execPath, [join(folder, 'node_modules', program), ...args], { cwd: folder, stdio: 'pipe' })
  const files = readdirSync(join(folder, 'dist'), { recursive: true }).map(String)
  return files
    .filter(file => OUTPUT.test(file))
    .map(
      file => `${basename(file).split(/[-.]/)[0]}${extname(file)} ${hashOf(readFileSync(join(folder, 'dist', file)))}`,
    )
    .sort()
}

/** The outputs of each recorded query that the plugin itself takes, without a bundler. */
async function recordOutputs() {
  const { Pipeline, transformImport } = await import(pathToFileURL(join(checkout, 'packages/core/dist/index.js')).href)
  const fixtures = join(checkout, 'e2e/fixtures')
  const folder = mkdtempSync(join(tmpdir(), 'lazy-image-compare-'))
  mkdirSync(join(folder, 'src'))
  const copy = (from, to) => cpSync(join(fixtures, from), join(folder, 'src', to))
  for (const name of ['a.jpg', 'small.png', 'rot6.jpg']) copy(name, name)
  for (const name of ['alpha.png', 'land5.jpg', 'anim.gif', 'p3.jpg', 'logo.svg']) copy(`imagetools/${name}`, name)
  copy('a.jpg', 'UP.JPG')
  copy('small.png', 'with space.png')
  const queries = ['recorded.json', 'further.json'].flatMap(file =>
    JSON.parse(readFileSync(join(fixtures, 'imagetools', file), 'utf8')).cases.map(({ query }) => query),
  )
  const silent = { info() {}, warn() {} }
  const pipelines = {
    error: new Pipeline({ cache: false, logger: silent }, join(folder, 'src')),
    compat: new Pipeline({ cache: false, strict: 'compat', logger: silent }, join(folder, 'src')),
  }
  const made = {}
  for (const [strict, pipeline] of Object.entries(pipelines)) {
    for (const query of new Set(queries)) made[`${strict} ${query}`] = await outputsOf(transformImport, pipeline, query)
  }
  rmSync(folder, { recursive: true })
  return made
}

async function outputsOf(transformImport, pipeline, query) {
  try {
    const { assets } = await transformImport(pipeline, decodeURI(query))
    return assets.map(({ data, width, height, mediaType }) => `${mediaType} ${width}x${height} ${hashOf(data)}`).sort()
  } catch (error) {
    return String(error.code ?? error)
  }
}

const galleries = Object.entries(GALLERIES).map(([name, command]) => [name, galleryOutputs(name, command)])
console.log(`\n${JSON.stringify({ ...Object.fromEntries(galleries), ...(await recordOutputs()) })}`)
