import { METRICS, rungs } from './ladder-figures.mjs'

const [WIDTH, HEIGHT] = [300, 230]
const MARGIN = { left: 44, right: 14, top: 30, bottom: 40 }
const [PLOT_WIDTH, PLOT_HEIGHT] = [WIDTH - MARGIN.left - MARGIN.right, HEIGHT - MARGIN.top - MARGIN.bottom]
const LEGEND = 44
const CPU_TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]
/** Of the ground, letters, grid, and the lines in their order, by light and by dark. */
const COLOURS = {
  light: { ground: '#fff', ink: '#1b1b1b', faint: '#d4d4d4', lines: ['#777', '#0a7d4f', '#2b5fd0', '#b3460f'] },
  dark: { ground: '#15171a', ink: '#e6e6e6', faint: '#3a3e44', lines: ['#a4a4a4', '#3ecf8e', '#86aef7', '#f0955d'] },
}

/**
 * Bytes over processor time at equal SSIMULACRA2, both as shares of sharp's at effort 4: a row for each class, a column
 * for each width. Lower left is better.
 */
export function ladderPlot({ panels, entries }) {
  const classes = [...new Set(panels.map(panel => panel.class))]
  const widths = [...new Set(panels.map(panel => panel.width))]
  const lines = [...new Set(entries.map(({ line }) => line))]
  const [width, height] = [widths.length * WIDTH, classes.length * HEIGHT + LEGEND]
  const plots = panels.map(panel => {
    const [column, row] = [widths.indexOf(panel.width), classes.indexOf(panel.class)]
    const place = `translate(${column * WIDTH + MARGIN.left} ${row * HEIGHT + MARGIN.top})`
    return `<g transform="${place}">${drawPanel(panel, rungs([panel], entries, 'ssimulacra2'), lines)}</g>`
  })
  const legend = lines.map((line, index) => {
    const x = MARGIN.left + index * 200
    return `<path d="M${x} ${height - 24}h24" class="line line-${index}"/><text x="${x + 30}" y="${height - 20}">${line}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="11">
<style>${style()}</style>
<rect class="ground" width="${width}" height="${height}"/>
${plots.join('\n')}
${legend.join('\n')}
<text x="${MARGIN.left}" y="${height - 4}">x: processor time, y: bytes at equal ${METRICS.ssimulacra2.title}, both relative to sharp at effort 4; lower left is better</text>
</svg>
`
}

function drawPanel({ class: name, width }, found, lines) {
  const scale = scales(found)
  const rows = ticks(scale.low, scale.high).map(
    value =>
      `<path class="grid" d="M0 ${scale.y(value)}H${PLOT_WIDTH}"/><text x="-5" y="${scale.y(value) + 4}" text-anchor="end">${value.toFixed(2)}</text>`,
  )
  const columns = CPU_TICKS.filter(value => value >= scale.least && value <= scale.most).map(
    value =>
      `<path class="grid" d="M${scale.x(value)} 0V${PLOT_HEIGHT}"/><text x="${scale.x(value)}" y="${PLOT_HEIGHT + 14}" text-anchor="middle">${value}</text>`,
  )
  const curves = lines.map((line, index) => {
    const points = found.filter(rung => rung.line === line).map(rung => ({ ...rung, ...place(rung, scale) }))
    const path = points.map(({ left, top }) => `${left},${top}`).join(' ')
    const marks = points.map(
      ({ left, top, effort }) =>
        `<circle cx="${left}" cy="${top}" r="3" class="mark-${index}"/><text x="${left + 4}" y="${top - 5}" font-size="9">${effort}</text>`,
    )
    return `<polyline points="${path}" class="line line-${index}"/>${marks.join('')}`
  })
  const axes = `<path class="axis" d="M0 0V${PLOT_HEIGHT}H${PLOT_WIDTH}"/>`
  return `<text y="-12" font-weight="bold">${name}, ${width} px</text>${rows.join('')}${columns.join('')}${axes}${curves.join('')}`
}

function scales(found) {
  const [cpus, bytes] = ['cpu', 'bytes'].map(key => found.map(rung => rung[key]))
  const [least, most] = [Math.min(...cpus) / 1.2, Math.max(...cpus) * 1.4]
  const [low, high] = [Math.min(...bytes) - 0.03, Math.max(...bytes) + 0.05]
  return {
    least,
    most,
    low,
    high,
    x: cpu => round((Math.log(cpu / least) / Math.log(most / least)) * PLOT_WIDTH),
    y: share => round(((high - share) / (high - low)) * PLOT_HEIGHT),
  }
}

function place({ cpu, bytes }, scale) {
  return { left: scale.x(cpu), top: scale.y(bytes) }
}

function ticks(low, high) {
  const step = high - low > 0.5 ? 0.2 : high - low > 0.25 ? 0.1 : 0.05
  const first = Math.ceil(low / step)
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => (first + index) * step)
}

function round(number) {
  return Math.round(number * 10) / 10
}

function style() {
  const { light, dark } = COLOURS
  return `.axis, .line { fill: none } .line { stroke-width: 1.5 } ${rules(light)} @media (prefers-color-scheme: dark) { ${rules(dark)} }`
}

function rules({ ground, ink, faint, lines }) {
  const own = lines.map((colour, index) => `.line-${index} { stroke: ${colour} } .mark-${index} { fill: ${colour} }`)
  return `.ground { fill: ${ground} } text { fill: ${ink} } .axis { stroke: ${ink} } .grid { stroke: ${faint} } ${own.join(' ')}`
}
