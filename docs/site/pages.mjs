import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository: pages lie where GitHub shows them, too. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '')

/** What of the repository's Markdown is no page, as globs: all that `PAGE_OF` does not name. */
export const NOT_PAGES = [
  '!(docs|packages|bench|*.md)/**',
  'README.md',
  'docs/!(site|*.md)/**',
  'docs/site/!(index.md)',
  'packages/*/!(README.md)',
  'packages/*/*/**',
  'bench/!(README.md|results)',
  'bench/!(results|*.md)/**',
]

/** Where on the site a file of the repository is, by the pattern of its path. The root's README is what the home page says. */
const PAGE_OF = [
  [/^README\.md$/, () => 'index.md'],
  [/^docs\/site\/index\.md$/, () => 'index.md'],
  [/^docs\/([^/]+\.md)$/, name => name],
  [/^packages\/([^/]+)\/README\.md$/, name => `packages/${name}.md`],
  [/^bench\/README\.md$/, () => 'bench/index.md'],
  [/^bench\/results\/([^/]+\.md)$/, name => `bench/results/${name}`],
  [/^(ARCHITECTURE|CONTRIBUTING|CHANGELOG)\.md$/, name => `${name.toLowerCase()}.md`],
]

/** @returns the page's path on the site, such as `packages/cli.md`; undefined for what is no page. */
export function pageOf(file) {
  for (const [pattern, page] of PAGE_OF) {
    const found = pattern.exec(file)
    if (found !== null) return page(found[1])
  }
  return undefined
}

/** The groups of the sidebar, each with what it takes; a page that none of them takes stands in the last. */
const GROUPS = [
  ['Start', ['getting-started', 'imports', 'options', 'frameworks', 'components', 'typescript', 'types']],
  ['Reference', ['directives', 'operations', 'hosts', 'cli', 'node-api', 'avif']],
  ['While it works', ['terminal', 'report', 'budgets', 'panel', 'dev-panel', 'summary']],
  ['At scale', ['ci', 'remote-cache', 'scale', 'threads', 'performance']],
  ['Coming from', [/^from-/, /^migrat/]],
  ['More', [/./]],
]

/**
 * Every page of `docs/` in its group by its heading, then the packages and the house itself.
 *
 * @returns {{ text: string, collapsed?: boolean, items: { text: string, link: string }[] }[]}
 */
export function sidebar() {
  const pages = readdirSync(join(ROOT, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => name.slice(0, -'.md'.length))
  const groups = GROUPS.map(([text, wanted]) => ({ text, wanted, pages: [] }))
  for (const page of pages) groups.find(({ wanted }) => takes(wanted, page)).pages.push(page)
  const packages = readdirSync(join(ROOT, 'packages')).map(name => `packages/${name}/README.md`)
  const house = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'bench/README.md']
  return [
    ...groups
      .filter(group => group.pages.length > 0)
      .map(group => ({
        text: group.text,
        items: inOrder(group).map(page => item(`docs/${page}.md`)),
      })),
    { text: 'Packages', collapsed: true, items: packages.filter(isThere).map(item) },
    { text: 'The house', collapsed: true, items: house.filter(isThere).map(item) },
  ]
}

function takes(wanted, page) {
  return wanted.some(one => (typeof one === 'string' ? one === page : one.test(page)))
}

/** As the group names them; what a pattern takes, by name. */
function inOrder({ wanted, pages }) {
  const place = page => wanted.findIndex(one => takes([one], page))
  return pages.toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
}

function isThere(file) {
  try {
    return headingOf(file) !== undefined
  } catch {
    return false
  }
}

function item(file) {
  return { text: headingOf(file), link: `/${pageOf(file).replace(/(?:index)?\.md$/, '')}` }
}

/** A page's heading without the marks of Markdown. */
function headingOf(file) {
  const text = readFileSync(join(ROOT, file), 'utf8')
  return /^# (.+)$/m.exec(text)?.[1].replaceAll(/[`*]/g, '')
}
