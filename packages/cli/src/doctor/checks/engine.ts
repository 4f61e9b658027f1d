import { createRequire } from 'node:module'
import { arch, platform, release } from 'node:os'
import { LazyImageError } from '@lazy-image/core'
import { engineInfo } from '@lazy-image/core/host'
import type { Check, Finding } from '../check.js'

/** Digits of the fingerprint that tell two engines apart. */
const SHOWN_DIGITS = 12

export const engineCheck: Check = {
  name: 'engine',
  async run() {
    const ownVersion = createRequire(import.meta.url)('../../../package.json').version as string
    const node = process.versions.node
    const system = `${platform()} ${arch()}`
    const surroundings = `Node ${node}, ${system} (${release()})`
    try {
      const { version, fingerprint, codecs } = engineInfo()
      return {
        json: { version: ownVersion, node, system, engine: version, fingerprint, codecs },
        lines: [
          `lazy-image ${ownVersion}, engine ${version} (${fingerprint.slice(0, SHOWN_DIGITS)})`,
          surroundings,
          codecs.map(codec => `${codec.name} ${codec.version}`).join(', '),
        ],
        problem: null,
      } satisfies Finding
    } catch (error) {
      if (!(error instanceof LazyImageError)) throw error
      return {
        json: { version: ownVersion, node, system, code: error.code },
        lines: [`lazy-image ${ownVersion}`, surroundings],
        problem: error.message,
      } satisfies Finding
    }
  },
}
