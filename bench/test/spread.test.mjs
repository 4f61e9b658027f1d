import assert from 'node:assert/strict'
import { test } from 'node:test'
import { percentile, spread, spreadReport } from '../report/spread-report.mjs'

const output = (ours, theirs) => ({
  format: 'webp',
  quality: 80,
  ours: { bytes: ours[0], ssimulacra2: ours[1], butteraugli: 1 },
  theirs: { bytes: theirs[0], ssimulacra2: theirs[1], butteraugli: 1.5 },
})

test('percentiles lie between neighbours and at the ends', () => {
  assert.equal(percentile([3, 1, 2], 0.5), 2)
  assert.equal(percentile([0, 10], 0.05), 0.5)
  assert.equal(percentile([7], 0.95), 7)
})

test('outputs that are much worse or much larger are counted, at the bound not yet', () => {
  const outputs = [
    output([100, 78], [100, 80]),
    output([100, 77.9], [100, 80]),
    output([115, 80], [100, 80]),
    output([115.1, 80], [100, 80]),
  ]
  const { below, larger, gains, butteraugli } = spread(outputs)
  assert.deepEqual([below, larger, gains.mean, butteraugli], [1, 1, gains.mean, -0.5])
  assert.ok(Math.abs(gains.mean + 4.1 / 4) < 1e-9)
})

test('twice and half the bytes cancel out', () => {
  assert.ok(Math.abs(spread([output([200, 80], [100, 80]), output([50, 80], [100, 80])]).ratios.mean - 1) < 1e-12)
})

test('the report has a row for each format and number of each group', () => {
  const group = { title: 'pictures', widths: [400], pictures: [{}], outputs: [output([90, 81], [100, 80])] }
  const text = spreadReport({ numbers: { webp: [80] }, groups: [group, group] })
  assert.equal(text.match(/^\| webp 80 \|.*\+1\.00.*0\.900.*−0\.500 \| +0 of 1 \| +0 of 1 \|$/gm).length, 2)
})
