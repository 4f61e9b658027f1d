import { posix } from 'node:path'
import { decodePath, type Pipeline, splitId } from '@lazy-image/core/host'
import type { Asset, Chunk } from './bundle.js'

/** What in a text may be the URL of a file with a query. */
const URL_WITH_QUERY = /[^\s"'`()<>,=\\]+\.[a-z]+\?[^\s"'`()<>\\]+/gi

/** A place in the output that shows an image as it is, though it asks for another. */
export interface LeftOver {
  /** The file of the output. */
  output: string
  /** The image that it refers to. */
  image: string
  directives: string
}

/**
 * References in a bundle that still hold directives: nobody followed them, so that the page shows the image as it is.
 *
 * @param isShipped whether the path of a URL is a file that the bundler copies as it is.
 */
export function findLeftOver(
  bundle: Readonly<Record<string, Asset | Chunk>>,
  pipeline: Pipeline,
  isShipped: (path: string) => boolean,
): LeftOver[] {
  const assets = new Set(Object.keys(bundle).map(name => posix.basename(name)))
  return Object.entries(bundle).flatMap(([output, file]) => {
    if (output.endsWith('.map')) return []
    const found = new Map<string, LeftOver>()
    for (const [url] of textOf(file).matchAll(URL_WITH_QUERY)) {
      const request = url.replaceAll('&amp;', '&')
      const { path, query } = splitId(request)
      const isOurs = assets.has(decodePath(posix.basename(path))) || isShipped(path)
      if (isOurs && pipeline.isRequest(request)) found.set(request, { output, image: path, directives: query })
    }
    return [...found.values()]
  })
}

/** What the author of a left-over reference should know. */
export function wordLeftOver({ output, image, directives }: LeftOver): string {
  return (
    `${output} shows ${image} as it is, and not what ${directives} asks for: directives are followed where JavaScript ` +
    'imports an image, not in CSS, in HTML, in new URL() or in a worker'
  )
}

function textOf(file: Asset | Chunk): string {
  if (file.type === 'chunk') return file.code
  return typeof file.source === 'string' ? file.source : ''
}
