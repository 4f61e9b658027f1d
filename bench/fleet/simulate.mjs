// Simulates fleets on one machine: real workers, a real queue and a real store, each worker held to a small share of a processor.
// usage: node bench/fleet/simulate.mjs [--share=<of a processor>] [--images=<for each worker>] [--no-write]

import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { interrupt, killWorkers } from '../../e2e/support/fleet/disturb.mjs'
import { Fleet } from '../../e2e/support/fleet/fleet.mjs'
import { makePictures, OUTPUTS, QUERY } from '../../e2e/support/fleet/pictures.mjs'
import { ProcessorShare } from '../../e2e/support/fleet/processor-share.mjs'
import { loadAverage, machineFacts } from '../machine.mjs'
import { REPOSITORY } from '../places.mjs'
import { writePart } from './write-part.mjs'

const PAGE = join(REPOSITORY, 'docs/scale.md')
const [START, END] = ['<!-- fleet -->', '<!-- /fleet -->']

const { values } = parseArgs({
  options: {
    share: { type: 'string', default: '0.06' },
    images: { type: 'string', default: '40' },
    write: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
const share = Number(values.share)
const images = Number(values.images)

/** What happens to a fleet while it works. */
const SCENES = [
  { name: '1 worker', workers: 1 },
  { name: '2 workers', workers: 2 },
  { name: '4 workers', workers: 4 },
  { name: '8 workers', workers: 8 },
  { name: '4 workers, one killed every 5 s', workers: 4, disturb: fleet => killWorkers(fleet, 5000) },
  { name: '4 workers, queue stopped for 5 s', workers: 4, disturb: fleet => interrupt(fleet.redis, 8000, 5000) },
  { name: '4 workers, store stopped for 5 s', workers: 4, disturb: fleet => interrupt(fleet.nginx, 8000, 5000) },
]

const held = new ProcessorShare(share)
held.favour(process.pid)
// Workers end with this process.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))
const before = loadAverage()
const rows = []
for (const [number, scene] of SCENES.entries()) {
  rows.push(await play(scene, String(number)))
  console.log(JSON.stringify(rows.at(-1)))
}
const text = report(rows)
console.log(text)
if (values.write) writePart(PAGE, START, END, text)
if (rows.some(({ lost }) => lost > 0)) process.exitCode = 1

/** Each worker has as much to do, whatever their number. */
async function play({ name, workers, disturb }, seed) {
  const fleet = await Fleet.start(held)
  const { folder, remove } = makePictures(images * workers, seed)
  try {
    await Promise.all(Array.from({ length: workers }, () => fleet.addWorker()))
    const calm = disturb?.(fleet)
    const started = performance.now()
    const { report: told, complained } = await fleet.prewarm(folder, 'photos/*.jpg', '--query', QUERY)
    const seconds = (performance.now() - started) / 1000
    const events = (await calm?.()) ?? 0
    if (told === null) throw new Error(complained)
    const again = await fleet.prewarm(folder, 'photos/*.jpg', '--query', QUERY)
    const stored = [...fleet.storedTimes().values()]
    const begun = [...fleet.begunTimes().values()]
    return {
      name,
      workers,
      images: images * workers,
      outputs: told.outputs,
      seconds,
      events,
      failed: told.failed.length,
      lost: images * workers * OUTPUTS - stored.length + again.report.made,
      again: begun.reduce((sum, times) => sum + times - 1, 0),
      twice: stored.reduce((sum, times) => sum + times - 1, 0),
    }
  } finally {
    await fleet.close()
    remove()
  }
}

function report(all) {
  const rate = row => row.images / row.seconds
  const [one] = all
  const cells = all.map(row => [
    row.name,
    row.events === 0 ? '' : String(row.events),
    String(row.outputs),
    row.seconds.toFixed(1),
    rate(row).toFixed(2),
    `${(rate(row) / rate(one)).toFixed(2)}×`,
    (rate(row) / rate(one) / row.workers).toFixed(2),
    String(row.lost),
    String(row.again),
    String(row.twice),
    String(row.failed),
  ])
  const head = [
    '',
    'times',
    'outputs',
    'seconds',
    'images/s',
    'of one worker',
    'for each',
    'lost',
    'sources begun again',
    'outputs stored twice',
    'given up',
  ]
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map(row => row[column].length)))
  const line = row =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  const { cpu, cores, node } = describe()
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)} by \`node bench/fleet/simulate.mjs\`: ${cores} cores of ${cpu}, Node ${node}; each`,
    `worker a process held to ${share * 100} % of a core (${held.name}), ${images} images of 1200×800 for each worker, ${OUTPUTS} outputs`,
    `each (\`${QUERY}\`); Redis, nginx and the one who asks are not held,\nand all of it goes before what else the machine does. Load ${before[0]} at the start, ${loadAverage()[0]} at the end.`,
    '',
    line(head),
    rule,
    ...cells.map(line),
  ].join('\n')
}

function describe() {
  const facts = machineFacts()
  return { cpu: facts.cpu, cores: facts.cores, node: process.versions.node }
}
