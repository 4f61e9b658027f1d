import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printResults } from '../print-results.mjs'
import { compare, entryFigures } from '../report/engine-figures.mjs'
import { bytesAtEqualQuality } from '../report/equal-quality.mjs'
import { fillRegions } from '../report/fill-regions.mjs'
import { table } from '../report/markdown.mjs'
import { inTurn, median } from '../statistics.mjs'

test('a median ignores one slow run', () => {
  assert.equal(median([1, 900, 2]), 2)
  assert.equal(median([4, 1, 3, 2]), 2.5)
  assert.throws(() => median([]))
})

test('every other round runs in reverse', () => {
  assert.deepEqual(
    [inTurn(['a', 'b'], 0), inTurn(['a', 'b'], 1)],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
  )
})

test('columns are as wide as their widest cell', () => {
  assert.equal(table(['', 'n'], [['one', '12345']]), '|     |     n |\n| --- | ----: |\n| one | 12345 |')
})

test('a marked region is replaced whole and everything around it stays', () => {
  const text = 'a\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nb\n'
  const { text: filled, names } = fillRegions(text, name => `new ${name}`)
  assert.equal(filled, 'a\n<!-- bench:x -->\n\nnew x\n\n<!-- /bench:x -->\nb\n')
  assert.deepEqual(names, ['x'])
  assert.equal(fillRegions(filled, name => `new ${name}`).text, filled)
})

test('a region without end or without results is an error, not an empty table', () => {
  assert.throws(() => fillRegions('<!-- bench:x -->', () => 'new'), /no end/)
  assert.throws(() => fillRegions('<!-- bench:x --><!-- /bench:x -->', () => undefined), /no results/)
})

const output = (bytes, ssimulacra2, picture = 0) => ({
  picture,
  bytes,
  ssimulacra2,
  butteraugli: 1,
  displacement: 0,
  ssimulacra2Unmoved: ssimulacra2,
})
const run = (...cpu) => ({
  passes: cpu.map(seconds => ({ cpuSeconds: seconds, wallSeconds: seconds })),
  peakBytes: 1e6,
})

test('a row costs the median round of median passes, shared among its files', () => {
  const { cpuSeconds } = entryFigures({ files: 2 }, { runs: [run(4, 4, 90), run(6), run(8)], outputs: [] })
  assert.equal(cpuSeconds, 3)
})

test('rounds that differ are told', () => {
  const spreadOf = (...runs) => entryFigures({ files: 1 }, { runs, outputs: [] }).cpuSpread
  assert.deepEqual([spreadOf(run(2), run(2), run(2)), spreadOf(run(1), run(2), run(4))], [0, 1.5])
})

test('a comparison tells the worst output beside the mean', () => {
  const [ours, theirs] = [
    [output(50, 80), output(50, 60)],
    [output(100, 70), output(100, 65)],
  ].map(outputs => entryFigures({ files: 1 }, { runs: [run(1)], outputs }))
  const found = compare(ours, theirs)
  assert.deepEqual([found.bytes, found.ssimulacra2, found.worstSsimulacra2], [0.5, 2.5, -5])
})

test('nobody is compared with a failure', () => {
  const fine = entryFigures({ files: 1 }, { runs: [run(1)], outputs: [] })
  assert.equal(compare(fine, entryFigures({ files: 1 }, { error: 'cannot' })), undefined)
})

test('bytes at equal quality are read off the curve, and never beyond its ends', () => {
  const curve = [output(400, 80), output(100, 60)]
  assert.ok(Math.abs(bytesAtEqualQuality(curve, [output(100, 70)]).mean - 2) < 1e-9)
  assert.equal(bytesAtEqualQuality(curve, [output(200, 60)]).mean, 0.5)
  assert.equal(bytesAtEqualQuality(curve, [output(100, 81)]), undefined)
  assert.equal(bytesAtEqualQuality(curve, [output(100, 59), output(100, 60)]).pictures, 1)
})

test('results are a record a line and lose nothing', () => {
  const record = size => ({ name: `picture ${size}`, rounds: Array(20).fill({ seconds: size / 3 }), peer: null })
  const results = { suite: 'a "b"', rows: [1, 2, 3].map(record), load: {}, none: [] }
  const text = printResults(results)
  assert.deepEqual(JSON.parse(text), results)
  assert.deepEqual(
    text.split('\n').filter(line => line.includes('seconds')),
    [1, 2, 3].map(size => `  ${JSON.stringify(record(size))}${size < 3 ? ',' : ''}`),
  )
})
