import type { Module } from './compiler.js'
import { type KeptFile, readFacts } from './kept-facts.js'

const givers = new WeakMap<Module, KeptFile>()

/**
 * Decides which picture names a file: equal outputs of equal pictures are one file, and the picture whose path comes first
 * names it for all, whatever was loaded first. For when all modules of a compilation are there.
 */
export function chooseNameGivers(modules: Iterable<Module>): void {
  const firsts = new Map<string, KeptFile>()
  const ours: { module: Module; key: string }[] = []
  for (const module of modules) {
    const file = readFacts(module)?.file
    if (file === undefined) continue
    ours.push({ module, key: file.key })
    const first = firsts.get(file.key)
    if (first === undefined || file.resource < first.resource) firsts.set(file.key, file)
  }
  for (const { module, key } of ours) {
    const first = firsts.get(key)
    if (first !== undefined) givers.set(module, first)
  }
}

/** What names the file of a module; undefined for one that is not a file of ours. */
export function findNameGiver(module: Module): KeptFile | undefined {
  return givers.get(module) ?? readFacts(module)?.file
}
