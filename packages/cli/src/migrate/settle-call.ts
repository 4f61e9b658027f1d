import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  FILES_AT_ONCE,
  IMAGETOOLS_PATTERNS,
  mapConcurrently,
  type Options,
  Pipeline,
  type PlannedRequest,
  splitId,
  toLazyImageError,
} from '@lazy-image/core/host'
import {
  findProjectRequests,
  type ProjectRequests,
  type ProjectSurroundings,
  type WrittenPlace,
} from '@lazy-image/unplugin/project'
import { loadProject } from '../prewarm/load-project.js'
import type { WrittenOptions } from './read-call.js'

/** A query in our own words, wherever a place has the other one. */
export interface Rewording {
  place: WrittenPlace
  /** Without question marks. */
  from: string
  to: string
}

/** A place that keeps a project on `imagetools()`, and why. */
export interface Obstacle {
  /** Null for the project as a whole. */
  place: WrittenPlace | null
  text: string
}

/** What a project asks of pictures comes to the same by `lazyImage()`, or what is in the way. */
export interface Settled {
  obstacles: Obstacle[]
  rewordings: Rewording[]
  /** Directives for all images in place of those that are written; null where they stay. */
  defaults: string | null
  /** Requests that come to the same. */
  requests: number
}

/** Where a call's images are asked for. */
export interface Scope {
  /** Absolute folder of the project. */
  root: string
  /** Globs of other projects in it, from the root. */
  ignore: readonly string[]
}

interface Vite {
  createFilter(include: unknown, exclude: unknown, options: { resolve: string }): (id: string) => boolean
}

/** What may end a query that TypeScript knows by a declaration of the project's own. */
export type DeclaredEnds = (specifier: string) => readonly string[]

/**
 * Plans every image request of a project as `imagetools()` and as `lazyImage()`, and puts queries that come to something else, or
 * are refused, into words that come to the same.
 */
export async function settleCall(
  written: WrittenOptions,
  scopes: readonly Scope[],
  declaredEnds: DeclaredEnds,
): Promise<Settled> {
  const obstacles: Obstacle[] = []
  const none: Settled = { obstacles, rewordings: [], defaults: null, requests: 0 }
  const [project] = scopes
  const vite = project === undefined ? null : await loadVite(project.root)
  if (project === undefined || vite === null) {
    obstacles.push({ place: null, text: 'Vite is not installed here, so that patterns cannot be compared' })
    return none
  }
  const filter = vite.createFilter(
    written.include ?? IMAGETOOLS_PATTERNS.include,
    written.exclude ?? IMAGETOOLS_PATTERNS.exclude,
    { resolve: project.root },
  )
  const before = makePipelines(scopes, written, { strict: 'compat', include: filter, ...defaultsOf(written) })
  const shown = { include: written.include, exclude: written.exclude }
  const found: ProjectRequests[] = []
  const surroundings: ProjectSurroundings[] = []
  for (const scope of scopes) surroundings.push(await surroundingsOf(scope))
  for (const [index, pipeline] of before.entries()) found.push(await findIn(surroundings[index], pipeline))
  let best: Settled | null = null
  for (const defaults of candidateDefaults(written, before[0])) {
    const settled = await tryDefaults(defaults)
    if (best === null || settled.obstacles.length < best.obstacles.length) best = { ...settled, defaults }
    if (settled.obstacles.length === 0) break
  }
  return best ?? none

  async function tryDefaults(defaults: string | null): Promise<Settled> {
    try {
      const after = makePipelines(scopes, written, { ...defined(shown), ...defaultsOf(written, defaults) })
      return await compare(surroundings, before, after, found, declaredEnds)
    } catch (error) {
      // Directives for all images that break a rule.
      return { ...none, obstacles: [{ place: null, text: toLazyImageError(error).message }] }
    }
  }
}

async function loadVite(root: string): Promise<Vite | null> {
  try {
    const entry = createRequire(join(root, 'package.json')).resolve('vite')
    return (await import(pathToFileURL(entry).href)) as Vite
  } catch {
    return null
  }
}

const SILENT: Pick<Options, 'cache' | 'logger'> = { cache: false, logger: { info() {}, warn() {} } }

function makePipelines(
  scopes: readonly Scope[],
  { namedExports }: WrittenOptions,
  options: Options,
): readonly Pipeline[] {
  return scopes.map(({ root }) => new Pipeline({ ...SILENT, ...defined({ namedExports }), ...options }, root))
}

function defined<Given extends object>(given: Given): { [Key in keyof Given]: NonNullable<Given[Key]> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Given]: NonNullable<Given[Key]>
  }
}

function defaultsOf({ defaults }: WrittenOptions, instead: string | null = null): Pick<Options, 'defaults'> {
  if (instead !== null) return { defaults: new URLSearchParams(instead) }
  return defaults === null ? {} : { defaults: new URLSearchParams(defaults.entries) }
}

/** Directives for all images that may come to the same: as they are, in words that break no rule, with leave for a png to lose. */
function* candidateDefaults({ defaults }: WrittenOptions, pipeline: Pipeline | undefined): Generator<string | null> {
  yield null
  if (defaults === null || pipeline === undefined) return
  const restated = pipeline.restate(readably(defaults.entries))
  if (restated === null) return
  yield restated
  yield `${restated}&lossless=false`
}

/** A query of which only what would be read as something else is encoded. */
function readably(entries: readonly (readonly [string, string])[]): string {
  const encode = (text: string) => text.replaceAll(/[%&+= ?'"\\]/g, encodeURIComponent)
  return entries.map(([key, text]) => (text === '' ? encode(key) : `${encode(key)}=${encode(text)}`)).join('&')
}

async function surroundingsOf({ root, ignore }: Scope): Promise<ProjectSurroundings> {
  // A configuration that cannot run still has files beside it.
  const project = await loadProject(root, undefined, () => SILENT).catch(() => null)
  return {
    files: [],
    ignore: [...(project?.ignore ?? ['**/dist/**', '**/build/**']), ...ignore],
    aliases: project?.aliases ?? {},
    publicFolder: project?.publicFolder ?? null,
  }
}

async function findIn(surroundings: ProjectSurroundings | undefined, pipeline: Pipeline): Promise<ProjectRequests> {
  return surroundings === undefined
    ? { files: 0, requests: [], unknown: [] }
    : findProjectRequests(pipeline, surroundings)
}

async function compare(
  surroundings: readonly ProjectSurroundings[],
  before: readonly Pipeline[],
  after: readonly Pipeline[],
  found: readonly ProjectRequests[],
  declaredEnds: DeclaredEnds,
): Promise<Settled> {
  const obstacles: Obstacle[] = []
  const rewordings: Rewording[] = []
  let count = 0
  for (const [index, theirs] of before.entries()) {
    const ours = after[index]
    if (ours === undefined) continue
    const { requests, unknown } = found[index] ?? { requests: [], unknown: [] }
    const also = await findIn(surroundings[index], ours)
    const known = new Set(requests.map(({ id, place }) => `${id} ${place.file}`))
    const added = also.requests.filter(({ id, place }) => !known.has(`${id} ${place.file}`))
    for (const { place, isSure } of added) {
      if (isSure) obstacles.push({ place, text: 'vite-imagetools leaves it to Vite, and lazyImage() would take it' })
    }
    for (const { place, reason, isSure } of unknown) {
      // Any name of a picture may ask for one where directives are for all images; what is no import does not.
      if (isSure || ours.namesDirective(place.text)) obstacles.push({ place, text: reason })
    }
    const settled = await mapConcurrently(requests, FILES_AT_ONCE, async request => {
      const words = await wordsFor(request.id, theirs, ours, query =>
        sameEnds(request.place.text, splitId(request.id).query, query, declaredEnds),
      )
      return { request, words }
    })
    for (const { request, words } of settled) {
      const { place, isSure, id } = request
      if (typeof words !== 'string') {
        if (isSure || words.isRead) obstacles.push({ place, text: words.reason })
        continue
      }
      count++
      const from = splitId(id).query
      if (words === from) continue
      if (index > 0) obstacles.push({ place, text: 'several projects import it, and its query breaks a rule' })
      else rewordings.push({ place, from, to: words })
    }
  }
  return { obstacles, rewordings, defaults: null, requests: count }
}

/** The query that comes to the same, or why there is none. */
async function wordsFor(
  id: string,
  theirs: Pipeline,
  ours: Pipeline,
  mayBe: (query: string) => boolean,
): Promise<string | { reason: string; isRead: boolean }> {
  const { path, query } = splitId(id)
  const wanted = await outcomeOf(id, theirs)
  if (wanted instanceof Error) return { reason: wanted.message, isRead: false }
  let reason = ''
  let isKnownByEnd = false
  for (const candidate of candidateQueries(query, theirs)) {
    const asked = candidate === '' ? path : `${path}?${candidate}`
    const got = await outcomeOf(asked, ours)
    if (got === wanted && mayBe(candidate)) return candidate
    if (got === wanted) isKnownByEnd = true
    else if (reason === '') reason = got instanceof Error ? got.message : 'lazyImage() makes something else of it'
  }
  const known = 'a module declaration of yours knows it by its end, so that no other words can stand there. As it is: '
  return { reason: isKnownByEnd ? `${known}${reason}` : reason, isRead: true }
}

function* candidateQueries(query: string, pipeline: Pipeline): Generator<string> {
  yield query
  const restated = pipeline.restate(query)
  if (restated === null) return
  if (restated !== query) yield restated
  if (restated === '') return
  const parts = restated.split('&')
  const within = [...parts.slice(0, -1), 'lossless=false', ...parts.slice(-1)].join('&')
  const behind = `${restated}&lossless=false`
  // By the end of a query TypeScript knows what it comes to.
  yield* /^(?:as|format)(?:=|$)/.test(parts.at(-1) ?? '') ? [within, behind] : [behind, within]
}

/** What a request comes to, as text: its module, with each picture's name and key. Empty for what is left to the bundler. */
async function outcomeOf(id: string, pipeline: Pipeline): Promise<string | Error> {
  if (!pipeline.claims(id)) return ''
  try {
    const planned = await pipeline.plan(id, { mayEncode: false })
    return planned === null ? '' : printOutcome(planned)
  } catch (error) {
    return toLazyImageError(error)
  }
}

function printOutcome({ module }: PlannedRequest): string {
  return module.code(({ fileName, recipe }) => JSON.stringify([fileName, recipe.key]))
}

/** Whether the project's own declarations know a specifier with another query as they know the one that is written. */
function sameEnds(specifier: string, from: string, to: string, declaredEnds: DeclaredEnds): boolean {
  if (from === to) return true
  const reworded = to === '' ? specifier.replace(`?${from}`, '') : specifier.replace(from, () => to)
  return String(declaredEnds(specifier)) === String(declaredEnds(reworded))
}
