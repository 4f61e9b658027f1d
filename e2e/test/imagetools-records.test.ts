import { Pipeline, silentLogger } from '@lazy-image/core'
import lazyImage, { imagetools } from '@lazy-image/vite-plugin'
import { describe, expect, test } from 'vitest'
import { VITES } from '../support/hosts/vite.js'
import { complaintAbout, type Reader, TABLE, tableComplaints } from '../support/imagetools/differences.js'
import { outcomeInCore } from '../support/imagetools/in-core.js'
import { outcomesInVite } from '../support/imagetools/in-vite.js'
import { recordedProject } from '../support/imagetools/project.js'
import { type ImagetoolsRecord, type Outcome, RECORDS } from '../support/imagetools/record.js'
import { scratchFolder } from '../support/project.js'

const plain = RECORDS.filter(({ options }) => options === null)
const withOptions = RECORDS.filter(({ options }) => options !== null)

/** What several readers come to is made once. */
const made = scratchFolder()

/** Every record that comes out neither as it does there nor as the table says. */
function complaints(records: readonly ImagetoolsRecord[], reader: Reader, outcomes: ReadonlyMap<string, Outcome>) {
  return records.flatMap(record => complaintAbout(record, reader, outcomes.get(record.id) ?? {}) ?? [])
}

test('the table of differences holds no line that is stale or superfluous', () => {
  expect(tableComplaints()).toEqual([])
})

describe.each(Object.entries(VITES))('%s', (_name, vite) => {
  test('every query is read by imagetools() as by vite-imagetools, or better for a reason', async () => {
    const plugin = () => imagetools({ cache: { dir: made } })
    const outcomes = await outcomesInVite(vite, recordedProject(), plain, plugin)
    expect(complaints(plain, 'imagetools', outcomes)).toEqual([])
  })

  test('every query is read by the plugin itself as by vite-imagetools, or better for a reason', async () => {
    const outcomes = await outcomesInVite(vite, recordedProject(), plain, () => lazyImage({ cache: { dir: made } }))
    expect(complaints(plain, 'lazyImage', outcomes)).toEqual([])
  })
})

test('options of vite-imagetools do what they do there, or better for a reason', async () => {
  const project = recordedProject()
  const found: string[] = []
  for (const record of withOptions) {
    const outcome = await outcomeOf(project, record)
    found.push(...complaints([record], 'imagetools', new Map([[record.id, outcome]])))
  }
  expect(found).toEqual([])
})

async function outcomeOf(project: ReturnType<typeof recordedProject>, record: ImagetoolsRecord): Promise<Outcome> {
  // Patterns and folders start from where the command was given.
  const before = process.cwd()
  process.chdir(project.path('src'))
  try {
    const plugin = () => imagetools({ cache: { dir: made }, ...record.options })
    const outcomes = await outcomesInVite(VITES['vite 8'], project, [record], plugin)
    return outcomes.get(record.id) ?? {}
  } catch (error) {
    return { error: error instanceof Error && 'code' in error ? String(error.code) : String(error) }
  } finally {
    process.chdir(before)
  }
}

describe.each([
  ['imagetools', 'compat'],
  ['lazyImage', 'error'],
] as const)('the core alone, as %s', (reader, strict) => {
  test('comes to the same for every query that is no bundler’s', async () => {
    const project = recordedProject()
    const pipeline = new Pipeline({ cache: { dir: made }, logger: silentLogger, strict }, project.root)
    const outcomes = new Map<string, Outcome>()
    const left: string[] = []
    for (const record of plain) {
      const outcome = await outcomeInCore(pipeline, project, record)
      if (outcome === null) left.push(record.id)
      else outcomes.set(record.id, outcome)
    }
    // Exports are a module's, and there is none.
    const own = plain
      .filter(({ id }) => outcomes.has(id))
      .map(({ theirs: { names: _, ...theirs }, ...record }) => ({ ...record, theirs }))
    expect(complaints(own, reader, outcomes)).toEqual([])
    // What seems to be meant for us is no bundler's where mistakes stop the build.
    const refused = (id: string) => reader === 'lazyImage' && TABLE.records[id]?.lazyImage?.error !== undefined
    expect(left.sort()).toEqual(TABLE.vite.filter(id => !refused(id)).sort())
  })
})
