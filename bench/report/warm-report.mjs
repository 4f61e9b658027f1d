import { median, medianCost } from '../statistics.mjs'
import { megabytes, seconds, table, times } from './markdown.mjs'

const OURS = 'lazy-image'
const THEIRS = 'vite-imagetools'

/** A table for each project: what both plugins add to a build that has everything in its cache. */
export function warmReport({ projects }) {
  return projects.map(project => `${heading(project)}\n\n${costTable(project)}\n\n${countLine(project)}`).join('\n\n')
}

function heading({ title, widths, formats, outputs }) {
  return `**${title}, ${widths.join('/')} px wide as ${formats.join(', ')}: ${outputs} outputs, all of them cached**`
}

function costTable(project) {
  const { base, bare, ours, theirs, idle } = warmFigures(project)
  const less = (our, their) => (our > 0 ? `${times(their / our)} less` : 'none')
  const row = (name, our, their, print) => [name, print(our), print(their), less(our, their)]
  const both = (name, key, print, ...taken) => {
    const rest = cost => cost[key] - taken.reduce((total, other) => total + other[key], 0)
    return row(name, rest(ours), rest(theirs), print)
  }
  return table(
    ['', OURS, THEIRS, ''],
    [
      both('whole build, CPU', 'cpuSeconds', seconds),
      both('whole build, wall', 'wallSeconds', seconds),
      both('peak memory', 'peakBytes', megabytes),
      both('plugin time, CPU', 'cpuSeconds', seconds, base),
      both('plugin time, wall', 'wallSeconds', seconds, base),
      both('plugin time beyond emitting the files, CPU', 'cpuSeconds', seconds, bare),
      row(
        'start-up: plugin time without pictures, CPU',
        idle.ours - base.cpuSeconds,
        idle.theirs - base.cpuSeconds,
        seconds,
      ),
    ],
  )
}

/** Medians: of a build without pictures or plugin, of one that is given the files, and of both plugins. */
export function warmFigures({ runs }) {
  const idleOf = name => median(runs[`${name}, no pictures`].map(({ cpuSeconds }) => cpuSeconds))
  return {
    base: medianCost(runs.none),
    bare: medianCost(runs.bare),
    ours: medianCost(runs[OURS]),
    theirs: medianCost(runs[THEIRS]),
    idle: { ours: idleOf(OURS), theirs: idleOf(THEIRS) },
  }
}

function countLine({ runs }) {
  const most = name => Math.max(...runs[OURS].map(({ counts }) => counts[name]))
  return `lazy-image read ${most('reads')} sources, decoded ${most('decodes')}, encoded ${most('encodes')} outputs, loaded ${most('engines')} engines and computed ${most('keys')} keys.`
}
