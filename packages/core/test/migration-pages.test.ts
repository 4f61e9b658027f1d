import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as core from '@lazy-image/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CodeBlock, codeBlocks } from '../../../test/support/code-blocks.js'
import { Pipeline } from '../dist/pipeline.js'
import { fixture } from './support/fixture.js'

const DOCS = fileURLToPath(new URL('../../../docs', import.meta.url))

const folder = mkdtempSync(join(tmpdir(), 'lazy-image-pages-'))
const before = process.cwd()
beforeAll(async () => {
  await core.ImageEngine.fromPath(fixture('pattern.jpg')).resize(400).toFile(join(folder, 'in.jpg'), 'jpeg')
  for (const name of ['hero.jpg', 'photo.jpg']) copyFileSync(fixture('pattern.jpg'), join(folder, name))
  process.chdir(folder)
})
afterAll(() => {
  process.chdir(before)
  rmSync(folder, { recursive: true, force: true })
})

interface Page {
  name: string
  text: string
  /** Code of the right-hand column of its tables. */
  cells: string[]
  blocks: CodeBlock[]
}

function readPage(name: string): Page {
  const text = readFileSync(join(DOCS, name), 'utf8')
  const rows = [...text.matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) => row.split(' | '))
  const cells = rows.flatMap(([, right = '', ...more]) =>
    more.length > 0 ? [] : [...right.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code),
  )
  return { name, text, cells, blocks: codeBlocks(text) }
}

const pages = readdirSync(DOCS)
  .filter(name => /^migration-.+\.md$/.test(name))
  .map(readPage)

const calls = pages.flatMap(({ name, cells }) =>
  cells
    .filter(
      cell =>
        /\b(?:ImageEngine|inspectFile|image|engine|supportedFormats|engineInfo)\b/.test(cell) && !cell.includes('?'),
    )
    .map(cell => [name, cell] as const),
)

const queries = pages.flatMap(({ name, text, cells }) => [
  ...cells.filter(cell => cell.startsWith('./')).map(cell => [name, cell] as const),
  ...[...text.matchAll(/from '(\.\/[^']+\?[^']+&as=[^']+)'/g)].map(([, cell = '']) => [name, cell] as const),
])

describe('what the pages for users of other tools tell them to write', () => {
  test('is found in each of them', () => {
    for (const { name } of pages) {
      const found = [...calls, ...queries].filter(([page]) => page === name)
      expect(found.length, name).toBeGreaterThan(5)
    }
  })

  test.each(calls)('%s: %s', async (_, code) => {
    const { ImageEngine, inspectFile, supportedFormats, engineInfo } = core
    const image = ImageEngine.fromPath('in.jpg')
    const buffer = readFileSync('in.jpg')
    const statement = code.startsWith('const ') ? `${code}\nreturn copy` : `return ${code}`
    const run = new Function(
      'ImageEngine',
      'inspectFile',
      'image',
      'engine',
      'buffer',
      'supportedFormats',
      'engineInfo',
      `return (async () => {\n${statement}\n})()`,
    )
    const result: unknown = await run(ImageEngine, inspectFile, image, image, buffer, supportedFormats, engineInfo)
    expect(result).toBeDefined()
    // A chain of the table is no output yet; it must come to one.
    if (result instanceof ImageEngine) expect((await result.toBuffer('webp', 50)).length).toBeGreaterThan(20)
    if (Array.isArray(result) && code.includes('processBatch'))
      for (const item of result) expect(item).toMatchObject({ success: true })
  })

  test.each(queries)('%s: %s', async (_, specifier) => {
    const warnings: string[] = []
    const pipeline = new Pipeline({ cache: false, logger: { info() {}, warn: text => warnings.push(text) } }, folder)
    const id = join(folder, specifier)
    expect(pipeline.claims(id)).toBe(true)
    const planned = await pipeline.plan(id)
    expect(planned?.warnings.map(({ message }) => message)).toEqual([])
    expect(planned?.plan.images.length).toBeGreaterThan(0)
    expect(warnings).toEqual([])
  })

  const scripts = pages.flatMap(({ name, blocks }) =>
    blocks
      .filter(({ language, code }) => language === 'js' && code.includes("'@lazy-image/core'"))
      .map(({ code }) => [name, code] as const),
  )

  test.each(scripts)('%s: %s', async (name, code) => {
    const entry = pathToFileURL(createRequire(import.meta.url).resolve('@lazy-image/core')).href
    const file = join(folder, `${name}-${scripts.findIndex(([, text]) => text === code)}.mjs`)
    writeFileSync(file, code.replaceAll("'@lazy-image/core'", JSON.stringify(entry)))
    await import(pathToFileURL(file).href)
  })

  test.each(
    pages.flatMap(({ name, text, blocks }) =>
      blocks.filter(({ code }) => code.startsWith('lazyImage(')).map(({ code }) => [name, code, text] as const),
    ),
  )('%s: %s', async (_, code, text) => {
    const run = new Function('lazyImage', `return ${code}`)
    const pipeline: Pipeline = run((options: core.Options) => new Pipeline({ ...options, cache: false }, folder))
    const [specifier = ''] = /\.\/[\w.]+\?preset=\w+/.exec(text) ?? []
    const planned = await pipeline.plan(join(folder, specifier))
    expect(planned?.plan.images.length).toBeGreaterThan(1)
    expect(planned?.warnings).toEqual([])
  })

  test('is also a chain that is a variable', async () => {
    const { ImageEngine } = core
    const [page] = pages.filter(({ name }) => name === 'migration-alberteinshutoin.md')
    const code = page?.blocks.find(block => block.code.startsWith('let engine'))?.code
    const run = new Function('ImageEngine', `return (async () => {\n${code}\n})()`)
    await run(ImageEngine)
    expect((await core.inspectFile('out.jpg')).width).toBe(800)
    expect(existsSync('a.avif')).toBe(true)
  })

  test('leads to headings that there are', () => {
    for (const { name, text } of pages) {
      for (const [, file = '', heading] of text.matchAll(/\]\(([\w-]+\.md)(?:#([\w-]+))?\)/g)) {
        const target = readFileSync(join(DOCS, file), 'utf8')
        const headings = [...target.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
          title
            .toLowerCase()
            .replaceAll(/[^\w\s-]/g, '')
            .trim()
            .replaceAll(/\s/g, '-'),
        )
        if (heading !== undefined) expect(headings, `${name} → ${file}#${heading}`).toContain(heading)
      }
    }
  })
})
