import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inspectFile } from '../packages/core/dist/index.js'
import { ROOT } from './support/command.js'

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

const README = read('README.md')
/** Without its links, marks and line breaks: what a reader reads. */
const TEXT = README.replaceAll(/\]\([^)]*\)/g, '')
  .replaceAll(/[[*]|!(?=\[)/g, '')
  .replaceAll(/\s+/g, ' ')

interface Claim {
  text: string
  files: string[]
}

const CLAIMS: readonly Claim[] = rowsOf('CONTRIBUTING.md', 'claims').map(([text = '', files = '']) => ({
  text,
  files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
}))

/** The cells of the table in a region of a page, without its heads. */
function rowsOf(page: string, region: string): string[][] {
  const [, table = ''] = read(page).split(new RegExp(`<!-- /?${region} -->`))
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map(line => line.split(' | ').map(cell => cell.replaceAll(/^\| | \|$/g, '')))
}

describe('the claims that CONTRIBUTING.md lists', () => {
  test.each(CLAIMS)('$text stands in the readme', ({ text }) => {
    expect(TEXT).toContain(text)
  })

  test.each(CLAIMS)('$text is shown by files that there are', ({ files }) => {
    expect(files).not.toEqual([])
    expect(files.filter(file => !existsSync(join(ROOT, file)))).toEqual([])
  })

  test('are all that the readme says in bold', () => {
    const [, said = ''] = README.split('## What you get')
    const [list = ''] = said.split('## Options')
    const bold = [...list.matchAll(/\*\*(.+?)\*\*/gs)].map(([, text = '']) => text.replaceAll(/\[|\]\([^)]*\)/g, ''))
    expect(bold.length).toBeGreaterThan(5)
    const listed = CLAIMS.map(({ text }) => text)
    expect(bold.filter(text => !listed.some(claim => text.startsWith(claim) || claim.includes(text)))).toEqual([])
  })
})

describe('the figures of the readme', () => {
  /** Something that was measured: a number with a unit of time, of size or of proportion. */
  const FIGURE = /\d[\d.,]*\s?(?:×|MB|kB|ms|s|%)(?![\w])/g
  const results = readdirSync(join(ROOT, 'bench/results'))
    .filter(name => name.endsWith('.md') && name !== 'summary.md')
    .map(name => read(`bench/results/${name}`))
    .join('\n')

  test('stand in the results of the benchmarks', () => {
    const [, measured = ''] = README.split(/<!-- \/?bench:summary -->/)
    const figures = [...measured.matchAll(FIGURE)].map(([figure]) => figure)
    expect(figures.length).toBeGreaterThan(50)
    expect(figures.filter(figure => !results.includes(figure))).toEqual([])
  })

  test('are nowhere but there: prose has none that a new run would make wrong', () => {
    const prose = README.replace(/<!-- bench:summary -->[\s\S]*<!-- \/bench:summary -->/, '')
      .replaceAll(/```[\s\S]*?```|`[^`]*`/g, '')
      // The picture says how large its photograph is, which a test below compares.
      .replace(/!\[.*?\]\(.*?\)/, '')
    expect(prose.match(FIGURE)).toBeNull()
  })

  test('tell what is better before what is worse, and nothing of targets', () => {
    expect(README.indexOf('**Better**')).toBeGreaterThan(0)
    expect(README.indexOf('**Worse**')).toBeGreaterThan(README.indexOf('**Better**'))
    expect(README).not.toMatch(/\| *met *\|/)
  })
})

describe('the picture that the readme opens with', () => {
  const [, alt = '', path = ''] = /!\[(.*?)\]\((.*?)\)/.exec(README) ?? []

  test('is there, light enough for a first look, and one that the engine reads', async () => {
    expect(README.indexOf(path)).toBeLessThan(1000)
    expect(statSync(join(ROOT, path)).size).toBeLessThan(150_000)
    expect(await inspectFile(join(ROOT, path))).toMatchObject({ format: 'webp' })
  })

  test('says how large the photograph is', () => {
    const { size } = statSync(join(ROOT, 'examples/shared/photographs/coffee-van.jpg'))
    expect(alt).toContain(`${Math.round(size / 1000)} kB`)
  })
})
