import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Edit } from '@lazy-image/core/host'
import { removeItem } from './text-edits.js'
import { INCUMBENT, INCUMBENTS, SUCCESSOR } from './tool-names.js'

/** A package.json of the project. */
export interface Manifest {
  /** Absolute. */
  file: string
  text: string
  /** Ranges by name, of dependencies of every kind. */
  dependencies: ReadonlyMap<string, string>
}

const FIELDS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']

/** Reads a package.json; null for one that is none. */
export function readManifest(file: string, text: string): Manifest | null {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null) return null
    const fields = parsed as Readonly<Record<string, unknown>>
    const entries = FIELDS.flatMap(name => {
      const listed = fields[name]
      return typeof listed === 'object' && listed !== null ? Object.entries(listed) : []
    })
    return { file, text, dependencies: new Map(entries.map(([name, range]) => [name, String(range)])) }
  } catch {
    return null
  }
}

/**
 * The edits that put our package in the tool's place.
 *
 * @param range of our package.
 * @param staysBeside whether something still needs the tool.
 */
export function swapDependency({ text, dependencies }: Manifest, range: string, staysBeside: boolean): Edit[] {
  if (dependencies.has(SUCCESSOR)) return staysBeside ? [] : removeDependencies(text, INCUMBENTS)
  const at = entryOf(text, INCUMBENT)
  if (at === null) return []
  const entry = `"${SUCCESSOR}": "${range}"`
  if (staysBeside) {
    const lineStart = text.lastIndexOf('\n', at.start) + 1
    const indent = /^\s*$/.test(text.slice(lineStart, at.start)) ? `\n${text.slice(lineStart, at.start)}` : ' '
    return [{ start: at.start, end: at.start, text: `${entry},${indent}` }]
  }
  const others = removeDependencies(
    text,
    INCUMBENTS.filter(name => name !== INCUMBENT),
  )
  return [{ start: at.start, end: at.end, text: entry }, ...others]
}

/** The edits that take dependencies out. */
export function removeDependencies(text: string, names: readonly string[]): Edit[] {
  return names.flatMap(name => {
    const at = entryOf(text, name)
    return at === null ? [] : removeItem(text, at)
  })
}

/** Where a dependency is written, in characters; the first of several fields. */
export function entryOf(text: string, name: string): { start: number; end: number } | null {
  const found = new RegExp(`"${name.replaceAll(/[/.]/g, '\\$&')}"\\s*:\\s*"(?:[^"\\\\]|\\\\.)*"`).exec(text)
  return found === null ? null : { start: found.index, end: found.index + found[0].length }
}

/**
 * Which of a package's dependencies use sharp by themselves, as Astro's image service does; null where one of them is not installed,
 * so that nobody knows.
 */
export function usersOfSharp({ file, dependencies }: Manifest): readonly string[] | null {
  const users: string[] = []
  for (const name of dependencies.keys()) {
    if (INCUMBENTS.includes(name) || name === 'sharp') continue
    const manifest = installedManifest(dirname(file), name)
    if (manifest === null) return null
    const needs = ['peerDependencies', 'optionalDependencies', 'peerDependenciesMeta'].some(field =>
      Object.hasOwn(Object(manifest[field]), 'sharp'),
    )
    if (needs) users.push(name)
  }
  return users
}

function installedManifest(folder: string, name: string): Readonly<Record<string, unknown>> | null {
  const file = join(folder, 'node_modules', name, 'package.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>
  const above = dirname(folder)
  return above === folder ? null : installedManifest(above, name)
}
