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

const galleryOf = (title, photos, bytes, { share, cpuSeconds }) => {
  const side = (share, cpu) => {
    const cost = { wallSeconds: cpu, cpuSeconds: cpu, peakBytes: 1e8 * cpu }
    const scores = { ssimulacra2: 70, butteraugli: 1, ssimulacra2Unmoved: 70, displacement: 0 }
    return {
      cold: [cost],
      warm: [cost],
      outputs: photos.map(() => ({ format: 'avif', bytes: bytes * share, ...scores })),
    }
  }
  const [ours, theirs] = [side(share, cpuSeconds), side(1, 10)]
  return { title, photos, widths: [400], formats: ['avif'], sides: { 'lazy-image': ours, 'vite-imagetools': theirs } }
}

test('several galleries have a line each and one for all, by sums of bytes and time', () => {
  const galleries = [
    galleryOf('of a kind', ['a', 'b', 'c'], 100, { share: 1, cpuSeconds: 1 }),
    galleryOf('of another', ['d'], 200, { share: 1.04, cpuSeconds: 3 }),
  ]
  const [one, other, all, ...rest] = targetsReport({ gallery: { galleries } }).split('\n').slice(2)
  assert.match(one, /gallery: 3 of a kind × 1 widths × avif .*10\.00× CPU, 1\.000 bytes/)
  assert.match(other, /gallery: 1 of another .*3\.33× CPU.*1\.040/)
  assert.match(all, /gallery: all 4 photographs .*5\.00× CPU, .*1\.016.*, peak 0\.30/)
  assert.deepEqual(rest, [])
  assert.equal(targetsReport({ gallery: { galleries: [galleries[0]] } }).split('\n').length, 3)
})
