import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import {
  FILES_AT_ONCE,
  IMAGE_EXTENSIONS,
  loadProjectSearch,
  mapConcurrently,
  type Pipeline,
} from '@lazy-image/core/host'
import { expandPattern, type FilePattern } from './expand-pattern.js'
import { locateRequest } from './locate-request.js'
import { READERS } from './readers/readers.js'

/** What a project is, besides its options. */
export interface ProjectSurroundings {
  /** Globs of files from the root; none for all that may ask for images. */
  files: readonly string[]
  /** Globs of files that are no part of it, such as what a build has written. */
  ignore: readonly string[]
  /** Absolute folders by what specifiers begin with. */
  aliases: Readonly<Record<string, string>>
  /** Absolute folder of what is copied as it is; null for none. */
  publicFolder: string | null
}

/** A place in a project's files, as its author wrote it. */
export interface WrittenPlace {
  /** Absolute. */
  file: string
  /** 1-based. */
  line: number
  /** 0-based. */
  column: number
  text: string
}

/** An image request of a project. */
export interface ProjectRequest {
  /** Absolute path and query; claimed by the pipeline. */
  id: string
  place: WrittenPlace
  /** Whether it surely is one; of a text that only looks like it, a failure means nothing. */
  isSure: boolean
}

/** What asks for images that only running code, or a bundler, would know. */
export interface UnknownRequest {
  place: WrittenPlace
  reason: string
  /** Whether it surely asks for an image; a text that only looks like it may be anything. */
  isSure: boolean
}

export interface ProjectRequests {
  /** Files that were read. */
  files: number
  requests: readonly ProjectRequest[]
  unknown: readonly UnknownRequest[]
}

const FILES: readonly string[] = [
  '**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}',
  '**/*.{vue,svelte,astro,html,htm,md,mdx,pug}',
  '**/*.{css,less,pcss,postcss,sass,scss,styl,stylus}',
]

const IGNORED: readonly string[] = ['**/node_modules/**', '**/*.d.{ts,mts,cts}', '**/.git/**']

/**
 * Every image request that a project's files write, without a bundler: imports, `new URL()`, `import.meta.glob`, `url()`, the
 * attributes of pages and templates. What cannot be known without running it is listed apart.
 */
export async function findProjectRequests(
  pipeline: Pipeline,
  surroundings: ProjectSurroundings,
): Promise<ProjectRequests> {
  const { glob, ImageLocator } = await loadProjectSearch()
  const { root } = pipeline.options
  const { files, ignore, aliases, publicFolder } = surroundings
  const found = await glob(files.length === 0 ? [...FILES] : [...files], {
    cwd: root,
    absolute: true,
    expandDirectories: false,
    ignore: [...IGNORED, ...ignore],
  })
  const locator = new ImageLocator(root, aliases)
  const paths = found.map(file => resolve(file)).sort()
  const read = await mapConcurrently(paths, FILES_AT_ONCE, async file => {
    const code = await readFile(file, 'utf8').catch(() => '')
    if (!pipeline.mayMention(code) && !MAY_COMPUTE.test(code)) return { requests: [], unknown: [] }
    return readProjectFile({ file, code, pipeline }, specifier => locateRequest(specifier, file, locator, publicFolder))
  })
  return {
    files: paths.length,
    requests: read.flatMap(({ requests }) => requests),
    unknown: read.flatMap(({ unknown }) => unknown),
  }
}

/** What may name images without naming one. */
const MAY_COMPUTE = /import\.meta\.glob|\brel=["']?manifest\b/

/** Whether a pattern that cannot be read surely asks for images. */
function isAboutImages({ globs, query, text }: FilePattern, pipeline: Pipeline): boolean {
  if (pipeline.mayMention(text)) return true
  const names = globs.length === 0 ? IMAGE_EXTENSIONS.map(extension => `a.${extension}`) : globs
  return query !== '' && names.some(name => pipeline.namesDirective(`${name}?${query}`))
}

interface Source {
  file: string
  code: string
  pipeline: Pipeline
}

async function readProjectFile(
  source: Source,
  locate: (specifier: { specifier: string; isUrl: boolean }) => string | null,
): Promise<Pick<ProjectRequests, 'requests' | 'unknown'>> {
  const { file, code, pipeline } = source
  const { findPatterns, placeOf } = await loadProjectSearch()
  const at = (index: number, text: string) => ({ file, ...placeOf(code, index), text })
  const requests = new Map<string, ProjectRequest>()
  const unknown: UnknownRequest[] = []
  const add = (id: string, place: WrittenPlace, isSure: boolean) => {
    // One image may be asked for at several places, and by several names.
    const key = `${id} ${place.line}:${place.column}`
    if (pipeline.claims(id) && requests.get(key)?.isSure !== true) requests.set(key, { id, place, isSure })
  }
  const kinds = READERS.filter(kind => kind.reads(extname(file).toLowerCase()))
  for (const { specifier, index, isUrl, isSure } of (await Promise.all(kinds.map(kind => kind.find(source)))).flat()) {
    const place = at(index, specifier)
    const id = locate({ specifier, isUrl })
    if (id !== null) add(id, place, isSure)
    // A longer text that holds a name is none.
    else if (isSure || !/[\s()]/.test(specifier))
      unknown.push({ place, reason: 'it is no path, and no alias and no package that is known leads to it', isSure })
  }
  for (const pattern of findPatterns(file, code)) {
    const place = at(pattern.index, pattern.text)
    const ids = await expandPattern(pattern, file, pipeline)
    if (ids !== null) for (const id of ids) add(id, place, true)
    else if (isAboutImages(pattern, pipeline))
      unknown.push({ place, reason: 'it is put together when the code runs', isSure: true })
  }
  return { requests: [...requests.values()], unknown }
}
