import type { Effort, EffortName } from '../language/directives/effort.js'
import type { Format } from './format.js'

/** Least and greatest of a scale of numbers; null for efforts that have names alone. */
export function rangeOfEffort(effort: Format['effort']): readonly [least: number, most: number] | null {
  const [least, most] = effort ?? []
  return typeof least === 'number' && typeof most === 'number' ? [least, most] : null
}

/** What the names of efforts mean on a format's own scale. */
export type EffortScale = Readonly<Record<EffortName, number>>

export function effortOnScale(effort: Effort = 'default', scale: EffortScale): number {
  return typeof effort === 'number' ? effort : scale[rungOf(effort)]
}

/** The name of an effort that is one already, or an end of the scale. */
export function rungOf(effort: Exclude<Effort, number>): EffortName {
  if (effort === 'max') return 'best'
  return effort === 'min' ? 'draft' : effort
}
