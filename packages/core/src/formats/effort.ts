import type { Effort, EffortName } from '../language/directives/effort.js'

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
