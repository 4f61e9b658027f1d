import type { Diagnostic } from '@lazy-image/core/host'
import type { BuildInfo, Module } from './compiler.js'

export interface KeptFile {
  /** Without a hash, such as `hero.webp`. */
  name: string
  /** Of what the file will hold. */
  key: string
  /** The picture that it is made from, relative to the root, with forward slashes. */
  source: string
  /** The request as templates see it: the picture relative to the context, its query and its fragment. */
  resource: string
  /** In pixels; null where it shows only when the picture is made. */
  size: { width: number; height: number } | null
}

/** What is known of an image module when it is loaded and needed later, perhaps by a process that has it from a cache. */
export interface KeptFacts {
  /** Of a module that is one file. */
  file?: KeptFile
  /** Keys of all outputs that the module stands for or reads. */
  keys: readonly string[]
  warnings: readonly Diagnostic[]
}

const KEPT = 'lazyImage'

/** Keeps facts where the bundler keeps, in its caches too, what belongs to a module. */
export function keepFacts(buildInfo: BuildInfo, facts: KeptFacts): void {
  buildInfo[KEPT] = facts
}

/** Undefined for a module that is not ours. */
export function readFacts({ buildInfo }: Pick<Module, 'buildInfo'>): KeptFacts | undefined {
  return buildInfo?.[KEPT] as KeptFacts | undefined
}
