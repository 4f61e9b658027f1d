import { dirname, extname, resolve, sep } from 'node:path'
import { decodePath, locateFile, OUTPUT_KEY, type Pipeline, splitId } from '@lazy-image/core/host'
import type { ResolveData } from 'webpack'
import { encodeName, isForeign, makeId } from '../../images/image-id.js'
import { NAME, type NormalModuleFactory } from './compiler.js'
import { MODULE_KINDS, type ModuleKind, parseRequest, printRequest } from './module-kind.js'
import { escapePath, unescapeResource } from './resource.js'

/** After whoever replaces or ignores requests. */
const LAST = 1000

/** Loaders in front of a request, and the request. */
const LOADERS = /^(.*!)?(.*)$/s

/**
 * Finds the requests for images among all, and rewrites them so that rules can tell by their scheme what they become.
 * Only here a request is seen as a whole; rules see its parts one by one. As a URL, it also holds any character that a
 * file name may have.
 */
export function claimRequests(factory: NormalModuleFactory, pipeline: Pipeline): void {
  factory.hooks.beforeResolve.tapPromise({ name: NAME, stage: LAST }, async data => {
    data.request = (await claimRequest(data, factory, pipeline)) ?? data.request
  })
  for (const { scheme } of Object.values(MODULE_KINDS)) {
    factory.hooks.resolveForScheme.for(scheme).tap(NAME, resource => {
      const { path: written, query: asked } = splitId(parseRequest(resource.resource))
      const path = locateFile(written)
      const hash = asked.indexOf('#')
      const query = asked === '' ? '' : `?${hash === -1 ? asked : asked.slice(0, hash)}`
      const fragment = hash === -1 ? '' : asked.slice(hash)
      Object.assign(resource, { path, query, fragment, context: dirname(path) })
      resource.resource = escapePath(path) + query + fragment
      return true
    })
  }
}

async function claimRequest(
  data: ResolveData,
  factory: NormalModuleFactory,
  pipeline: Pipeline,
): Promise<string | undefined> {
  const [, loaders = '', written = ''] = LOADERS.exec(data.request) ?? []
  if (loaders === '') return claimImage(written, data, factory, pipeline)
  // A file's name may hold what stands between loaders.
  const named = await claimImage(data.request, data, factory, pipeline)
  if (named !== undefined) return named
  // Two marks mean that no rule is to be asked; a match resource, that another name is to be judged by.
  if (loaders.startsWith('!!') || loaders.includes('!=!')) return undefined
  const claimed = await claimImage(written, data, factory, pipeline)
  return claimed && loaders + claimed
}

async function claimImage(
  written: string,
  data: ResolveData,
  factory: NormalModuleFactory,
  pipeline: Pipeline,
): Promise<string | undefined> {
  const { contextInfo, context, dependencyType } = data
  const name = encodeName(unescapeResource(written), contextInfo.issuer || undefined, pipeline.options.root)
  const { path, query } = splitId(name)
  if (!mayBeImage(path, query, pipeline)) return undefined
  const file = isPrinted(query)
    ? resolve(context, decodePath(path))
    : ((await resolveFile(path, data, factory)) ?? (await resolveFile(decodePath(path), data, factory)))
  if (file === undefined) return undefined
  const id = makeId(file, query, false)
  const kind = chooseKind(id, isStyle(contextInfo.issuer) ? 'url' : dependencyType, pipeline)
  return kind && printRequest(kind, id)
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

function chooseKind(id: string, dependency: string, pipeline: Pipeline): ModuleKind | undefined {
  if (!pipeline.claims(id)) return undefined
  const isFile = pipeline.wantsOneUrl(id)
  if (dependency === 'loader') return isFile ? 'bytes' : 'code'
  if (isFile) return 'file'
  // An image that only the defaults ask for, and that may come to something else than a URL, is no matter for `url()`.
  if (dependency === 'url') return id.includes('?') ? 'file' : undefined
  return dependency === 'commonjs' || dependency === 'amd' ? 'required' : 'value'
}

/** Whether a file is a style: what it asks for is a URL, also where its loader makes an import of it. */
function isStyle(file: string): boolean {
  return /\.(?:css|less|s[ac]ss|styl(?:us)?)$/i.test(file)
}

/** Resolves a path as the bundler does, or gives undefined: that nothing is there is for the bundler to find. */
function resolveFile(path: string, data: ResolveData, factory: NormalModuleFactory): Promise<string | undefined> {
  const { contextInfo, context, dependencyType, resolveOptions } = data
  const { fileDependencies, missingDependencies, contextDependencies } = data
  const noted = { fileDependencies, missingDependencies, contextDependencies }
  const resolver = factory.getResolver('normal', { ...resolveOptions, dependencyType })
  // At the beginning it is a package's name for what is its own (`imports`).
  const request = path.startsWith('#') ? `#${escapePath(path.slice(1))}` : escapePath(path)
  return new Promise(settle => {
    resolver.resolve(contextInfo, context, request, noted, (error, _text, found) => {
      settle(error === null && typeof found === 'object' && typeof found.path === 'string' ? found.path : undefined)
    })
  })
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
