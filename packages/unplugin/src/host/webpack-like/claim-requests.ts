import { dirname, extname, resolve, sep } from 'node:path'
import { decodePath, locateFile, OUTPUT_KEY, type Pipeline, splitId } from '@lazy-image/core/host'
import { encodeName, isForeign, makeId } from '../../images/image-id.js'
import { NAME, type NormalModuleFactory, type ResolveData } from './compiler.js'
import type { CompilerTraits } from './compiler-traits.js'
import type { ForeignRequests } from './foreign-requests.js'
import type { LoadFailures } from './load-failures.js'
import { ASKED, type Asked, markOf, parseRequest, printRequest, schemeOf } from './module-kind.js'
import { escapePath, unescapeResource } from './resource.js'

/** After whoever replaces or ignores requests. */
const LAST = 1000

/** Loaders in front of a request, and the request. */
const LOADERS = /^(.*!)?(.*)$/s

/**
 * Finds the requests for images among all, and rewrites them so that rules can tell by a mark what they become.
 * Only here a request is seen as a whole; rules see its parts one by one. As a URL, it also holds any character that a
 * file name may have.
 */
export function claimRequests(
  factory: NormalModuleFactory,
  pipeline: Pipeline,
  { findFile, escapeMark }: Pick<CompilerTraits, 'escapeMark' | 'findFile'>,
  failures: LoadFailures,
  foreign: ForeignRequests | undefined,
): void {
  factory.hooks.beforeResolve.tapPromise({ name: NAME, stage: LAST }, async data => {
    const find = (path: string) => findFile(path, data, factory)
    data.request = (await claimRequest(data, { pipeline, failures, foreign, find })) ?? data.request
  })
  for (const asked of ASKED) {
    factory.hooks.resolveForScheme.for(schemeOf(asked)).tap(NAME, resource => {
      const { path: written, query: directives } = splitId(parseRequest(resource.resource))
      const path = locateFile(written)
      const hash = directives.indexOf('#')
      const query = directives === '' ? '' : `?${hash === -1 ? directives : directives.slice(0, hash)}`
      const fragment = hash === -1 ? '' : directives.slice(hash)
      Object.assign(resource, { path, query, fragment: fragment + markOf(asked), context: dirname(path) })
      resource.resource = escapePath(path, escapeMark) + query + fragment
      return true
    })
  }
}

interface Claims {
  pipeline: Pipeline
  failures: LoadFailures
  foreign: ForeignRequests | undefined
  /** As the bundler resolves a path. */
  find(path: string): Promise<string | undefined>
}

async function claimRequest(data: ResolveData, claims: Claims): Promise<string | undefined> {
  const [, loaders = '', written = ''] = LOADERS.exec(data.request) ?? []
  if (loaders === '') return claimImage(written, data, claims)
  // A file's name may hold what stands between loaders.
  const named = await claimImage(data.request, data, claims)
  if (named !== undefined) return named
  // Two marks mean that no rule is to be asked; a match resource, that another name is to be judged by.
  if (loaders.startsWith('!!') || loaders.includes('!=!')) return undefined
  const claimed = await claimImage(written, data, claims)
  return claimed && loaders + claimed
}

async function claimImage(
  written: string,
  data: ResolveData,
  { pipeline, failures, foreign, find }: Claims,
): Promise<string | undefined> {
  const { contextInfo, context, dependencyType } = data
  const name = encodeName(unescapeResource(written), contextInfo.issuer || undefined, pipeline.options.root)
  const { path, query: asked } = splitId(name)
  const needsUrl = isStyle(contextInfo.issuer) || dependencyType === 'url'
  const query = (isPrinted(asked) ? null : foreign?.translate({ path, query: asked, needsUrl })) ?? asked
  if (!mayBeImage(path, query, pipeline)) return undefined
  // For Rspack, a backslash in a name ends a folder.
  const folder = sep === '/' && context.includes('\\') ? dirname(contextInfo.issuer) : context
  const file = isPrinted(query)
    ? resolve(folder, decodePath(path))
    : ((await find(path)) ?? (await find(decodePath(path))))
  if (file === undefined) return undefined
  const id = makeId(file, query, false)
  const kind = chooseAsked(id, isStyle(contextInfo.issuer) ? 'url' : dependencyType, pipeline)
  if (kind === undefined) return undefined
  failures.noteRequest(id, written, query !== asked)
  return printRequest(kind, id)
}

/** Whether it is worth while to find the file: what a request without a query is for shows in its own path. */
function mayBeImage(path: string, query: string, pipeline: Pipeline): boolean {
  if (isForeign(path)) return false
  return query === '' ? pipeline.isRequest(path) : pipeline.isRequest(`any.jpg?${query}`) && isNoModule(path)
}

/** A file without an extension may still be an image, by an alias. */
function isNoModule(path: string): boolean {
  return !/^\.(?:[cm]?[jt]sx?|css|less|s[ac]ss|styl|json|vue|svelte|html?)$/.test(extname(path))
}

/** @param dependency how the request is referred to, where that is known before it is resolved. */
function chooseAsked(id: string, dependency: string | undefined, pipeline: Pipeline): Asked | undefined {
  if (!pipeline.claims(id)) return undefined
  if (pipeline.wantsOneUrl(id)) return 'file'
  if (dependency !== 'url') return 'value'
  // An image that only the defaults ask for, and that may come to something else than a URL, is no matter for `url()`.
  return id.includes('?') ? 'file' : undefined
}

/** Whether a file is a style: what it asks for is a URL, also where its loader makes an import of it. */
function isStyle(file: string): boolean {
  return /\.(?:css|less|s[ac]ss|styl(?:us)?)$/i.test(file)
}

const PRINTED = new RegExp(`(?:^|&)${OUTPUT_KEY}=[0-9a-f]{32}(?:&|$)`)

/** Whether we wrote a request ourselves, with {@link printOutputRequest}. */
function isPrinted(query: string): boolean {
  return PRINTED.test(query)
}

/** What a bundler reads as something else in a path; a backslash too, where it stands between no folders. */
const SPECIAL = sep === '/' ? /[%!#?\\]/g : /[%!#?]/g

/** A request for one output that any path can stand in. */
export function printOutputRequest(file: string, query: string): string {
  return `${file.replaceAll(SPECIAL, character => `%${character.charCodeAt(0).toString(16)}`)}?${query}`
}
