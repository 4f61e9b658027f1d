import { readFileSync } from 'node:fs'
import { arch, cpus } from 'node:os'
import { engineInfo } from '@lazy-image/core/host'
import type { Check } from '../check.js'
import { withEngine } from '../with-engine.js'

/** Instruction sets that codecs have code for, by the word that Linux has for each. */
const SETS: Readonly<Record<string, string>> = {
  sse4_1: 'SSE4.1',
  avx2: 'AVX2',
  avx512bw: 'AVX-512',
  asimd: 'NEON',
}

export const processorsCheck: Check = {
  name: 'processors',
  run: () =>
    withEngine(() => {
      const usable = engineInfo().availableParallelism
      const processors = cpus()
      const model = processors[0]?.model.trim() ?? 'unknown'
      const sets = instructionSets()
      const why =
        usable < processors.length
          ? ': the affinity of this process or the quota of a control group allows no more'
          : ''
      return {
        json: { usable, there: processors.length, model, instructionSets: sets },
        lines: [
          `${usable} of ${processors.length} may be used${why}`,
          sets.length === 0 ? model : `${model}: ${sets.join(', ')}`,
        ],
        problem: null,
      }
    }),
}

/** As the system tells; every processor of 64 bits of ARM's has NEON. */
function instructionSets(): string[] {
  if (arch() === 'arm64') return ['NEON']
  try {
    const flags = /^(?:flags|Features)\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]?.split(' ') ?? []
    return Object.entries(SETS).flatMap(([flag, name]) => (flags.includes(flag) ? name : []))
  } catch {
    return []
  }
}
