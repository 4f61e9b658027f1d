// node bench/report-page.mjs [rounds]: how long the report of a thousand pictures and 5,000 outputs takes from a disk until its first rows are
// painted, and the longest task while it is scrolled from end to end. Writes both into docs/report.md.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { makeUpReport, PICTURES } from '../e2e/support/made-up-report.mjs'
import { writeReportFile } from '../packages/core/dist/account/write-report.js'
import { ImageEngine } from '../packages/core/dist/index.js'
import { chromiumPath } from '../scripts/setup/system-tools.mjs'
import { loadAverage, machineFacts } from './machine.mjs'
import { REPOSITORY } from './places.mjs'
import { median } from './statistics.mjs'

const { chromium } = createRequire(join(REPOSITORY, 'e2e/package.json'))('playwright-core')

/** From one end to the other in so many frames. */
const FRAMES = 60

const folder = mkdtempSync(join(tmpdir(), 'lazy-image-report-'))
const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu'] })
try {
  const url = await writeReport()
  const rounds = []
  for (let round = 0; round < Number(process.argv[2] ?? 5); round++) rounds.push(await measure(url))
  const told = describe(rounds)
  writeIntoPage(told)
  console.info(told)
} finally {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}

async function writeReport() {
  const data = await ImageEngine.fromPath(join(REPOSITORY, 'e2e/fixtures/a.jpg')).resize({ width: 96 }).toBuffer('webp')
  const file = join(folder, 'report.html')
  const thumbnail = `data:image/webp;base64,${data.toString('base64')}`
  await writeReportFile(makeUpReport(PICTURES), { file, root: folder, thumbnailOf: () => thumbnail })
  return pathToFileURL(file).href
}

async function measure(url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } })
  const page = await context.newPage()
  // Of the processor's time alone, whatever else the machine does.
  const client = await context.newCDPSession(page)
  await client.send('Performance.enable', { timeDomain: 'threadTicks' })
  const busyMs = async () => {
    const { metrics } = await client.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  }
  await page.addInitScript(() => {
    window.tasks = []
    new PerformanceObserver(list => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    })
    window.painted = new Promise(resolve => {
      const look = () => {
        if (document.querySelector('.row') === null) requestAnimationFrame(look)
        // A frame begins before what was drawn is painted; the next one is behind that.
        else requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
      }
      look()
    })
  })
  await page.goto(url)
  const openMs = await page.evaluate(() => window.painted)
  const openBusyMs = await busyMs()
  const scrolled = await page.evaluate(async frames => {
    window.tasks.length = 0
    const rows = document.querySelector('.rows')
    for (let frame = 1; frame <= frames; frame++) {
      rows.scrollTo(0, (rows.scrollHeight * frame) / frames)
      await new Promise(requestAnimationFrame)
    }
    // What is reported of tasks comes behind them.
    await new Promise(resolve => setTimeout(resolve, 100))
    return { longestMs: Math.max(0, ...window.tasks) }
  }, FRAMES)
  const stepBusyMs = ((await busyMs()) - openBusyMs) / FRAMES
  await context.close()
  return { openMs, openBusyMs, stepBusyMs, ...scrolled }
}

function describe(rounds) {
  const of = key => rounds.map(round => round[key])
  const middle = key => Math.round(median(of(key)))
  const { cpu, cores } = machineFacts()
  const longest = Math.round(Math.max(...of('longestMs')))
  const task =
    longest === 0 ? 'no task took 50 ms, the least that Chromium reports' : `the longest task took ${longest} ms`
  return (
    `A report of 5,000 outputs shows its first rows ${middle('openMs')} ms after it is opened (median of ${rounds.length}, at most ` +
    `${Math.round(Math.max(...of('openMs')))} ms), for ${middle('openBusyMs')} ms of processor time in its main thread. Scrolled from end to end in ` +
    `${FRAMES} steps, each takes ${middle('stepBusyMs')} ms of that, and ${task}. Measured on ${new Date().toISOString().slice(0, 10)} by ` +
    `\`node bench/report-page.mjs\`, in Chromium without a GPU on ${cores} cores (${cpu.trim()}) at a load of ${Math.round(loadAverage()[0])}.`
  )
}

function writeIntoPage(told) {
  const file = join(REPOSITORY, 'docs/report.md')
  const text = readFileSync(file, 'utf8')
  const marked = /(<!-- report-page -->\n\n)[\s\S]*?(\n\n<!-- \/report-page -->)/
  if (!marked.test(text)) throw new Error(`${file} has no place for it`)
  writeFileSync(
    file,
    text.replace(marked, (_, before, after) => before + told + after),
  )
}
