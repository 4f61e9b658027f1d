import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { links } from '../docs/site/markdown/links.mjs'
import { pageOf, sidebar } from '../docs/site/pages.mjs'
import { ROOT } from './support/command.js'

describe('the sidebar of the docs site', () => {
  const docs = readdirSync(join(ROOT, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `/${name.slice(0, -'.md'.length)}`)
  const itemsOf = (name: string) => sidebar().find(({ text }) => text === name)?.items

  test('has every page of docs/ once, by its heading', () => {
    const items = sidebar().flatMap(group => group.items)
    const linked = items.map(({ link }) => link).filter(link => docs.includes(link))
    expect(linked.toSorted()).toEqual(docs.toSorted())
    for (const { text } of items) expect(text).toMatch(/^[^`*#]+$/)
  })

  test('has a page that nobody has given a place, too', () => {
    const page = join(ROOT, 'docs/a-page-of-this-test.md')
    onTestFinished(() => rmSync(page, { force: true }))
    writeFileSync(page, '# A page of `this` test\n')
    expect(itemsOf('More')).toContainEqual({ text: 'A page of this test', link: '/a-page-of-this-test' })
  })
})

describe('a link in a page of the docs site', () => {
  /** What becomes of a link in a file: where it leads, or the class of what is no link any more. */
  function followed(file: string, href: string): string | null | undefined {
    const attributes = new Map([['href', href]])
    const token = {
      type: 'link_open',
      attrs: [] as string[][],
      attrGet: (name: string) => attributes.get(name),
      attrSet: (name: string, value: string) => attributes.set(name, value),
    }
    let rule = (_state: object): void => undefined
    links({ core: { ruler: { push: (_name: string, given: typeof rule) => (rule = given) } } })
    rule({ tokens: [{ children: [token, { type: 'link_close' }] }], env: { realPath: join(ROOT, file) } })
    return token.type === 'link_open' ? attributes.get('href') : token.attrs[0]?.[1]
  }

  test.each([
    ['docs/imports.md', 'directives.md#size', '/directives.md#size'],
    ['docs/performance.md', '../bench/results/engine.md', '/bench/results/engine.md'],
    ['packages/cli/README.md', '../../docs/scale.md', '/scale.md'],
    ['docs/threads.md', '../README.md', '/index.md'],
    ['docs/imports.md', 'https://example.com/', 'https://example.com/'],
    ['docs/imports.md', '#lists', '#lists'],
  ])('from %s to %s leads to %s', (file, href, page) => {
    expect(followed(file, href)).toBe(page)
  })

  test('to a file that is no page is a name', () => {
    expect(followed('docs/frameworks.md', '../examples/vue')).toBe('in-repository')
  })

  test('to a file that does not exist is told with both', () => {
    expect(() => followed('docs/imports.md', '../nowhere.md')).toThrow(
      'docs/imports.md links to ../nowhere.md, but there is no nowhere.md',
    )
  })
})

test('a page of the site is one of the documentation, and nothing of tests or fixtures', () => {
  expect(pageOf('e2e/fixtures/frameworks/README.md')).toBeUndefined()
  expect(pageOf('docs/site/pictures/x.md')).toBeUndefined()
  expect(pageOf('packages/core/test/fixtures/PROVENANCE.md')).toBeUndefined()
})

test('the page of options has a row for every option that there is', () => {
  const source = readFileSync(join(ROOT, 'packages/core/src/options/options.ts'), 'utf8')
  const [members = ''] = /(?<=export interface Options \{)[\s\S]*?(?=\n\})/.exec(source) ?? []
  const options = [...members.matchAll(/^ {2}(\w+)\?:/gm)].map(([, name]) => name)
  const rows = readFileSync(join(ROOT, 'docs/options.md'), 'utf8')
    .split('\n')
    .flatMap(line => /^\| (`\w+`(?:, `\w+`)*) \|/.exec(line)?.[1]?.match(/\w+/g) ?? [])
  expect(options.length).toBeGreaterThan(20)
  expect(rows.toSorted()).toEqual(options.toSorted())
})
