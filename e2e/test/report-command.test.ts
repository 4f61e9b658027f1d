import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReportData } from '@lazy-image/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { runCommandLine } from '../../packages/cli/dist/run-command-line.js'
import { fixture } from '../support/fixture.js'
import { Project } from '../support/project.js'
import { ensureReportPage } from '../support/report-page.js'

beforeAll(ensureReportPage)

/** A project's root. */
function project(code: string, config = 'export default {}\n'): string {
  return new Project({
    'src/entry.js': code,
    'src/photo.jpg': fixture('a.jpg'),
    'src/icon.png': fixture('small.png'),
    'lazy-image.config.js': config,
  }).root
}

/** Runs a command line in a folder. */
async function run(folder: string, ...args: string[]): Promise<{ code: number; said: string; complained: string }> {
  const said: string[] = []
  const complained: string[] = []
  const code = await runCommandLine(args, {
    folder,
    say: line => said.push(line),
    complain: line => complained.push(line),
  })
  return { code, said: said.join('\n'), complained: complained.join('\n') }
}

const CODE =
  "export { default as a } from './photo.jpg?w=200;400&format=webp'\nexport { default as b } from './icon.png?w=32'\n"

function dataOf(file: string): ReportData {
  const text = readFileSync(file, 'utf8')
  const [, json = text] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(text) ?? []
  return JSON.parse(json) as ReportData
}

describe('lazy-image report', () => {
  test('makes what a project asks for and writes a page of it; again, it makes nothing', async () => {
    const root = project(CODE)
    for (const from of ['made', 'disk']) {
      const { code, said, complained } = await run(root, 'report', '--from', '.')
      expect(complained).toBe('')
      expect(code).toBe(0)
      expect(said).toMatch(/^lazy-image-report\.html: 2 images, 3 outputs \(/)
      const { outputs, sources, places } = dataOf(join(root, 'lazy-image-report.html'))
      expect(sources.map(({ file }) => file)).toEqual(['src/icon.png', 'src/photo.jpg'])
      expect(outputs.map(({ width, from: tier }) => [width, tier])).toEqual([
        [32, from],
        [200, from],
        [400, from],
      ])
      expect(places).toContainEqual(expect.objectContaining({ file: 'src/entry.js', line: 1 }))
    }
  })

  test('makes a page of JSON, wherever that lies, and JSON of a page', async () => {
    const root = project(CODE)
    await run(root, 'report', '--from', '.', '--out', 'made/report.json')
    expect(dataOf(join(root, 'made/report.json')).root).toBe('..')
    expect((await run(root, 'report', 'made/report.json', '--out', 'elsewhere/deep/page.html')).code).toBe(0)
    const page = dataOf(join(root, 'elsewhere/deep/page.html'))
    expect(page.root).toBe('../..')
    expect(page.outputs).toHaveLength(3)
    expect((await run(root, 'report', 'elsewhere/deep/page.html', '--out', 'again.json')).code).toBe(0)
    expect(dataOf(join(root, 'again.json'))).toEqual({ ...page, root: '.' })
  })

  test('measures what is asked for, keeps what was measured, and says what came of it as JSON', async () => {
    const root = project(CODE)
    await run(root, 'report', '--from', '.')
    const { code, said } = await run(root, 'report', '--measure', 'src/icon.*', '--json')
    expect(code).toBe(0)
    const told = JSON.parse(said) as { measured: number; outputs: number }
    expect(told).toMatchObject({ file: 'lazy-image-report.html', outputs: 3 })
    expect(told.measured).toBeGreaterThan(3)
    expect((await run(root, 'report', '--measure', '**/photo.jpg')).code).toBe(0)
    const { measured, outputs } = dataOf(join(root, 'lazy-image-report.html'))
    expect(new Set(measured.map(({ output }) => output))).toEqual(new Set([0, 1, 2]))
    for (const { bytes } of measured) expect(bytes).toBeGreaterThan(0)
    expect(outputs).toHaveLength(3)
  })

  test('fails for a budget of the project, and writes the report all the same', async () => {
    const root = project(CODE, "export default { budgets: [{ maxWidth: 300 }, { maxBytes: 1, severity: 'warn' }] }\n")
    const { code, complained } = await run(root, 'report', '--from', '.')
    expect(code).toBe(1)
    expect(complained).toContain(
      'src/photo.jpg as webp of 400×267 is 400 pixels wide, but budgets[0].maxWidth allows 300',
    )
    expect(dataOf(join(root, 'lazy-image-report.html')).findings).toHaveLength(4)
    expect((await run(root, 'report')).code).toBe(1)
  })

  test.each([
    [[], /There is no lazy-image-report\.json and no lazy-image-report\.html in .*option report: true/],
    [['src/entry.js'], /must be a report of lazy-image/],
    [['missing.json'], /There is no missing\.json/],
    [['--from', 'nowhere'], /--from must be a folder that exists/],
    [['--from', '.', '--out', 'page.txt'], /--out must end in \.html or \.json/],
  ])('%j is refused with what to do', async (args, message) => {
    const { code, complained } = await run(project(CODE), 'report', ...args)
    expect(code).toBe(2)
    expect(complained).toMatch(message)
  })

  test('a glob that means no picture of the report is refused', async () => {
    const root = project(CODE)
    await run(root, 'report', '--from', '.')
    const before = readFileSync(join(root, 'lazy-image-report.html'), 'utf8')
    const { code, complained } = await run(root, 'report', '--measure', 'photos/**')
    expect(code).toBe(2)
    expect(complained).toContain('"photos/**" means no picture of the report')
    expect(readFileSync(join(root, 'lazy-image-report.html'), 'utf8')).toBe(before)
  })
})
