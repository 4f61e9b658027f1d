import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Options, ReportData } from '@lazy-image/core'
import { describe, expect, test, vi } from 'vitest'
import { fixture } from '../support/fixture.js'
import { rollupHost } from '../support/hosts/rollup.js'
import { HOSTS } from '../support/hosts.js'
import { Project } from '../support/project.js'

const ENTRY = `export { default as large } from './a.jpg?w=600&format=webp'
export { default as small } from './a.jpg?w=310&format=webp'
export { default as soon } from './small.png?w=20&format=png&placeholder=color&as=img'
`

function makeProject(): Project {
  return new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/small.png': fixture('small.png'),
    'src/entry.js': ENTRY,
  })
}

function readReport(project: Project): ReportData {
  return JSON.parse(project.read('report.json')) as ReportData
}

describe.each(HOSTS)('$name', host => {
  test('reports every output with its file, its importer and the tier that had it, in a first build and a warm one', async () => {
    const project = makeProject()
    for (const from of ['made', 'disk']) {
      const { failure, batches } = await host.build(project, { report: { json: 'report.json' } })
      expect(failure).toBeNull()
      const { sources, outputs, places, root } = readReport(project)
      expect(root).toBe('.')
      expect(sources.map(({ file }) => file)).toEqual(['src/a.jpg', 'src/small.png'])
      const files = outputs.filter(({ file }) => file !== null)
      expect(files.map(({ format, width, source }) => [format, width, source])).toEqual([
        ['webp', 310, 0],
        ['webp', 600, 0],
        ['png', 20, 1],
      ])
      for (const { file, bytes } of files) {
        expect(file).toMatch(/^dist\//)
        expect(statSync(join(project.root, file ?? '')).size).toBe(bytes)
      }
      expect(new Set(outputs.map(output => output.from))).toEqual(new Set([from]))
      const [small, large] = files.map(output => output.places.map(index => places[index]))
      expect(small).toEqual([{ file: 'src/entry.js', line: 2, column: 34, specifier: './a.jpg?w=310&format=webp' }])
      expect(large).toMatchObject([{ line: 1 }])
      const encodes = batches.reduce((sum, batch) => sum + batch.encodes, 0)
      expect(host.runsApart === true || from === 'made' || encodes === 0).toBe(true)
    }
  })

  const EXCEEDED: Options['budgets'] = [
    { include: '**/a.jpg', maxBytes: 100 },
    { maxWidth: 400 },
    { formats: ['webp'] },
    { maxTotalBytes: '1 kB' },
  ]
  const TOLD = [
    'src/a.jpg as webp of 600×400 is ',
    'budgets[1].maxWidth allows 400 pixels wide',
    'src/small.png as png of 20×',
    'budgets[3].maxTotalBytes allows 1.0 kB (1000 bytes)',
  ]

  test('budgets that are exceeded stop the build, each told at an import, or are warnings', async () => {
    const project = makeProject()
    const stopped = await host.build(project, { budgets: EXCEEDED, report: { json: 'report.json' } })
    for (const told of TOLD) expect(stopped.failure).toContain(told)
    expect(stopped.failure).toContain('BUDGET_EXCEEDED')
    expect(stopped.failure).toMatch(/entry\.js/)
    // What a failed build has come to can be looked at.
    expect(readReport(project).findings.length).toBeGreaterThanOrEqual(4)

    const budgets = EXCEEDED.map(budget => ({ ...budget, severity: 'warn' as const }))
    const warned = await host.build(project, { budgets, report: 'report.json' })
    expect(warned.failure).toBeNull()
    for (const told of TOLD) expect(warned.warnings).toContain(told)
    const { findings, outputs, places } = readReport(project)
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['warn']))
    for (const { output, place } of findings) {
      expect(outputs[output]).toBeDefined()
      expect(places[place ?? -1]).toMatchObject({ file: 'src/entry.js' })
    }
  })

  test('budgets that are kept say nothing', async () => {
    const project = makeProject()
    const budgets: Options['budgets'] = [
      { maxBytes: '1 MB', maxTotalBytes: '1 MB', maxWidth: 600, maxHeight: 400, formats: ['webp', 'png'] },
      { include: 'elsewhere/**', maxBytes: 1 },
      { exclude: '**/*.{jpg,png}', maxTotalBytes: 1 },
    ]
    const { failure, warnings } = await host.build(project, { budgets })
    expect(failure).toBeNull()
    expect(warnings.trim()).toBe('')
  })
})

/** Bundlers that tell which chunk is an entry's. */
const WITH_ENTRIES = HOSTS.filter(({ name }) => /^(?:vite|rollup|rolldown|webpack|rspack|esbuild)/.test(name))

describe.each(WITH_ENTRIES)('$name', host => {
  test('an entry is held to what a browser loads at most: of each import the largest output, without what comes later', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/small.png': fixture('small.png'),
      'src/later.js': "export { default } from './a.jpg?w=640&format=webp'\n",
      'src/beside.js': "export { default } from './small.png?w=20&format=png'\n",
      'src/entry.js': `export { default as set } from './a.jpg?w=310;600&format=webp&as=srcset'
export { default as icon } from './beside.js'
export const later = () => import('./later.js')
`,
    })
    const warn = { severity: 'warn' as const }
    const { failure, warnings } = await host.build(project, {
      report: { json: 'report.json' },
      budgets: [
        { maxPageBytes: 1000, ...warn },
        { maxPageBytes: '1 MB', ...warn },
      ],
    })
    expect(failure).toBeNull()
    const { pages, outputs, findings } = readReport(project)
    const [page] = pages
    expect(pages).toHaveLength(1)
    expect(page?.name).toMatch(/^src\/entry\.js$|^entry$|^main$/)
    const sizes = page?.imports.map(positions => positions.map(index => outputs[index]?.width).sort()).sort()
    expect(sizes).toEqual([[20], [310, 600]])
    const bytesOf = (width: number) => outputs.find(output => output.width === width)?.bytes ?? 0
    expect(page?.bytes).toBe(bytesOf(20) + bytesOf(600))
    expect(findings.map(({ budget, rule, received }) => [budget, rule, received])).toEqual([
      ['budgets[0]', 'maxPageBytes', page?.bytes],
    ])
    expect(warnings).toContain('has a browser load up to')
  })
})

test('GitHub is told of each finding in a line of its own, with the place from the root of the checkout', async () => {
  const project = new Project({ 'src/a.jpg': fixture('a.jpg'), 'src/entry.js': ENTRY.split('\n')[0] ?? '' })
  const lines: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(text => lines.push(String(text)) > 0)
  vi.stubEnv('GITHUB_WORKSPACE', project.root)
  try {
    for (const actions of ['true', '']) {
      vi.stubEnv('GITHUB_ACTIONS', actions)
      const { failure } = await rollupHost.build(project, {
        budgets: [{ maxBytes: 10 }, { maxWidth: 10, severity: 'warn' }],
      })
      expect(failure).toContain('BUDGET_EXCEEDED')
    }
  } finally {
    write.mockRestore()
    vi.unstubAllEnvs()
  }
  const told = lines.filter(line => line.startsWith('::'))
  expect(told).toHaveLength(2)
  expect(told[0]).toMatch(
    /^::error file=src\/entry\.js,line=1,col=34,title=lazy-image BUDGET_EXCEEDED::src\/a\.jpg as webp .*\n$/,
  )
  expect(told[1]).toMatch(/^::warning file=src\/entry\.js,line=1,/)
})
