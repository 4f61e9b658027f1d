import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { FILES_AT_ONCE, loadProjectSearch, mapConcurrently } from '@lazy-image/core/host'

const FILES: readonly string[] = [
  '**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts,vue,svelte,astro,html,md,mdx,pug,css,less,pcss,postcss,sass,scss,styl,stylus}',
  '**/package.json',
  '**/{ts,js}config*.json',
]

/** What builds and package managers have written. */
const WRITTEN: readonly string[] = [
  '**/{node_modules,.git,dist,build,coverage,.svelte-kit,.nuxt,.output,.astro,.next,.vercel,.netlify}/**',
]

/** The files of a folder that may name the tool or ask for a picture: text by absolute path, in order. */
export async function readSources(folder: string): Promise<ReadonlyMap<string, string>> {
  const { glob } = await loadProjectSearch()
  const found = await glob([...FILES], { cwd: folder, absolute: true, dot: true, ignore: [...WRITTEN] })
  const files = found.map(file => resolve(file)).sort()
  const texts = await mapConcurrently(files, FILES_AT_ONCE, file => readFile(file, 'utf8').catch(() => ''))
  return new Map(files.map((file, index) => [file, texts[index] ?? '']))
}
