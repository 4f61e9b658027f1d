import { Pipeline, silentLogger } from '@lazy-image/core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { HostFacts } from '../../matrix/host-facts.js'
import { lackOf } from '../../matrix/lack-of.js'
import type { Look, RefusedRow, Row } from '../../matrix/row.js'
import { REFUSED, ROWS } from '../../matrix/rows.js'
import type { Base, PageHost } from '../hosts/host.js'
import { expectationOf, type RowExpectation } from './expected.js'
import { MatrixProject } from './matrix-project.js'
import { nameData } from './named-contents.js'
import { buildAndOpen, type PageOutcome, serveAndOpen } from './page-outcome.js'
import { halvesOf } from './picture.js'
import { fileOfRequest, leavesOf, pathInProject } from './row-pictures.js'

const BASES: readonly Base[] = ['/', '/sub/', './']
const TRIES_ALL = process.env['LAZY_IMAGE_BASES'] === 'all'

/** For a page of all rows, on a machine that does other things as well. */
const BUILD_TIMEOUT_MS = 300_000

/** As far as levels of a colour may lie from what was painted: pictures are small and lossy. */
const TOLERANCE = 48

/** Tests every row that a host has, for its bases and in its dev server: a row that fails is a test of its own. */
export function testMatrix(host: PageHost): void {
  const { facts } = host
  const rows = ROWS.filter(row => isOf(row, host))
  const project = new MatrixProject({})
  const expected = new Map<Row, RowExpectation>()

  beforeAll(async () => {
    await project.add(rows)
    const pipeline = new Pipeline({ cache: false, logger: silentLogger }, project.root)
    for (const row of rows) expected.set(row, await expectationOf(row, project, pipeline, facts))
  })

  const bases = host.usualBase === undefined || TRIES_ALL ? BASES : [host.usualBase]
  describe.each(bases)(`${facts.name}, base %s`, base => {
    const built = rows.filter(({ name }) => base !== './' || facts.relativeExceptions?.[name] === undefined)
    testRows(facts, built, expected, () => buildAndOpen(host, project, built, base))
  })

  const refused = REFUSED.filter(row => isOf(row, host))
  describe(`${facts.name}, refused`, () => {
    test.each(refused.map(row => [row.name, row] as const))('%s', async (_, row) => {
      const alone = new MatrixProject({})
      await alone.add([row])
      alone.select([row])
      const options = { cache: { dir: alone.cacheFolder }, logger: silentLogger }
      const { failure } = await host.buildPage(alone, { base: '/', options })
      expect(failure).toMatch(row.says)
      expect(failure).toContain(pathInProject(row, row.at))
    })
  })

  const serve = host.servePage
  if (serve === undefined) return
  const served = rows.filter(({ name }) => facts.devExceptions?.[name] === undefined)
  describe(`${facts.name}, dev server`, () => {
    testRows(facts, served, expected, () => serveAndOpen(serve, project, served))
  })
}

function isOf(row: Row | RefusedRow, { facts, only }: PageHost): boolean {
  return lackOf(row, facts) === undefined && row.needs.every(feature => only?.includes(feature) ?? true)
}

function testRows(
  { inlinesInStyles }: HostFacts,
  rows: readonly Row[],
  expected: ReadonlyMap<Row, RowExpectation>,
  makeOutcome: () => Promise<PageOutcome>,
): void {
  let outcome: PageOutcome
  beforeAll(async () => {
    outcome = await makeOutcome()
  }, BUILD_TIMEOUT_MS)

  test('nothing is wrong that is of no row', () => {
    expect(outcome.failure).toBeNull()
    expect(outcome.left.get(undefined) ?? []).toEqual([])
    expect(outcome.troubles.get(undefined) ?? []).toEqual([])
  })

  test.each(rows.map(row => [row.name, row] as const))('%s', (_, row) => {
    expect(outcome.failed.get(row) ?? outcome.failure).toBeNull()
    const shown = outcome.shown.get(row)
    const { seen, sizes, absent } = expected.get(row) ?? { seen: [], sizes: new Set(), absent: [] }
    if (inlinesInStyles) expect(nameData(shown?.seen)).toEqual(nameData(seen))
    else expect(shown?.seen).toEqual(seen)
    expect(outcome.troubles.get(row) ?? []).toEqual([])
    expect(outcome.left.get(row) ?? []).toEqual([])
    expect([...sizes]).toEqual(expect.arrayContaining(shown?.sizes ?? []))
    for (const { look, halves } of shown?.painted ?? []) expectPainted(row, look, halves)
    expect([...outcome.contents].filter(content => absent.includes(content))).toEqual([])
  })
}

/** What is painted is the picture that the look is about, or one of them. */
function expectPainted(row: Row, look: Look, halves: readonly (readonly number[])[]): void {
  const pictures = 'is' in look ? leavesOf(look.is) : []
  const paths = pictures.map(picture => ('core' in picture ? fileOfRequest(picture.core) : picture.source))
  const distances = paths.map(path =>
    Math.max(
      ...halvesOf(pathInProject(row, path)).flatMap((half, side) =>
        half.map((level, channel) => Math.abs(level - (halves[side]?.[channel] ?? 0))),
      ),
    ),
  )
  expect(Math.min(...distances), `colours ${JSON.stringify(halves)} are painted`).toBeLessThan(TOLERANCE)
}
