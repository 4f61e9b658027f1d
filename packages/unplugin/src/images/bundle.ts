import { posix } from 'node:path'
import { keyInStub, TOKEN_START } from '@lazy-image/core/host'

/** A chunk as far as it is known before its code is. */
export interface PlannedChunk {
  /** By module id, what the chunk includes. */
  modules: Readonly<Record<string, unknown>>
}

/** What Rollup and Rolldown are about to write. */
export interface Chunk extends PlannedChunk {
  type: 'chunk'
  code: string
  /** The module whose exports it has, where there is one. */
  facadeModuleId?: string | null
  /** Whether something loads it by itself. */
  isEntry?: boolean
  /** Names of the files that it loads with it. */
  imports?: readonly string[]
}

export interface Asset {
  type: 'asset'
  source: string | Uint8Array
  /** Where it comes from, relative to the root. */
  originalFileNames?: readonly string[]
}

/** An asset that stands in for an image. */
export interface Stub {
  name: string
  asset: Asset
  /** Of the output that it stands for. */
  key: string
}

/** The stubs in a bundle, found by what they hold. */
export function findStubs(bundle: Readonly<Record<string, Asset | Chunk>>): Stub[] {
  return Object.entries(bundle).flatMap(([name, asset]) => {
    if (asset.type !== 'asset') return []
    const key = keyInStub(asset.source)
    return key === undefined ? [] : [{ name, asset, key }]
  })
}

/**
 * The names among some that a text of a bundle mentions: a plugin may have asked for a module and written what is in it
 * into code of its own, so that no chunk includes it.
 */
export function findMentioned(
  bundle: Readonly<Record<string, Asset | Chunk>>,
  names: readonly string[],
): ReadonlySet<string> {
  const byText = new Map(names.flatMap(name => [name, encodeURI(name)].map(text => [posix.basename(text), name])))
  if (byText.size === 0) return new Set()
  const mention = new RegExp([...byText.keys()].map(text => text.replaceAll(/[^\w-]/g, '\\$&')).join('|'), 'g')
  const found = Object.entries(bundle).flatMap(([name, file]) => {
    const text = file.type === 'chunk' ? file.code : file.source
    if (name.endsWith('.map') || typeof text !== 'string') return []
    return [...text.matchAll(mention)].flatMap(([match]) => byText.get(match) ?? [])
  })
  return new Set(found)
}

/**
 * Whatever in a bundle may hold tokens: code of ours may have become part of any file, under any name. Only a source map
 * quotes the modules as they were, and its columns count on that.
 *
 * @param images names of files that are images of ours by now.
 */
export function findTokenTexts(
  bundle: Readonly<Record<string, Asset | Chunk>>,
  images: ReadonlySet<string>,
): { name: string; text: string; replace(filled: string): void }[] {
  return Object.entries(bundle).flatMap(([name, file]) => {
    if (name.endsWith('.map') || images.has(name)) return []
    const text = file.type === 'chunk' ? file.code : textWithTokens(file.source)
    if (!text.includes(TOKEN_START)) return []
    const replace = (filled: string) => {
      if (file.type === 'chunk') file.code = filled
      else file.source = filled
    }
    return [{ name, text, replace }]
  })
}

function textWithTokens(source: string | Uint8Array): string {
  if (typeof source === 'string') return source
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
  return bytes.includes(TOKEN_START) ? bytes.toString('utf8') : ''
}
