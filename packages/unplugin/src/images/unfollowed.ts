import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { isImagePath, LazyImageError, type SourceLocation, splitId } from '@lazy-image/core/host'
import type { Failure } from '../told/failure.js'
import { locateSpecifier } from './importers.js'
import type { LeftOver } from './left-over.js'

/** What is known of where a build came from. */
export interface Origins {
  /** Absolute paths of files that the build read. */
  sources: Iterable<string>
  /** What a file of the output was called before it was named anew. */
  originalsOf(file: string): readonly string[]
}

/** Whoever bundles reads these for references only in its own ways, and users write the others. */
const INSTALLED = /[\\/]node_modules[\\/]/

/** References that nobody followed as failures, each where it is written. */
export async function explainLeftOver(
  found: readonly LeftOver[],
  { sources, originalsOf }: Origins,
): Promise<Failure[]> {
  if (found.length === 0) return []
  const texts = await readSources(sources)
  const failures = found.map(leftOver => {
    const { path, query } = splitId(leftOver.url)
    const names = leftOver.file === null ? [path] : [...originalsOf(leftOver.file), leftOver.file]
    const requests = [leftOver.url, ...names.map(name => `${basename(name)}?${query}`)]
    for (const request of new Set(requests)) {
      const location = locateRequest(texts, request)
      // A server may make what is no file of the project.
      if (location !== undefined && leftOver.file === null && !existsSync(resolve(dirname(location.file), path))) {
        return undefined
      }
      if (location !== undefined) return { request, error: makeError(leftOver, names[0] ?? path).at(location) }
    }
    return { request: leftOver.url, error: makeError(leftOver, names[0] ?? path) }
  })
  return failures.filter(failure => failure !== undefined)
}

function makeError({ output, line, url, file }: LeftOver, image: string): LazyImageError {
  const { query } = splitId(url)
  const what =
    file === null
      ? `refers to ${image} as it is written, where nothing is`
      : `shows ${image} as it is, and not what ${query} asks for`
  return new LazyImageError(
    'REFERENCE_UNFOLLOWED',
    `${output}:${line} ${what}: no part of the build took this for a reference to an image. ${adviseFor(output)}`,
  )
}

/** What to write instead, by what the text is. */
function adviseFor(output: string): string {
  const others = 'mport the image in JavaScript and write its URL there, or leave the directives out'
  return output.endsWith('.css') ? `Write url() around a text that has none, i${others}` : `I${others}`
}

/** Texts by path, the project's own first. */
async function readSources(files: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const paths = new Set([...files].map(file => splitId(file).path).filter(file => !file.includes('\0')))
  const readable = [...paths].filter(path => !isImagePath(path))
  const sorted = readable.sort((a, b) => Number(INSTALLED.test(a)) - Number(INSTALLED.test(b)) || (a < b ? -1 : 1))
  const texts = new Map<string, string>()
  for (const path of sorted) {
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text !== undefined) texts.set(path, text)
  }
  return texts
}

function locateRequest(texts: ReadonlyMap<string, string>, request: string): SourceLocation | undefined {
  for (const [file, text] of texts) {
    for (const written of [request, request.replaceAll('&', '&amp;'), encodeURI(request)]) {
      if (text.includes(written)) return locateSpecifier(text, file, written)
    }
  }
  return undefined
}
