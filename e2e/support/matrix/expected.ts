import { basename } from 'node:path'
import { type Pipeline, transformImport } from '@lazy-image/core'
import type { HostFacts } from '../../matrix/host-facts.js'
import type { Expected, Look, Row } from '../../matrix/row.js'
import type { Project } from '../project.js'
import { mediaTypeOfBytes, mediaTypeOfFormat } from './media-type.js'
import { nameOfContent, replaceUrls } from './named-contents.js'
import { PICTURE_SIDES } from './picture.js'
import { fileOfRequest, isPicture, type PictureLeaf, pathInProject } from './row-pictures.js'

/** What a row is to show. */
export interface RowExpectation {
  /** For each look: the value or text, with names of contents for URLs. */
  seen: unknown[]
  /** Widths and types that its pictures may have, as `24 image/webp`. */
  sizes: ReadonlySet<string>
  /** Names of contents that no file of the output has. */
  absent: readonly string[]
}

/** @param pipeline without a cache: what is expected never comes out of what a build has left. */
export async function expectationOf(
  row: Row,
  project: Project,
  pipeline: Pipeline,
  facts: HostFacts,
): Promise<RowExpectation> {
  const sizes = new Set<string>()
  const absent: string[] = []

  async function resolve(expected: Expected): Promise<unknown> {
    if (typeof expected !== 'object' || expected === null) return expected
    if (isPicture(expected)) return shown(expected)
    if (isFact(expected)) return facts[expected.fact]
    if (Array.isArray(expected)) return Promise.all(expected.map(resolve))
    const entries = await Promise.all(
      Object.entries(expected as Record<string, Expected>).map(async ([key, item]) => [key, await resolve(item)]),
    )
    const resolved = Object.fromEntries(entries) as Record<string, unknown>
    return 'text' in resolved ? (resolved['text'] as unknown[]).join('') : resolved
  }

  async function shown(picture: PictureLeaf): Promise<unknown> {
    if ('core' in picture) {
      for (const size of askedSizes(picture.core)) sizes.add(size)
      return (await made(picture.core)).value
    }
    const data = project.readBytes(pathInProject(row, picture.source))
    sizes.add(`${PICTURE_SIDES[0]} ${mediaTypeOfBytes(data)}`)
    return nameOfContent(data)
  }

  /** What core makes of a request. */
  async function made(request: string): Promise<{ value: unknown; contents: string[] }> {
    const query = request.slice(request.indexOf('?'))
    const id = project.path(pathInProject(row, fileOfRequest(request))) + query
    const { value, assets } = await transformImport(pipeline, id)
    const names = new Map(assets.map(({ fileName, data }) => [encodeURIComponent(fileName), nameOfContent(data)]))
    return { value: replaceUrls(value, url => names.get(basename(url)) ?? url), contents: [...names.values()] }
  }

  const seen: unknown[] = []
  for (const look of row.looks) {
    if ('absent' in look) absent.push(...(await made(look.absent)).contents)
    else seen.push(await resolve(isValue(look) ? look.value : look.is))
  }
  return { seen, sizes, absent }
}

function isFact(expected: object): expected is { fact: 'requires' } {
  return 'fact' in expected && expected.fact === 'requires'
}

function isValue(look: Look): look is { value: Expected } {
  return 'value' in look
}

/** Every width with every type that a request asks for. */
function askedSizes(request: string): string[] {
  const query = new URLSearchParams(request.slice(request.indexOf('?')))
  const listOf = (key: string, otherwise: string) => (query.get(key) ?? otherwise).split(';')
  const own = fileOfRequest(request).split('.').at(-1) ?? ''
  return listOf('w', String(PICTURE_SIDES[0])).flatMap(width =>
    listOf('format', own).map(format => `${width} ${mediaTypeOfFormat(format)}`),
  )
}
