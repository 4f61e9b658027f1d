import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { LazyImageError } from '@lazy-image/core'
import { loadProjectSearch, locateFile, type Pipeline, splitId } from '@lazy-image/core/host'
import { findProjectRequests, type UnknownRequest, type WrittenPlace } from '@lazy-image/unplugin/project'
import { UsageError } from '../usage-error.js'
import type { Project } from './load-project.js'

/** An image request that is to be made ahead of a build. */
export interface Wish {
  /** Absolute path and query. */
  id: string
  /** Absolute path of the picture. */
  source: string
  /** Where it is written; null where a command line asks. */
  place: WrittenPlace | null
  /** Whether it surely is a request; of a text that only looks like one, a failure means nothing. */
  isSure: boolean
}

/** A wish that cannot be met. */
export interface FailedWish {
  wish: Wish
  error: LazyImageError
}

export interface Wishes {
  /** Files of a project that were read. */
  files: number
  /** Each id once. */
  wishes: readonly Wish[]
  unknown: readonly UnknownRequest[]
}

/** What a project's files ask for. @param globs of its files; none for all. */
export async function wishesOfProject(
  { pipeline, aliases, publicFolder, ignore }: Project,
  globs: readonly string[],
): Promise<Wishes> {
  const surroundings = { files: globs, ignore, aliases, publicFolder }
  const { files, requests, unknown } = await findProjectRequests(pipeline, surroundings)
  const wishes = new Map<string, Wish>()
  for (const { id, place, isSure } of requests) {
    if (wishes.get(id)?.isSure !== true) wishes.set(id, { id, source: sourceOf(id), place, isSure })
  }
  return { files, wishes: [...wishes.values()], unknown }
}

/**
 * Queries of pictures.
 *
 * @param globs of pictures, from a folder; names of files are taken as they are.
 * @throws {UsageError} where a glob finds nothing, or a query asks for nothing.
 */
export async function wishesOfGlobs(
  pipeline: Pipeline,
  folder: string,
  globs: readonly string[],
  queries: readonly string[],
): Promise<Wishes> {
  const { glob } = await loadProjectSearch()
  const files = new Set<string>()
  for (const pattern of globs) {
    const stats = statSync(resolve(folder, pattern), { throwIfNoEntry: false })
    if (stats?.isDirectory()) throw new UsageError(`${JSON.stringify(pattern)} is a folder; write "${pattern}/**"`)
    const found = stats === undefined ? await glob(pattern, { cwd: folder, absolute: true }) : [pattern]
    const pictures = found.map(file => resolve(folder, file)).filter(file => pipeline.isImage(file))
    if (pictures.length === 0) throw new UsageError(`${JSON.stringify(pattern)} finds no picture in ${folder}`)
    for (const file of pictures) files.add(file)
  }
  const asked = queries.map(query => pipeline.listByCommas(query.replace(/^\?/, '')))
  const ids = [...files].sort().flatMap(file => asked.map(query => `${file.replaceAll('?', '%3F')}?${query}`))
  const idle = ids.find(id => !pipeline.claims(id))
  if (idle !== undefined) {
    throw new UsageError(
      `Option --query must ask for something, such as "w=400,800&format=webp", but of ${idle} it asks nothing`,
    )
  }
  return { files: 0, wishes: ids.map(id => ({ id, source: sourceOf(id), place: null, isSure: true })), unknown: [] }
}

function sourceOf(id: string): string {
  return locateFile(splitId(id).path)
}
