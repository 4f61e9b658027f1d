import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, normalize, posix, relative, sep } from 'node:path'
import { RolldownMagicString, rolldown } from 'rolldown'
import { parseSync, Visitor } from 'rolldown/utils'
import { JoinedChunks } from './joined-chunks.mjs'

/** Where the joined files lie, below `dist`. */
const JOINED = 'joined'

/** Whether a package's modules are joined. The compiler takes them apart again, because what it knew of them is gone. */
export function isJoined(folder) {
  return existsSync(join(folder, 'dist', JOINED)) && !existsSync(compilersNotes(folder))
}

/**
 * Joins the modules of a compiled package to a few files: what one of its entries needs alone is a file, and what several
 * need is another. Two hundred modules take 130 ms of CPU to load, joined 20, and every build of a user's begins with that.
 * Each module stays where it was, as a line that takes its names from a joined file: whoever loads it by its path has the
 * very same one.
 *
 * @param {string} folder of the package, with its sources and `dist`.
 */
export async function joinModules(folder) {
  const { sources, names, entries, fileOf, nameOf } = modulesOf(folder)
  const byPath = new Set(namedByUrl(folder).map(fileOf))
  const build = await rolldown({
    input: Object.fromEntries(names.map(name => [name, fileOf(name)])),
    platform: 'node',
    external: id => !id.startsWith('.') && !id.startsWith(sources),
    resolve: { extensionAlias: { '.js': ['.ts'] } },
    plugins: [{ name: 'own-places', transform: (code, file) => keepPlace(code, nameOf(file)) }],
    // How long it takes says what else the machine does.
    checks: { bundlerTimings: false },
    onLog: (_level, log) => {
      throw new Error(log.message)
    },
  })
  // As deep as `dist`, for the paths in source maps.
  const made = join(folder, 'joining')
  rmSync(made, { recursive: true, force: true })
  await build.write({
    dir: made,
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: `${JOINED}/[name].js`,
    comments: { legal: true, annotation: true, jsdoc: false },
    codeSplitting: { groups: new JoinedChunks(entries.map(fileOf), byPath, nameOf).groups },
  })
  await build.close()
  const dist = join(folder, 'dist')
  rmSync(compilersNotes(folder), { force: true })
  rmSync(join(dist, JOINED), { recursive: true, force: true })
  for (const file of readdirSync(made, { recursive: true, withFileTypes: true })) {
    const from = join(file.parentPath, file.name)
    if (file.isFile() && !from.startsWith(join(made, JOINED))) renameSync(from, join(dist, relative(made, from)))
  }
  renameSync(join(made, JOINED), join(dist, JOINED))
  rmSync(made, { recursive: true })
}

/** Deletes the modules that nobody loads by a path, and that no joined file refers to: lines that stand for another's. */
export function dropInner(folder) {
  const { names, entries } = modulesOf(folder)
  const dist = join(folder, 'dist')
  const needed = new Set()
  const need = file => {
    if (needed.has(file)) return
    needed.add(file)
    const referred = readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g)
    for (const [, path] of referred) need(join(dirname(file), path))
  }
  for (const name of [...entries, ...namedByUrl(folder)]) need(join(dist, `${name}.js`))
  for (const file of names.map(name => join(dist, `${name}.js`))) {
    if (!needed.has(file)) for (const ending of ['', '.map']) rmSync(file + ending, { force: true })
  }
}

/** What the compiler leaves in `dist` to know what it has compiled. */
function compilersNotes(folder) {
  return join(folder, 'dist', '.tsbuildinfo')
}

/** The modules of a package by their names, such as `host/vite/vite`, and which of them its manifest names. */
function modulesOf(folder) {
  const sources = join(folder, sourcesIn(folder))
  const names = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => name.slice(0, -'.ts'.length).split(sep).join('/'))
  return {
    sources,
    names,
    entries: entriesOf(folder, names),
    fileOf: name => normalize(join(sources, `${name}.ts`)),
    nameOf: file => relative(sources, file).slice(0, -'.ts'.length).split(sep).join('/'),
  }
}

/** The folder of sources, as the compiler's configuration has it. */
export function sourcesIn(folder) {
  return existsSync(join(folder, 'src', 'index.ts')) ? 'src' : 'js'
}

function entriesOf(folder, names) {
  const { exports, bin = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const shut = Object.keys(exports).filter(key => exports[key] === null)
  const isShut = name =>
    shut.some(key => (key.endsWith('*') ? `./${name}`.startsWith(key.slice(0, -1)) : `./${name}` === key))
  const files = [...Object.values(exports).map(entry => entry?.default ?? entry), ...Object.values(bin)]
  const entries = files.flatMap(file => {
    const name = /^\.\/dist\/(.+)\.js$/.exec(file ?? '')?.[1]
    if (name === undefined) return []
    return name === '*' ? names.filter(each => !isShut(each)) : [name]
  })
  return [...new Set(entries)]
}

/** Modules that others name by a URL from where they lie, and that are loaded by it: loaders of webpack's. */
function namedByUrl(folder) {
  const { names, fileOf } = modulesOf(folder)
  return names.flatMap(name => {
    const code = readFileSync(fileOf(name), 'utf8')
    const named = [...code.matchAll(/new URL\('([^']+)\.js', import\.meta\.url\)/g)]
    return named.map(([, path]) => posix.join(posix.dirname(name), path)).filter(each => names.includes(each))
  })
}

/** Where a module looks from where it lies, it goes on to do so from the joined file, which lies one folder below `dist`. */
function keepPlace(code, name) {
  if (!code.includes('import.meta.url')) return null
  const kept = new RolldownMagicString(code)
  const own = `new URL('../${name}.js', import.meta.url).href`
  new Visitor({
    MemberExpression({ object, property, start, end }) {
      if (object.type === 'MetaProperty' && property.name === 'url') kept.overwrite(start, end, own)
    },
  }).visit(parseSync(`${name}.ts`, code).program)
  return { code: kept }
}
