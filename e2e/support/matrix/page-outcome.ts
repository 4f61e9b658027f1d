import type { Row } from '../../matrix/row.js'
import { openPage } from '../browser.js'
import type { Base, PageHost } from '../hosts/host.js'
import { serveFolder } from '../static-server.js'
import { examinePage, type RowOnPage } from './examine-page.js'
import { leftInOutput } from './left-in-output.js'
import type { MatrixProject } from './matrix-project.js'
import { nameOfContent } from './named-contents.js'

/** What came of the rows of a project in one host, built for one base or served by its dev server. */
export interface PageOutcome {
  /** Of a build that failed though all rows that its errors name were left out. */
  failure: string | null
  /** Rows that a build failed for, with what it said. */
  failed: ReadonlyMap<Row, string>
  shown: ReadonlyMap<Row, RowOnPage>
  /** Names of the contents of all files of the output. */
  contents: ReadonlySet<string>
  /** What is left in the output, by the row that it is of; undefined for what is of none. */
  left: ReadonlyMap<Row | undefined, string[]>
  /** Errors of the console, of scripts and of requests, likewise. */
  troubles: ReadonlyMap<Row | undefined, string[]>
}

/** Builds a page of rows and opens it from a static server. A row that fails the build is left out, and the rest is built. */
export async function buildAndOpen(
  host: PageHost,
  project: MatrixProject,
  rows: readonly Row[],
  base: Base,
): Promise<PageOutcome> {
  const failed = new Map<Row, string>()
  const logger = { info: () => {}, warn: () => {} }
  for (;;) {
    const left = rows.filter(row => !failed.has(row))
    project.select(left)
    const { failure } = await host.buildPage(project, {
      base,
      options: { cache: { dir: project.cacheFolder }, logger },
    })
    if (failure === null) break
    const named = byRow(partsOf(failure), left)
    named.delete(undefined)
    if (named.size === 0)
      return { failure, failed, shown: new Map(), contents: new Set(), left: new Map(), troubles: new Map() }
    for (const [row, parts] of named) if (row !== undefined) failed.set(row, parts.join('\n\n'))
  }
  const built = rows.filter(row => !failed.has(row))
  const server = await serveFolder(project.path('dist'), pathOf(base))
  try {
    return {
      failure: null,
      failed,
      ...(await open(`${server.url}index.html`, built)),
      contents: new Set(project.list('dist').map(file => nameOfContent(project.readBytes(`dist/${file}`)))),
      left: byRow(leftInOutput(project), rows),
    }
  } finally {
    server.close()
  }
}

/** Starts a dev server of a page of rows and opens it. */
export async function serveAndOpen(
  serve: NonNullable<PageHost['servePage']>,
  project: MatrixProject,
  rows: readonly Row[],
): Promise<PageOutcome> {
  project.select(rows)
  const server = await serve(project, { options: { cache: { dir: project.cacheFolder } } })
  try {
    const opened = await open(server.url, rows)
    return { failure: null, failed: new Map(), ...opened, contents: new Set(), left: new Map() }
  } finally {
    await server.close()
  }
}

async function open(url: string, rows: readonly Row[]): Promise<Pick<PageOutcome, 'shown' | 'troubles'>> {
  const { page, troubles, close } = await openPage(url)
  try {
    const shown = await examinePage(page, rows)
    return { shown, troubles: byRow(troubles, rows) }
  } finally {
    await close()
  }
}

/** A relative base works wherever the page lies. */
function pathOf(base: Base): string {
  return base === './' ? '/some/where/' : base
}

/** Texts by the row whose name they hold, the longest that fits. */
function byRow(texts: readonly string[], rows: readonly Row[]): Map<Row | undefined, string[]> {
  const byLength = [...rows].sort((a, b) => b.name.length - a.name.length)
  const found = new Map<Row | undefined, string[]>()
  for (const text of texts) {
    const row = byLength.find(({ name }) => text.includes(name))
    found.set(row, [...(found.get(row) ?? []), text])
  }
  return found
}

/** What an error says, paragraph by paragraph, without code frames: they show neighbours too. */
function partsOf(failure: string): string[] {
  const told = failure.split('\n').filter(line => !/^[^A-Za-z]*[|│]/.test(line))
  return told.join('\n').split(/\n\s*\n/)
}
