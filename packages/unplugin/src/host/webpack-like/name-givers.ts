import { relativePath } from '../../images/relative-path.js'
import type { Compilation, Module } from './compiler.js'
import { type KeptFile, readFacts } from './kept-facts.js'
import { escapePath, findFile } from './resource.js'

/** What names a file. */
export interface NameGiver {
  file: KeptFile
  /** The picture as templates see it: relative to the context, with forward slashes. */
  filename: string
}

const givers = new WeakMap<Module, NameGiver>()

/**
 * Decides which picture names a file: equal outputs of equal pictures are one file, and the picture whose path comes first
 * names it for all, whatever was loaded first. For when all modules of a compilation are there.
 */
export function chooseNameGivers({ compiler: { context } }: Compilation, modules: Iterable<Module>): void {
  const byKey = new Map<string, NameGiver>()
  const ours: { module: Module; key: string }[] = []
  for (const module of modules) {
    const file = readFacts(module)?.file
    const path = findFile(module)
    if (file === undefined || path === undefined) continue
    ours.push({ module, key: file.key })
    const first = byKey.get(file.key)
    if (first !== undefined && first.file.source <= file.source) continue
    byKey.set(file.key, { file, filename: escapePath(relativePath(context, path)) })
  }
  for (const { module, key } of ours) {
    const giver = byKey.get(key)
    if (giver !== undefined) givers.set(module, giver)
  }
}

/** What names the file of a module; undefined for one that is not a file of ours. */
export function findNameGiver(module: Module): NameGiver | undefined {
  return givers.get(module)
}
