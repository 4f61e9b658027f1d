import { posix } from 'node:path'
import { fillPlaceholders } from '../../images/name-placeholders.js'
import type { FileNameTemplate, TemplateFunction } from './compiler.js'
import type { KeptFile } from './kept-facts.js'
import { parsePath } from './resource.js'

type AssetData = Parameters<TemplateFunction>[0]
type AssetInfo = Parameters<TemplateFunction>[1]

const DEFAULT_TEMPLATE = '[name].[contenthash][ext]'

/** What would end a URL, its path or its place in a srcset, or be decoded by a server: URLs are written as names are. */
const UNSAFE_IN_URL = /[\s\p{Cc}"#%,<>\\^`{|}]/gu

/** In a source's own name, this too: brackets are for what a template asks for. */
const UNSAFE_IN_NAME = /[\s\p{Cc}"#%,<>\\^`{|}?[\]*:]/gu

/** webpack's own, should it not say how many it wants. */
const HASH_DIGITS = 20

/** File systems take 255 for a file's whole name. */
const MOST_NAME_BYTES = 180

/** Hash digits that are taken to tell the outputs of one picture apart. */
const TELLING_DIGITS = 4

/** What stands for a hash of an asset or its module. */
const HASHES: ReadonlySet<string> = new Set(['hash', 'contenthash', 'modulehash'])

/** What tells outputs apart and is left to the bundler to fill in. */
const TELLING_IDS: ReadonlySet<string> = new Set(['id', 'moduleid'])

/**
 * The file name that a template gives an output. What only we know is filled in: the extension of the output instead of
 * the source's, names that can stand in a URL, and no query. What a template knows besides is left to the bundler.
 *
 * The hash is filled in here too, with the key's first digits. Left to webpack it would be hashed again from the image's
 * bytes, which a server build that emits no assets never sees: client and server would disagree about the URL.
 *
 * Where nothing in the template tells the outputs of one picture apart, the name ends in the first digits of the
 * output's key. That looks at this output alone, so that every build and every order of imports gives the same name.
 */
export function nameAsset(
  template: FileNameTemplate | undefined,
  { name: fileName, key, resource, size }: KeptFile,
  data: AssetData,
  info: AssetInfo,
): string {
  const hash = key.slice(0, data.contentHash?.length ?? HASH_DIGITS)
  const written =
    typeof template === 'function'
      ? template({ ...data, filename: resource, contentHash: hash }, info)
      : (template ?? DEFAULT_TEMPLATE)
  const text = fillPlaceholders(written, { width: size?.width, height: size?.height })
  const source = parsePath(resource)
  const ext = posix.extname(fileName)
  const parts = listParts(source, ext)
  // A function may have put it in by itself.
  let isTelling = text.includes(hash.slice(0, TELLING_DIGITS))
  const filled = text.replaceAll(PLACEHOLDER, (whole, kind: string, first?: string, second?: string) => {
    const part = parts[kind]
    if (part !== undefined) return part
    if (!HASHES.has(kind)) {
      isTelling ||= TELLING_IDS.has(kind)
      return whole
    }
    // Whatever alphabet is asked for: our digits are part of each.
    const digits = parseCount(first) ?? parseCount(second) ?? hash.length
    isTelling ||= digits >= TELLING_DIGITS
    return hash.slice(0, digits)
  })
  const name = replaceExtension(filled.replaceAll(UNSAFE_IN_URL, '_'), posix.extname(source), ext)
  return isTelling ? name : appendKey(name, key)
}

const PLACEHOLDER = /\[(\w+)(?::(\w+))?(?::(\w+))?\]/g

/** What a template can say of a source, by placeholder. */
function listParts(source: string, ext: string): Readonly<Record<string, string | undefined>> {
  const { dir, name: stem } = posix.parse(source)
  const name = shorten(stem.replaceAll(UNSAFE_IN_NAME, '_'))
  const path = dir === '' ? '' : `${dir.split('/').map(cleanFolder).join('/')}/`
  const base = name + ext
  const file = path + base
  const nothing = { query: '', fragment: '' }
  return { name, ext, base, filebase: base, path, containedpath: path, file, containedfile: file, ...nothing }
}

/** The beginning of a name that leaves room for what a template puts beside it. */
function shorten(name: string): string {
  let bytes = 0
  const end = [...name].findIndex(character => {
    bytes += Buffer.byteLength(character)
    return bytes > MOST_NAME_BYTES
  })
  return end === -1 ? name : [...name].slice(0, end).join('')
}

/** A folder above the context, or a drive, would lead out of where a build writes. */
function cleanFolder(folder: string, index: number): string {
  return folder === '..' || (folder === '' && index === 0) ? '_' : folder.replaceAll(UNSAFE_IN_NAME, '_')
}

function parseCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}

/** A template may name the extension of the files that its rule is for; what is made of one may have another. */
function replaceExtension(name: string, written: string, ext: string): string {
  return written !== '' && name.toLowerCase().endsWith(written.toLowerCase())
    ? name.slice(0, name.length - written.length) + ext
    : name
}

/** `img/hero.webp` as `img/hero-1f0c9a2b.webp`. */
function appendKey(name: string, key: string): string {
  const [, path = '', query = ''] = /^([^?]*)(.*)$/s.exec(name) ?? []
  const ext = posix.extname(path)
  return `${path.slice(0, path.length - ext.length)}-${key.slice(0, 8)}${ext}${query}`
}
