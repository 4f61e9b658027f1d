import type { HostFacts, Lack } from './host-facts.js'
import type { RefusedRow, Row } from './row.js'

/** Why a host does not have a row; undefined where it has. */
export function lackOf(row: Row | RefusedRow, { lacks, exceptions = {} }: HostFacts): Lack | undefined {
  const missing = row.needs.find(feature => lacks[feature] !== undefined)
  return exceptions[row.name] ?? (missing === undefined ? undefined : lacks[missing])
}
