import { pathToFileURL } from 'node:url'
import type { Options } from '@lazy-image/unplugin/vite'
import { invalidOption } from './invalid-option.js'
import type { DefaultDirectives } from './options.js'
import { sourceMetadata } from './source-metadata.js'

const KEEP_METADATA: [key: string, text: string] = ['keepMetadata', 'all']

/** Defaults that say what the options `defaultDirectives` and `removeMetadata` say. */
export function defaultsOf(directives: DefaultDirectives | undefined, removeMetadata: boolean): Options['defaults'] {
  if (typeof directives === 'function')
    return (path, facts, query) => decided(directives, removeMetadata, path, facts, query)
  if (directives !== undefined && !(directives instanceof URLSearchParams)) {
    throw invalidOption('defaultDirectives', 'a URLSearchParams or a function', directives)
  }
  const fixed = directives ?? new URLSearchParams()
  if (removeMetadata) return fixed
  if (fixed.size > 0) return withMetadata(fixed)
  // Metadata that is kept is nothing that asks for an image: without a query a file stays what it is.
  return (_path, _facts, query) => (query.size === 0 ? undefined : withMetadata(fixed))
}

type Defaults = Extract<Options['defaults'], (...values: never[]) => unknown>

async function decided(
  decide: Extract<DefaultDirectives, (...values: never[]) => unknown>,
  removeMetadata: boolean,
  ...[path, facts, query]: Parameters<Defaults>
): Promise<URLSearchParams> {
  const url = pathToFileURL(path)
  url.search = query.toString()
  // What the function asks of the query, or changes in it, is for lazy-image to know.
  Object.defineProperty(url, 'searchParams', { value: query })
  const given: unknown = await decide(url, async () => sourceMetadata(await facts()))
  if (given === undefined) return new URLSearchParams()
  if (!(given instanceof URLSearchParams)) throw invalidOption('defaultDirectives()', 'a URLSearchParams', given)
  return removeMetadata || (given.size === 0 && query.size === 0) ? given : withMetadata(given)
}

/** What is said goes before what is added. */
function withMetadata(directives: URLSearchParams): URLSearchParams {
  return new URLSearchParams([KEEP_METADATA, ...directives])
}
