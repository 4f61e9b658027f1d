import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withEarlierSuites } from '../engine/run-engine.mjs'
import { growthFigures } from '../report/growth-report.mjs'
import { targetsReport } from '../report/targets-report.mjs'

const memoryRow = (ours, theirs) => ({
  id: 'memory-batch-24',
  files: 100,
  results: Object.fromEntries(
    Object.entries({ 'lazy-image': ours, sharp: theirs }).map(([id, peakBytes]) => [
      id,
      { runs: [{ passes: [{ cpuSeconds: 1, wallSeconds: 1 }], baselineBytes: 5e7, peakBytes }], outputs: [] },
    ]),
  ),
})
const memory = (ours, theirs) => targetsReport({ engine: { suites: [{ rows: [memoryRow(ours, theirs)] }] } })

test('a peak of a third is not below a third', () => {
  assert.match(memory(1e8, 3.01e8), /0\.33 of sharp’s \| yes \|$/m)
  assert.match(memory(1e8, 3e8), /\*\*peak 100 MB, 0\.33 of sharp’s\*\* \| +no \|$/m)
})

test('what was not measured has no line', () => {
  assert.equal(targetsReport({}).split('\n').length, 2)
  assert.equal(memory(1, 10).split('\n').length, 3)
})

const growth = (cpu, peaks) => ({
  counts: [10, 1000, 10_000],
  runs: Object.fromEntries(
    [10, 1000, 10_000].map((count, at) => [count, [{ cpuSeconds: cpu[at], wallSeconds: 1, peakBytes: peaks[at] }]]),
  ),
})

test('growth is judged by what one more picture costs, not by what a process does', () => {
  const [fewest, some, many] = growthFigures(growth([5, 5.99, 14.99], [1, 1, 1]))
  assert.equal(fewest.each, undefined)
  for (const { each } of [some, many]) assert.ok(Math.abs(each - 0.001) < 1e-9)
  const met = (cpu, peaks) => / yes \|$/m.test(targetsReport({ growth: growth(cpu, peaks) }))
  assert.deepEqual(
    [met([5, 6, 15], [1e8, 1e8, 1.2e8]), met([5, 6, 25], [1e8, 1e8, 1e8]), met([5, 6, 15], [1e8, 1e8, 2e8])],
    [true, false, false],
  )
})

test('a run of some suites keeps the others, each with where it is from', () => {
  const earlier = {
    date: 'before',
    versions: { commit: 'a' },
    suites: [
      { name: 'png', rows: [1] },
      { name: 'decode', rows: [2] },
    ],
  }
  const { suites } = withEarlierSuites({ date: 'now', suites: [{ name: 'png', rows: [3] }] }, earlier)
  assert.deepEqual(suites, [
    { earlier: { date: 'before', commit: 'a' }, name: 'decode', rows: [2] },
    { name: 'png', rows: [3] },
  ])
})
