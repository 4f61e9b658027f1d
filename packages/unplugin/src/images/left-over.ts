import { posix, resolve } from 'node:path'
import { decodePath, OUTPUT_KEY, type Pipeline, splitId } from '@lazy-image/core/host'
import { isForeign } from './image-id.js'
import { listWrittenUrls } from './written-urls.js'

/** What is known of where the files of an output are found. */
export interface Site {
  /** What URLs of the output's files begin with: `/`, `./`, `https://cdn.example/`; null where that is not known. */
  base: string | null
  /** Whether the output has a file, by its path from the folder that is written: made or copied as it is. */
  hasFile(path: string): boolean
  /** Where a file lies that is copied as it is, by its path in the output and from the root of the project. */
  sourceOfCopy?(path: string): string | null
  /** Absolute paths of texts that are copied as they are, by their paths in the output. */
  copiedTexts?(): Promise<ReadonlyMap<string, string>>
}

/** A place in the output that shows an image as it is, though it asks for another. */
export interface LeftOver {
  /** The file of the output. */
  output: string
  /** 1-based. */
  line: number
  /** The URL without the escapes of the text around it. */
  url: string
  /** The file of the output that it refers to; null where it refers to none, so that nothing is shown. */
  file: string | null
}

/** Where browsers read references. Source maps quote what was written, and directives are part of it. */
const TEXT_FILE = /\.(?:[cm]?js|css|x?html?|json|webmanifest|svg|xml)$/i

const SCRIPT = /\.[cm]?js$/i

/** Whether a file of an output, by its name, may refer to images. */
export function mayRefer(name: string): boolean {
  return TEXT_FILE.test(name)
}

/**
 * References in a text of an output that still hold directives: nobody followed them, so that the page shows the image as
 * it is, or none.
 */
export function findLeftOver(output: string, text: string, pipeline: Pipeline, site: Site): LeftOver[] {
  if (!pipeline.mayMention(text)) return []
  const found = new Map<string, LeftOver>()
  for (const { url, start, isFollowed } of listWrittenUrls(text, output)) {
    if (!asksByItself(url, pipeline)) continue
    const file = findFile(splitId(url).path, output, site)
    const isLost = file === null && isFollowed && isRelative(url)
    if ((file === null && !isLost) || found.has(url)) continue
    found.set(url, { output, line: text.slice(0, start).split('\n').length, url, file })
  }
  return [...found.values()]
}

/**
 * Whether the options leave the photograph behind a file to the bundler, so that the reference is meant as it is.
 *
 * @param originals what the file was called before it was named anew, from the root.
 */
export function isLeftOnPurpose({ url, file }: LeftOver, originals: readonly string[], pipeline: Pipeline): boolean {
  const { query } = splitId(url)
  const { root } = pipeline.options
  return file !== null && originals.some(name => !pipeline.accepts(`${resolve(root, splitId(name).path)}?${query}`))
}

/** By its own query, and not by defaults. A URL of a dev server names its output, which is made on demand. */
function asksByItself(url: string, pipeline: Pipeline): boolean {
  return pipeline.namesDirective(url) && !new URLSearchParams(splitId(url).query).has(OUTPUT_KEY)
}

/** The file of an output that the path of a URL refers to; null for what refers to none. */
function findFile(path: string, output: string, site: Site): string | null {
  return listPaths(decodePath(path), output, site.base).find(name => site.hasFile(name)) ?? null
}

function listPaths(path: string, output: string, base: string | null): string[] {
  const isAbsolute = base !== null && !base.startsWith('.') && base !== '' && path.startsWith(base)
  if (isAbsolute) return [path.slice(base.length)]
  // Another origin, unless whoever says where files go may have chosen it.
  if (isForeign(path)) return base === null ? listEnds(path) : []
  if (path.startsWith('/')) return base === null ? listEnds(path) : [path.slice(1)]
  // In a script, a path from here is what a module is called.
  if (path.startsWith('./') && SCRIPT.test(output)) return []
  return [posix.join(posix.dirname(output), path), path.replace(/^(?:\.\/)+/, '')]
}

/** `https://cdn.example/x/a.jpg` as `x/a.jpg` and `a.jpg`. */
function listEnds(path: string): string[] {
  const parts = path.split('/').slice(1)
  return parts.map((_, index) => parts.slice(index).join('/')).filter(end => end !== '')
}

/** Whether a URL names a file by where it is, and none of a server that may know directives of its own. */
function isRelative(url: string): boolean {
  return !isForeign(url) && !url.startsWith('/')
}
