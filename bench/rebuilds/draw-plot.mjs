const [WIDTH, HEIGHT] = [360, 150]
const MARGIN = { left: 46, right: 10, top: 24, bottom: 22 }
const COLOURS = { ours: '#0a6', theirs: '#999' }
const MB = 1e6

/**
 * Memory over rebuilds, a row for each watcher: its heap, and its resident set.
 *
 * @param runs with `watcher`, and `ours` and `theirs` as lists of `{ heapUsed, rss }`.
 */
export function drawPlot(runs) {
  const panels = runs.flatMap(({ watcher, ours, theirs }, row) =>
    [
      ['heap', 'heapUsed'],
      ['resident set', 'rss'],
    ].map(([title, key], column) =>
      drawPanel(`${watcher}: ${title}, MB`, { ours: values(ours, key), theirs: values(theirs, key) }, column, row),
    ),
  )
  const [width, height] = [2 * WIDTH, runs.length * HEIGHT + 20]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="11">
<rect width="${width}" height="${height}" fill="#fff"/>
${panels.join('\n')}
<text x="10" y="${height - 6}" fill="${COLOURS.ours}">an edited picture, with lazy-image</text>
<text x="${WIDTH}" y="${height - 6}" fill="${COLOURS.theirs}">edited code, without it</text>
</svg>
`
}

function values(rebuilds, key) {
  return rebuilds.map(rebuild => rebuild[key] / MB)
}

function drawPanel(title, series, column, row) {
  const top = Math.max(...Object.values(series).flat()) * 1.1
  const count = Math.max(...Object.values(series).map(({ length }) => length))
  const [width, height] = [WIDTH - MARGIN.left - MARGIN.right, HEIGHT - MARGIN.top - MARGIN.bottom]
  const at = (value, index) => `${round((index / (count - 1)) * width)},${round(height - (value / top) * height)}`
  const lines = Object.entries(series).map(
    ([side, list]) => `<polyline points="${list.map(at).join(' ')}" fill="none" stroke="${COLOURS[side]}"/>`,
  )
  return `<g transform="translate(${column * WIDTH + MARGIN.left} ${row * HEIGHT + MARGIN.top})">
<text y="-8">${title}</text>
<path d="M0 0V${height}H${width}" fill="none" stroke="#000"/>
<text x="-6" y="8" text-anchor="end">${Math.round(top)}</text><text x="-6" y="${height}" text-anchor="end">0</text>
<text x="${width}" y="${height + 14}" text-anchor="end">${count} rebuilds</text>
${lines.join('\n')}
</g>`
}

function round(number) {
  return Math.round(number * 10) / 10
}
