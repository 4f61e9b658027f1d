// Draws docs/threads.svg from docs/threads.json: throughput and peak memory against the number of images at once.
// usage: node scripts/threads/draw-threads.mjs [--check]

import { readFileSync } from 'node:fs'
import { writeOrCheck } from '../docs/generated-file.mjs'

const measured = JSON.parse(readFileSync(new URL('../../docs/threads.json', import.meta.url), 'utf8'))

const SERIES = [
  { name: 'batch', label: 'processBatch, concurrency', className: 'batch' },
  { name: 'single', label: 'toFile, configureEngine’s concurrency', className: 'single' },
]
const PANELS = [
  { title: 'images per second', unit: '', value: point => point.imagesPerSecond, digits: 1 },
  { title: 'peak memory of the process, MB', unit: '', value: point => point.peakBytes / 1e6, digits: 0 },
]

const PANEL = { width: 360, height: 220, left: 50, top: 40, gap: 60 }
const WIDTH = 2 * PANEL.width + PANEL.gap + PANEL.left + 20
const HEIGHT = PANEL.top + PANEL.height + 90

/** The least of 1, 2, 5, 10, … steps that makes five marks at most. */
function stepFor(most) {
  const scale = 10 ** Math.floor(Math.log10(most / 5))
  return [1, 2, 5, 10].map(factor => factor * scale).find(step => most / step <= 5)
}

const round = value => Number(value.toFixed(1))

function drawPanel({ title, value, digits }, index) {
  const left = PANEL.left + index * (PANEL.width + PANEL.gap)
  const all = SERIES.flatMap(({ name }) => measured[name])
  const step = stepFor(Math.max(...all.map(value)))
  const most = Math.ceil(Math.max(...all.map(value)) / step) * step
  const widest = Math.log2(Math.max(...all.map(({ atOnce }) => atOnce)))
  const x = atOnce => round(left + (Math.log2(atOnce) / widest) * PANEL.width)
  const y = amount => round(PANEL.top + PANEL.height * (1 - amount / most))
  const bottom = PANEL.top + PANEL.height
  const lines = [`<text class="title" x="${left}" y="${PANEL.top - 16}">${title}</text>`]
  for (let amount = 0; amount <= most + step / 2; amount += step) {
    lines.push(`<line class="grid" x1="${left}" y1="${y(amount)}" x2="${left + PANEL.width}" y2="${y(amount)}"/>`)
    lines.push(`<text class="mark" text-anchor="end" x="${left - 8}" y="${y(amount) + 4}">${round(amount)}</text>`)
  }
  for (const { atOnce } of measured.batch) {
    lines.push(`<text class="mark" text-anchor="middle" x="${x(atOnce)}" y="${bottom + 18}">${atOnce}</text>`)
  }
  lines.push(
    `<text class="mark" text-anchor="middle" x="${left + PANEL.width / 2}" y="${bottom + 38}">images at once</text>`,
  )
  for (const { name, className } of SERIES) {
    const points = measured[name]
    const path = points.map(point => `${x(point.atOnce)},${y(value(point))}`).join(' ')
    lines.push(`<polyline class="${className} line" points="${path}"/>`)
    for (const point of points) {
      const told = `${point.atOnce}: ${value(point).toFixed(digits)}`
      lines.push(
        `<circle class="${className}" cx="${x(point.atOnce)}" cy="${y(value(point))}" r="3.5"><title>${told}</title></circle>`,
      )
    }
  }
  return lines.join('\n')
}

const legend = SERIES.map(({ label, className }, index) => {
  const left = PANEL.left + index * 240
  return (
    `<circle class="${className}" cx="${left + 5}" cy="${HEIGHT - 18}" r="4"/>` +
    `<text class="mark" x="${left + 16}" y="${HEIGHT - 14}">${label}</text>`
  )
})

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Throughput and peak memory against the number of images at once">
<style>
text { font: 12px system-ui, sans-serif; fill: #444 }
.title { font-size: 14px; fill: #111 }
.grid { stroke: #8884 }
.line { fill: none; stroke-width: 2 }
.batch { fill: #0b6e99; stroke: #0b6e99 }
.single { fill: #c2571a; stroke: #c2571a }
polyline.line { fill: none }
@media (prefers-color-scheme: dark) { text { fill: #bbb } .title { fill: #eee } }
</style>
${PANELS.map(drawPanel).join('\n')}
${legend.join('\n')}
</svg>
`

await writeOrCheck('docs/threads.svg', svg)
