import type { EngineLimits } from '../engine/engine.js'

const MEBIBYTE = 1024 * 1024

/** Limits that have a name; docs/node-api.md says what each is for. A new one is a line here and there. */
export const LIMIT_POLICIES = {
  /**
   * Files of strangers that become pictures of a page: what a telephone's camera makes passes, and nothing that keeps a
   * processor or a gigabyte busy.
   */
  upload: {
    pixels: 64_000_000,
    side: 16_384,
    fileBytes: 32 * MEBIBYTE,
    metadataBytes: MEBIBYTE,
    frames: 300,
    animationPixels: 100_000_000,
    svgElements: 10_000,
    svgNesting: 32,
    timeoutMs: 20_000,
  },
} as const satisfies Readonly<Record<string, EngineLimits>>

export type LimitPolicy = keyof typeof LIMIT_POLICIES

export const LIMIT_POLICY_NAMES = Object.keys(LIMIT_POLICIES) as LimitPolicy[]
