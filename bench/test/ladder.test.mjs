import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { KeptLines } from '../kept-lines.mjs'
import { panels } from '../ladder/ladder.mjs'
import { curveThrough, meanDifference } from '../report/curve.mjs'
import { isAhead, rungs } from '../report/ladder-figures.mjs'
import { ladderPlot } from '../report/ladder-plot.mjs'
import { ladderReport } from '../report/ladder-report.mjs'

test('a curve meets its points in any order and never leaves the interval of two neighbours', () => {
  const points = [
    [4, 10],
    [0, 0],
    [1, 0.1],
    [2, 9.9],
  ]
  const { from, to, at } = curveThrough(points)
  assert.deepEqual([from, to], [0, 4])
  for (const [x, y] of points) assert.ok(Math.abs(at(x) - y) < 1e-12, `at ${x}`)
  const walked = Array.from({ length: 401 }, (_, index) => at(index / 100))
  walked.reduce((before, value) => {
    assert.ok(value >= before - 1e-12)
    return value
  })
})

test('curves are compared where both are defined, and nowhere else', () => {
  const line = (from, to, offset) =>
    curveThrough([
      [from, from + offset],
      [to, to + offset],
    ])
  assert.ok(Math.abs(meanDifference(line(0, 6, 3), line(4, 9, 1)) - 2) < 1e-12)
  assert.equal(meanDifference(line(0, 4, 3), line(4, 9, 1)), undefined)
  assert.equal(curveThrough([[1, 2]]), undefined)
})

/** A rung whose bytes and time are a factor times those of the reference, at the same qualities. */
const curve = (bytes, cpuSeconds) =>
  [60, 70, 80, 90].map(ssimulacra2 => ({
    quality: ssimulacra2,
    ssimulacra2,
    butteraugli: (100 - ssimulacra2) / 20,
    bytes: bytes * 1.05 ** ssimulacra2,
    cpuSeconds,
  }))

function ladder(ours) {
  const sharp = { 'sharp 4': [1, 1], 'sharp 3': [1.1, 0.25], 'sharp 0': [1.21, 0.0625] }
  const all = Object.entries({ ...sharp, ...ours })
  return {
    qualities: [50],
    entries: all.map(([id]) => ({ id, line: id.startsWith('sharp') ? 'sharp' : 'ours', effort: id.split(' ')[1] })),
    panels: [
      {
        class: 'photographs',
        width: 400,
        pictures: [{ from: 'a.jpg', curves: Object.fromEntries(all.map(([id, [b, c]]) => [id, curve(b, c)])) }],
      },
    ],
  }
}

test('a rung stands at its shares of the reference, by both metrics', () => {
  const { panels, entries } = ladder({ 'ours best': [0.9, 0.5] })
  for (const metric of ['ssimulacra2', 'butteraugli']) {
    const { bytes, cpu, excess } = rungs(panels, entries, metric).find(({ id }) => id === 'ours best')
    const found = [bytes, cpu, excess].map(value => Number(value.toFixed(9)))
    assert.deepEqual(found, [0.9, 0.5, Number((0.9 / Math.sqrt(1.1) - 1).toFixed(9))])
  }
})

test('ahead is left of and below the line: not between its rungs above it, not slower at more bytes', () => {
  const ours = {
    'ours on': [1.1, 0.25],
    'ours above': [1.06, 0.5],
    'ours slow': [1.01, 2],
    'ours slow-and-small': [0.99, 2],
    'ours quicker': [1.5, 0.01],
  }
  const { panels, entries } = ladder(ours)
  const ahead = rungs(panels, entries, 'ssimulacra2').filter(rung => rung.line === 'ours' && isAhead(rung))
  assert.deepEqual(
    ahead.map(({ effort }) => effort),
    ['on', 'slow-and-small', 'quicker'],
  )
})

test('the report says first whether every point is ahead, and names those that are not with how much', () => {
  const [good, bad] = [{ 'ours best': [0.95, 0.9] }, { 'ours best': [1.1, 0.9] }].map(ours =>
    ladderReport(ladder(ours)),
  )
  assert.match(good, /^- ours: every point lies left of and below sharp’s line \(2 of 2/)
  assert.match(bad, /^- ours: 0 of 2 .* Not: best photographs 400 px SSIMULACRA2 \+9\.2 %; .* butteraugli \+9\.2 %/)
})

test('the plot joins the rungs of each encoder', () => {
  const drawing = ladderPlot(ladder({ 'ours best': [0.95, 0.9], 'ours draft': [1.3, 0.05] }))
  assert.equal(drawing.match(/<polyline/g).length, 2)
  assert.equal(drawing.match(/<circle/g).length, 5)
  assert.doesNotMatch(drawing, /NaN|undefined/)
})

test('three widths of photographs and of graphics are measured, none enlarged', () => {
  const all = panels({ quick: false })
  assert.equal(new Set(all.map(panel => `${panel.class} ${panel.width}`)).size, 6)
  const graphics = all.find(panel => panel.class === 'graphics' && panel.width === 1920)
  assert.deepEqual(
    graphics.pictures.map(({ from }) => from),
    ['graphics/interface.png'],
  )
})

test('a stopped run is taken up, and half a line is measured again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lazy-image-bench-test-'))
  try {
    const file = join(folder, 'deep', 'kept.jsonl')
    new KeptLines(file).add('a', 1)
    assert.equal(new KeptLines(file).get('a'), 1)
    writeFileSync(file, '["a",1]\n["b",')
    const kept = new KeptLines(file)
    assert.deepEqual([kept.get('a'), kept.get('b')], [1, undefined])
    kept.add('b', 2)
    assert.equal(new KeptLines(file).get('b'), 2)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
