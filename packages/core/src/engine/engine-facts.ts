import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { findBinaries } from '@lazy-image/native'
import { type EngineInfo, engineInfo, expectEngine } from './engine.js'

/** What is true of an engine wherever it runs. */
export type EngineFacts = Omit<EngineInfo, 'availableParallelism' | 'availableMemory'>

let facts: EngineFacts | undefined

/** What plans and keys need to know of the engine; loads it where nobody has said. @throws {LazyImageError} `NATIVE_LOAD_FAILED` */
export function engineFacts(): EngineFacts {
  facts ??= factsOf(engineInfo())
  return facts
}

/** Takes what was found out of the very files that the engine would be loaded from. */
export function recallEngineFacts(kept: EngineFacts): void {
  if (facts !== undefined) return
  facts = kept
  expectEngine(kept.fingerprint)
}

/** The version of this package: what is kept by one is read by no other. */
export function ownVersion(): string {
  return (createRequire(import.meta.url)('../../package.json') as { version: string }).version
}

/** What tells the files that the engine would be loaded from from any others, without reading them; null where there are none. */
export function identifyEngine(): string | null {
  const files = findBinaries()
  if (files.length === 0) return null
  const hash = createHash('sha256').update(`${ownVersion()}\n`)
  for (const file of files) {
    const stats = statSync(file, { bigint: true, throwIfNoEntry: false })
    if (stats === undefined) return null
    const { size, mtimeNs, ctimeNs, ino } = stats
    hash.update(`${file}\n${size} ${mtimeNs} ${ctimeNs} ${ino}\n`)
  }
  return hash.digest('hex')
}

function factsOf({ version, fingerprint, codecs, formats }: EngineInfo): EngineFacts {
  return { version, fingerprint, codecs, formats }
}
