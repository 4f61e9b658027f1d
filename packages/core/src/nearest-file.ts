import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join, parse } from 'node:path'
import { nearest } from './nearest.js'

/** In what the name that is there differs from the one that was asked for, the most alike first. */
const DIFFERENCES = ['normalization', 'case', 'extension', 'spelling'] as const

export type NameDifference = (typeof DIFFERENCES)[number]

/** A file that is there in place of one that is not. */
export interface NearFile {
  /** Absolute path. */
  file: string
  /** Of the file and the folders on the way to it, how the least alike one differs. */
  difference: NameDifference
}

/**
 * What a path most likely means where nothing is: each folder on the way and the file itself may differ in Unicode
 * normalization, in case or by a slip, the file in its extension too.
 *
 * @param file absolute path of a file that is not there.
 * @param isCandidate whether a file of this name can be meant.
 */
export async function findNearestFile(
  file: string,
  isCandidate: (name: string) => boolean,
): Promise<NearFile | undefined> {
  const found = await findEntry(file, entry => !entry.isDirectory() && isCandidate(entry.name), findFileName)
  return found === undefined || found.difference === null
    ? undefined
    : { file: found.path, difference: found.difference }
}

/** The end of a message about a file that is not there: which one is, and how its name differs; or nothing. */
export async function describeNearestFile(file: string, isCandidate: (name: string) => boolean): Promise<string> {
  const near = await findNearestFile(file, isCandidate)
  return near === undefined ? '' : `; ${SENTENCES[near.difference](near.file)}`
}

const SENTENCES: Readonly<Record<NameDifference, (file: string) => string>> = {
  normalization: file => `there is ${file}, which looks the same but is written with other Unicode characters`,
  case: file => `there is ${file}, which differs in upper and lower case`,
  extension: file => `there is ${file}, which differs in its extension`,
  spelling: file => `did you mean ${file}?`,
}

interface Entry {
  path: string
  difference: NameDifference | null
}

interface FoundName {
  name: string
  difference: NameDifference | null
}

type FindName = (wanted: string, names: readonly string[]) => FoundName | undefined

async function findEntry(
  path: string,
  isCandidate: (entry: Dirent) => boolean,
  findName: FindName,
): Promise<Entry | undefined> {
  const parent = dirname(path)
  if (parent === path) return undefined
  const own = await readdir(parent, { withFileTypes: true }).catch(() => undefined)
  const folder: Entry | undefined =
    own !== undefined ? { path: parent, difference: null } : await findEntry(parent, isFolder, findFolderName)
  if (folder === undefined) return undefined
  const entries = own ?? (await readdir(folder.path, { withFileTypes: true }).catch(() => []))
  const found = findName(
    parse(path).base,
    entries.filter(isCandidate).map(({ name }) => name),
  )
  return found && { path: join(folder.path, found.name), difference: leastAlike(folder.difference, found.difference) }
}

function isFolder(entry: Dirent): boolean {
  return entry.isDirectory() || entry.isSymbolicLink()
}

function leastAlike(a: NameDifference | null, b: NameDifference | null): NameDifference | null {
  return a === null || (b !== null && DIFFERENCES.indexOf(b) > DIFFERENCES.indexOf(a)) ? b : a
}

function findFolderName(wanted: string, names: readonly string[]): FoundName | undefined {
  return findSame(wanted, names) ?? findNear(wanted, names, name => name)
}

function findFileName(wanted: string, names: readonly string[]): FoundName | undefined {
  const { name: stem, ext } = parse(wanted)
  const sameStem = names.find(name => fold(parse(name).name) === fold(stem))
  const sameExtension = names.filter(name => fold(parse(name).ext) === fold(ext))
  return (
    findSame(wanted, names) ??
    (sameStem === undefined ? undefined : { name: sameStem, difference: 'extension' }) ??
    findNear(stem, sameExtension, name => parse(name).name)
  )
}

function findSame(wanted: string, names: readonly string[]): FoundName | undefined {
  if (names.includes(wanted)) return { name: wanted, difference: null }
  const normal = names.find(name => name.normalize('NFC') === wanted.normalize('NFC'))
  if (normal !== undefined) return { name: normal, difference: 'normalization' }
  const folded = names.find(name => fold(name) === fold(wanted))
  return folded === undefined ? undefined : { name: folded, difference: 'case' }
}

function findNear(wanted: string, names: readonly string[], part: (name: string) => string): FoundName | undefined {
  const near = nearest(wanted, names.map(part))
  const name = names.find(candidate => part(candidate) === near)
  return name === undefined ? undefined : { name, difference: 'spelling' }
}

/** `ẞ` and `ß`, `İ` and `i̇` fall together only when a name goes up before it goes down. */
function fold(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase()
}
