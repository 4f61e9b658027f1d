import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import type { Host } from '../hosts/host.js'

const SUPPORT = fileURLToPath(new URL('..', import.meta.url))
/** Beside the packages that bundlers are imported from. */
const PROGRAMS = fileURLToPath(new URL('../../dist/', import.meta.url))

let folder: string | undefined
process.once('exit', () => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
})

/** A program that builds in one host (see `buildApart`): joined to a file, because Node runs no TypeScript. */
export async function buildProgram({ name }: Host): Promise<string> {
  mkdirSync(PROGRAMS, { recursive: true })
  folder ??= mkdtempSync(join(PROGRAMS, 'programs-'))
  const outfile = join(folder, `${name.replaceAll(' ', '-')}.mjs`)
  // A host's file is called as it is, without a version.
  const file = name.split(' ')[0]
  await build({
    stdin: {
      contents: `import * as exported from './hosts/${file}.js'
import { buildApart } from './faults/build-apart.js'
await buildApart(exported, ${JSON.stringify(name)})`,
      resolveDir: SUPPORT,
    },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outfile,
    plugins: [placesStay],
  })
  return outfile
}

/** What lies beside a module is looked for beside its source. */
const placesStay: Plugin = {
  name: 'places-stay',
  setup(esbuild) {
    esbuild.onLoad({ filter: /[\\/]support[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
      resolveDir: dirname(path),
    }))
  },
}
