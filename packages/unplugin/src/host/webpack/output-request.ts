import type { PlanCall } from '@lazy-image/core'

/** Marks a request that a module of ours makes for one output: its query says everything. */
const OUTPUT_KEY = 'lazy-image-output'

const HOST_KEYS: ReadonlySet<string> = new Set([OUTPUT_KEY])

/** A query that defaults would change into something else than one output's, marked so that they do not. */
export function markOutput(query: string): string {
  return `${query}&${OUTPUT_KEY}`
}

export function isMarked(query: string): boolean {
  return query.endsWith(`&${OUTPUT_KEY}`)
}

/** How a request is planned. */
export function planCallFor(query: string): PlanCall {
  return isMarked(query) ? { hostKeys: HOST_KEYS, isExact: true } : {}
}
