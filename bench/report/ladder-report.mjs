import { isAhead, METRICS, rungs } from './ladder-figures.mjs'
import { table } from './markdown.mjs'

const KEYS = Object.keys(METRICS)

/** Whether every rung of ours lies left of and below sharp's line, and a table for each class and width. */
export function ladderReport(ladder) {
  const groups = [...pooled(ladder), ...single(ladder)].map(group => withRungs(group, ladder))
  const sections = groups.map(group => `**${title(group)}**\n\n${rungTable(group)}`)
  return [verdict(ladder), explanation(ladder), ...sections].join('\n\n')
}

/** For each of our lines, how many points of it lie left of and below sharp's, by both metrics at each width. */
export function aheadCounts(ladder) {
  const groups = single(ladder).map(group => withRungs(group, ladder))
  const lines = [...new Set(ladder.entries.map(({ line }) => line))].filter(line => line !== 'sharp')
  return lines.map(line => {
    const points = groups.flatMap(group =>
      KEYS.flatMap(key => group.found[key].filter(rung => rung.line === line).map(rung => ({ group, key, rung }))),
    )
    const behind = points.filter(({ rung }) => !isAhead(rung)).sort((a, b) => b.rung.excess - a.rung.excess)
    return { line, points: points.length, ahead: points.length - behind.length, behind }
  })
}

function single({ panels }) {
  return panels.map(panel => ({ ...panel, panels: [panel] }))
}

function withRungs(group, { entries }) {
  return { ...group, found: Object.fromEntries(KEYS.map(key => [key, rungs(group.panels, entries, key)])) }
}

/** All widths of a class together. */
function pooled({ panels }) {
  const classes = [...new Set(panels.map(panel => panel.class))]
  return classes.map(name => ({ class: name, panels: panels.filter(panel => panel.class === name) }))
}

function title({ class: name, width, panels }) {
  const count = panels.reduce((sum, { pictures }) => sum + pictures.length, 0)
  const which = width === undefined ? `all widths, ${count} pictures` : `${width} px wide, ${count} pictures`
  return `${name[0].toUpperCase()}${name.slice(1)}, ${which}`
}

function explanation({ qualities, panels }) {
  const pictures = [...new Set(panels.flatMap(panel => panel.pictures.map(nameOf)))]
  return (
    `AVIF from the same pixels at the numbers ${qualities.join(', ')}; bytes and processor time at equal quality, as shares of ` +
    'sharp’s at its default effort 4 (monotone cubics through the four points, mean over the qualities that both reach, ' +
    'geometric mean over the pictures). _Against sharp’s line_: bytes more than those of sharp’s line at the same ' +
    'processor time; “quicker” where sharp has nothing as quick.' +
    `\n\nNo table was fitted on the photographs. Pictures: ${pictures.join('; ')}.`
  )
}

function nameOf({ from, crop }) {
  return crop === undefined ? from : `${from} at ${crop.left},${crop.top}`
}

function rungTable({ found }) {
  const rows = found.ssimulacra2.map(({ id, cpu, bytes, line, ...rung }) => {
    const other = found.butteraugli.find(entry => entry.id === id)
    const cells = [id, share(cpu), `${(1 / cpu).toFixed(2)}×`, share(bytes), share(other?.bytes)]
    return [...cells, ...(line === 'sharp' ? ['', ''] : [standing(rung), other ? standing(other) : '–'])]
  })
  const against = KEYS.map(key => `against sharp’s line, ${METRICS[key].title}`)
  return table(['', 'CPU', 'speed', 'bytes, SSIMULACRA2', 'bytes, butteraugli', ...against], rows)
}

function share(value) {
  return value === undefined ? '–' : value.toFixed(3)
}

function standing(rung) {
  if (rung.excess === undefined) return 'quicker'
  const percent = `${rung.excess < 0 ? '−' : '+'}${Math.abs(rung.excess * 100).toFixed(1)} %`
  return isAhead(rung) ? percent : `**${percent}**`
}

function verdict(ladder) {
  return aheadCounts(ladder).map(lineVerdict).join('\n')
}

function lineVerdict({ line, points, ahead, behind }) {
  const count = `${ahead} of ${points} points (rung × width × class × metric)`
  if (behind.length === 0) return `- ${line}: every point lies left of and below sharp’s line (${count}).`
  const named = behind.map(
    ({ group, key, rung }) =>
      `${rung.effort} ${group.class} ${group.width} px ${METRICS[key].title} ${standing(rung).replaceAll('*', '')}`,
  )
  return `- ${line}: ${count} lie left of and below sharp’s line. Not: ${named.join('; ')}.`
}
