import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Options } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { animatedGif } from '../support/animated-gif.js'
import { countWork } from '../support/count-work.js'
import { fixture } from '../support/fixture.js'
import { recordedPipeline, total } from '../support/recorded-pipeline.js'
import { filesIn, scratchFolder } from '../support/scratch-folder.js'

const QUERY = 'w=9;8&format=webp;png'

/** Longer than a tick of a file system's clock: what was written just now is not trusted. */
const TICK_MS = 30

/** A project with pictures of its own, and its cache. */
class Project {
  readonly folder = scratchFolder()
  readonly cache = join(this.folder, 'cache')

  constructor(names: readonly string[] = ['a.png']) {
    for (const name of names) copyFileSync(fixture('small.png'), join(this.folder, name))
  }

  at(name: string): string {
    return join(this.folder, name)
  }

  get index(): string {
    return join(this.cache, 'sources.index')
  }

  /** What a build of a process of its own would do: everything but load the engine. */
  async build(query = QUERY, names: readonly string[] = ['a.png'], options: Options = {}) {
    await wait(TICK_MS)
    const { pipeline, logger, reports } = recordedPipeline({ cache: { dir: this.cache }, ...options })
    const values: unknown[] = []
    const warnings: unknown[] = []
    const { reads, probes } = await countWork(async () => {
      const snapshot = pipeline.snapshot()
      for (const name of names) {
        const planned = await snapshot.plan(`${this.at(name)}?${query}`)
        values.push(planned?.value)
        warnings.push(...(planned?.warnings ?? []))
        await snapshot.render(planned?.module.wanted() ?? [])
      }
      await pipeline.sweepCache()
    })
    const encodes = total(reports, 'encodes')
    return { reads, probes, encodes, warnings, told: logger.warnings, values: JSON.stringify(values) }
  }
}

describe('a second build', () => {
  test('reads no source that has not changed, and comes to the same', async () => {
    const project = new Project()
    const first = await project.build()
    const second = await project.build()
    expect(first).toMatchObject({ reads: 1, encodes: 4 })
    expect(second).toMatchObject({ reads: 0, probes: 0, encodes: 0, values: first.values })
  })

  test.each(['w=9&format=auto', 'w=9&as=picture&placeholder=lqip', 'w=9&placeholder=blurhash&as=img', 'as=metadata'])(
    'reads none for %s either',
    async query => {
      const project = new Project()
      const first = await project.build(query)
      expect(await project.build(query)).toMatchObject({ reads: 0, encodes: 0, values: first.values })
    },
  )

  test('says of a source what the first one said', async () => {
    const project = new Project()
    writeFileSync(project.at('a.gif'), animatedGif(12, 9, [0, 1]).subarray(0, -1))
    const first = await project.build('w=9&format=webp', ['a.gif'])
    expect(first.warnings).toMatchObject([{ code: 'SOURCE_REPAIRED' }])
    expect(await project.build('w=9&format=webp', ['a.gif'])).toMatchObject({ reads: 0, warnings: first.warnings })
  })

  test('loads no engine', async () => {
    const project = new Project()
    const script = fileURLToPath(new URL('../support/build-once.mjs', import.meta.url))
    const run = () =>
      JSON.parse(execFileSync(process.execPath, [script, project.at('a.png'), project.cache], { encoding: 'utf8' }))
    await wait(TICK_MS)
    expect(run()).toMatchObject({ engines: 1, reads: 1, outputs: 1 })
    expect(run()).toMatchObject({ engines: 0, reads: 0, outputs: 1 })
  })
})

describe('a source that has changed', () => {
  const edits: [string, (file: string) => void][] = [
    ['is written anew', file => copyFileSync(fixture('grey.png'), file)],
    [
      'is written anew, with its size and time as they were',
      file => {
        const { size, atime, mtime } = statSync(file)
        const bytes = readFileSync(file)
        // In the header's checksum: another content that is no less an image to whoever reads the header.
        bytes.set([(bytes.at(-1) ?? 0) ^ 1], bytes.length - 1)
        writeFileSync(file, bytes)
        utimesSync(file, atime, mtime)
        expect(statSync(file).size).toBe(size)
      },
    ],
    [
      'is replaced by another file of its time',
      file => {
        const { atime, mtime } = statSync(file)
        copyFileSync(fixture('grey.png'), `${file}.new`)
        utimesSync(`${file}.new`, atime, mtime)
        renameSync(`${file}.new`, file)
      },
    ],
  ]

  test.each(edits)('is read when it %s', async (_, edit) => {
    const project = new Project()
    await project.build()
    await wait(TICK_MS)
    edit(project.at('a.png'))
    expect(await project.build()).toMatchObject({ reads: 1 })
  })

  test('is not trusted where a write just behind the look could not be seen', async () => {
    const project = new Project()
    await project.build()
    const now = new Date(Date.now() + 3_600_000)
    utimesSync(project.at('a.png'), now, now)
    expect(await project.build()).toMatchObject({ reads: 1 })
    expect(await project.build()).toMatchObject({ reads: 1 })
  })

  test('is another one to other limits, and where other faults are let pass', async () => {
    const project = new Project()
    await project.build()
    expect(await project.build(QUERY, ['a.png'], { limits: { pixels: 1_000_000 } })).toMatchObject({ reads: 1 })
    expect(await project.build(QUERY, ['a.png'], { failOn: 'warning' })).toMatchObject({ reads: 1 })
  })
})

describe('the index', () => {
  test('holds nothing that is true of one folder alone: a copy is read once, and nothing is encoded', async () => {
    const project = new Project()
    await project.build()
    expect(readFileSync(project.index, 'utf8')).not.toContain(dirname(project.folder))
    const copy = new Project([])
    cpSync(project.folder, copy.folder, { recursive: true })
    expect(await copy.build()).toMatchObject({ reads: 1, encodes: 0 })
    expect(await copy.build()).toMatchObject({ reads: 0, encodes: 0 })
  })

  const damages: [string, (file: string) => void][] = [
    ['cut off', file => truncateSync(file, Math.floor(statSync(file).size / 2))],
    ['empty', file => truncateSync(file, 0)],
    [
      'changed in one place',
      file => writeFileSync(file, readFileSync(file, 'utf8').replace('"orientedWidth":', '"orientedWidth":1')),
    ],
    ['of another kind', file => writeFileSync(file, 'something else\n')],
  ]

  test.each(damages)('is as if it were not there when it is %s, and is written again', async (_, damage) => {
    const project = new Project()
    const { values } = await project.build()
    damage(project.index)
    expect(await project.build()).toMatchObject({ reads: 1, encodes: 0, told: [], values })
    expect(await project.build()).toMatchObject({ reads: 0 })
  })

  test.skipIf(process.platform === 'win32')('is not waited for where something else has its name', async () => {
    const project = new Project()
    mkdirSync(project.cache)
    execFileSync('mkfifo', [project.index])
    expect(await project.build()).toMatchObject({ reads: 1, encodes: 4, told: [] })
  })

  test('of two processes holds what both have found', async () => {
    const project = new Project(['a.png', 'b.png'])
    await project.build(QUERY, [])
    await Promise.all([project.build(QUERY, ['a.png']), wait(5).then(() => project.build(QUERY, ['b.png']))])
    await project.build(QUERY, ['a.png', 'b.png'])
    expect(await project.build(QUERY, ['a.png', 'b.png'])).toMatchObject({ reads: 0 })
  })

  test('is not written where the cache is only read', async () => {
    const project = new Project()
    await project.build(QUERY, ['a.png'], { cache: { dir: project.cache, mode: 'read' } })
    expect(filesIn(project.folder)).not.toContain(project.index)
  })
})
