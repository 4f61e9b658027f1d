/**
 * How often this process did what a build is to do once, since it began. Whoever wants the work of one build takes the
 * difference.
 */
export interface WorkCounts {
  /** Texts of queries taken apart. */
  parses: number
  /** Requests understood: what they ask for, of which image. */
  requests: number
  /** Cache keys computed. */
  keys: number
  /** Source files asked for their version. */
  looks: number
  /** Source files whose header and hash were read. */
  probes: number
  /** Source files opened to plan with, for whatever. */
  reads: number
  /** Engines loaded: one, or none where all is cached. */
  engines: number
}

export const workCounts: WorkCounts = { parses: 0, requests: 0, keys: 0, looks: 0, probes: 0, reads: 0, engines: 0 }
