// Draws what a terminal showed as an SVG: how it was in the middle, and what stood there in the end.
// usage: python3 e2e/support/terminal/run-in-pty.py 100 40 <program> … > <recording>
//        node scripts/docs/draw-terminal.mjs <recording> <svg> [pattern of lines to leave out]

import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { Terminal } = createRequire(new URL('../../e2e/package.json', import.meta.url))('@xterm/headless')

const [recording, target, leftOut] = process.argv.slice(2)
const COLUMNS = 100
const CELL = { width: 7.8, height: 19 }
const MARGIN = 18
/** Of the terminal's first eight colours, on a dark ground. */
const COLOURS = ['#6e7681', '#ff7b72', '#7ee787', '#f2cc60', '#79c0ff', '#d2a8ff', '#76e3ea', '#c9d1d9']

const pieces = readFileSync(recording, 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line))
  .filter(Array.isArray)
  .map(([, bytes]) => Buffer.from(bytes, 'base64'))
const isLive = piece => piece.includes('░')
const live = pieces.flatMap((piece, index) => (isLive(piece) ? [index] : []))
const middle = live[Math.floor(live.length * 0.6)] ?? 0

const terminal = new Terminal({ cols: COLUMNS, rows: 40, scrollback: 1000, allowProposedApi: true })
let lines = []
for (const [index, piece] of pieces.entries()) {
  await new Promise(resolve => terminal.write(piece, resolve))
  if (index === middle) lines = readLines().filter(line => line.text !== '')
}
const left = leftOut === undefined ? undefined : new RegExp(leftOut)
const end = readLines().filter(({ text }) => text !== '' && !left?.test(text))
writeFileSync(target, drawLines([...lines, null, ...end]))

function readLines() {
  const { active } = terminal.buffer
  return Array.from({ length: active.length }, (_, row) => {
    const line = active.getLine(row)
    const cells = Array.from({ length: COLUMNS }, (_, column) => line.getCell(column))
    return {
      text: line.translateToString(true),
      cells: cells.map(cell => ({
        text: cell.getChars() || ' ',
        colour: cell.isDim() ? COLOURS[0] : cell.isFgPalette() ? COLOURS[cell.getFgColor() % 8] : COLOURS[7],
      })),
    }
  })
}

/** Null is the gap between two moments. */
function drawLines(rows) {
  const width = Math.round(COLUMNS * CELL.width + 2 * MARGIN)
  const height = rows.length * CELL.height + 2 * MARGIN
  const texts = rows.map((row, index) => {
    const y = MARGIN + (index + 0.75) * CELL.height
    if (row === null) {
      const middle = MARGIN + (index + 0.5) * CELL.height
      return `<path d="M${MARGIN} ${middle}H${width - MARGIN}" stroke="#30363d" stroke-dasharray="4 4"/>`
    }
    const runs = []
    for (const [column, { text, colour }] of row.cells.slice(0, row.text.length).entries()) {
      const last = runs.at(-1)
      if (last?.colour === colour) last.text += text
      else runs.push({ column, colour, text })
    }
    return runs
      .filter(({ text }) => text.trim() !== '')
      .map(({ column, colour, text }) => {
        const x = (MARGIN + column * CELL.width).toFixed(1)
        const length = (text.length * CELL.width).toFixed(1)
        return `<text x="${x}" y="${y}" fill="${colour}" textLength="${length}">${escapeText(text)}</text>`
      })
      .join('')
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13" xml:space="preserve">
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
${texts.join('\n')}
</svg>
`
}

function escapeText(text) {
  // Spaces at the ends of runs would be left out.
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(' ', '\u00a0')
}
