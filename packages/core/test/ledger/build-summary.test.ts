import { join } from 'node:path'
import type { ImporterPlace, OutputEvent } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { summarizeBuilds } from '../../dist/ledger/build-summary.js'
import type { BuildNotes } from '../../dist/ledger/ledger.js'
import { fixture } from '../support/fixture.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { recipesOf } from '../support/render-request.js'
import { scratchFolder } from '../support/scratch-folder.js'

const NOTHING: BuildNotes = { unused: [], small: [] }

interface Told {
  name: string
  bytes?: [number, number]
  from?: string
  encodeMs?: number
  isTrial?: boolean
  format?: string
  key?: string
}

function event({
  name,
  bytes = [1000, 100],
  from = 'made',
  encodeMs = 10,
  isTrial = false,
  ...more
}: Told): OutputEvent {
  const { format = 'jpeg', key = name } = more
  const [bytesIn, bytesOut] = bytes
  return {
    image: { file: `/site/src/${name}`, width: 80, height: 60, variant: { encoding: { format: 'webp' } } },
    source: { format, width: 160, height: 120, quality: null },
    key,
    from,
    error: null,
    bytesIn,
    bytesOut,
    encodeMs,
    isTrial,
  } as unknown as OutputEvent
}

function told(events: readonly OutputEvent[], notes: BuildNotes = NOTHING): string[] {
  const texts: string[] = []
  const { output, batch, end } = summarizeBuilds({ info: text => void texts.push(text), warn: () => {} }, '/site')
  for (const one of events) output?.(one)
  batch?.({ durationMs: 1234 } as Parameters<NonNullable<typeof batch>>[0])
  end?.(notes)
  return texts.flatMap(text => text.split('\n'))
}

describe('the summary of a build', () => {
  test('is one line where nothing stands out', () => {
    expect(told([event({ name: 'a.jpg' }), event({ name: 'b.jpg' })])).toEqual([
      '2 outputs of 2 images · 2 encoded · 2.0 kB → 200 B · 1.23 s',
    ])
  })

  test('says what was found, and how long making it has taken once', () => {
    const found = [1, 2].map(at => event({ name: `${at}.jpg`, from: 'disk', encodeMs: 2100 }))
    expect(told([event({ name: 'a.jpg' }), ...found])).toEqual([
      '3 outputs of 3 images · 1 encoded · 2 from cache, saving 4.20 s · 3.0 kB → 300 B · 1.23 s',
    ])
  })

  test('says nothing of a build without images', () => {
    expect(told([])).toEqual([])
  })

  test('names the slowest and the largest three, in columns', () => {
    const made = [
      event({ name: 'slow.jpg', encodeMs: 900, bytes: [90_000, 400] }),
      event({ name: 'large.jpg', encodeMs: 20, bytes: [90_000, 30_000] }),
      event({ name: 'deep/in/a/folder.jpg', encodeMs: 300, bytes: [90_000, 20_000] }),
      event({ name: 'none.jpg', encodeMs: 1, bytes: [90_000, 10] }),
      // What was found is not slow now.
      event({ name: 'found.jpg', encodeMs: 5000, from: 'disk', bytes: [90_000, 20] }),
    ]
    expect(told(made).slice(1)).toEqual([
      '  slowest  src/slow.jpg              80×60 webp  900 ms',
      '           src/deep/in/a/folder.jpg  80×60 webp  300 ms',
      '           src/large.jpg             80×60 webp  20 ms',
      '  largest  src/large.jpg             80×60 webp  30.0 kB',
      '           src/deep/in/a/folder.jpg  80×60 webp  20.0 kB',
      '           src/slow.jpg              80×60 webp  400 B',
    ])
  })

  test('ranks nothing where all was there, and nothing by time that took none', () => {
    const names = ['a', 'b', 'c', 'd']
    expect(told(names.map(name => event({ name, from: 'disk', encodeMs: 9000 })))).toHaveLength(1)
    expect(told(names.map(name => event({ name }))).join('\n')).not.toContain('slowest')
  })

  test('names outputs with more bytes than their sources, the worst first; drawings are none', () => {
    const large = [1, 2, 3, 4].map(at => event({ name: `${at}.jpg`, bytes: [100, 100 + at], from: 'disk' }))
    const drawing = event({ name: 'logo.svg', bytes: [10, 2000], format: 'svg', from: 'disk' })
    expect(told([...large, drawing]).slice(1)).toEqual([
      '  too large  src/4.jpg  80×60 webp  104 B, its source 100 B',
      '             src/3.jpg  80×60 webp  103 B, its source 100 B',
      '             src/2.jpg  80×60 webp  102 B, its source 100 B (and 1 more)',
    ])
  })

  test('names sources that are too small, and imports that nothing uses', () => {
    const place: ImporterPlace = { file: '/site/src/page.js', specifier: './a\x1b.jpg?w=8', line: 3, column: 0 }
    const notes: BuildNotes = {
      small: [{ file: '/site/src/a.jpg', side: 'height', asked: 600, given: 60 }],
      unused: [
        { id: '/site/src/a.jpg?w=8', outputs: 1, importers: [place] },
        { id: '/site/src/b.jpg?w=8', outputs: 2, importers: [] },
      ],
    }
    expect(told([event({ name: 'a.jpg' })], notes).slice(1)).toEqual([
      '  too small  src/a.jpg      60 high        600 asked',
      '  unused     ./a�.jpg?w=8   src/page.js:3  1 output',
      '             src/b.jpg?w=8                 2 outputs',
    ])
  })

  test('counts a trial that was taken as made once, and no other trial', () => {
    const trials = ['taken', 'left'].map(key => event({ name: 'a.jpg', key, isTrial: true }))
    expect(told([...trials, event({ name: 'a.jpg', key: 'taken', from: 'memory' })])).toEqual([
      '1 output of 1 image · 1 encoded · 1.0 kB → 100 B · 1.23 s',
    ])
  })
})

describe('a pipeline', () => {
  test('tells of a build when that is over, or has failed, and of what is new in the next one', async () => {
    const { pipeline, logger } = recordedPipeline({ cache: { dir: scratchFolder() } })
    const build = async (query: string) => pipeline.snapshot().render(await recipesOf(pipeline, query))
    await build('small.png?w=20')
    await build('small.png?w=30')
    await pipeline.sweepCache()
    await build('small.png?w=20;30')
    await pipeline.sweepCache()
    await build('small.png?w=20;30;40')
    await pipeline.flushCache()
    expect(logger.infos.map(text => text.replace(/ · [^·]* → .*/, ''))).toEqual([
      '2 outputs of 1 image · 2 encoded',
      '1 output of 1 image · 1 encoded',
    ])
  })

  test('tells nothing with summary: false', async () => {
    const { pipeline, logger } = recordedPipeline({ summary: false })
    await pipeline.render(await recipesOf(pipeline, 'small.png?w=20'))
    await pipeline.sweepCache()
    expect(logger.infos).toEqual([])
    expect(() => recordedPipeline({ summary: 'no' as never })).toThrow('Option summary must be true or false')
  })

  test('counts what format=auto has tried and taken once', async () => {
    const { pipeline, logger } = recordedPipeline()
    const snapshot = pipeline.snapshot()
    const planned = await snapshot.plan(`${fixture('pattern.jpg')}?w=40&format=auto`)
    await snapshot.render(planned?.module.wanted() ?? [])
    await pipeline.sweepCache()
    expect(logger.infos).toEqual([expect.stringMatching(/^1 output of 1 image · 1 encoded · /)])
  })

  test.each([
    ['w=5000', '1200 wide  5000 asked'],
    ['h=5000', '800 high  5000 asked'],
    ['w=700&densities=1x;2x', '1200 wide  1400 asked'],
  ])('says that a source is too small for %s', async (query, text) => {
    const { pipeline, logger } = recordedPipeline()
    const snapshot = pipeline.snapshot()
    const planned = await snapshot.plan(`${fixture('pattern.jpg')}?${query}`)
    await snapshot.render(planned?.module.wanted() ?? [])
    await pipeline.sweepCache()
    expect(logger.infos.join('\n')).toContain(`too small  pattern.jpg  ${text}`)
  })

  test.each([
    'w=1200',
    'w=1199&h=100',
    'w=1300&withoutEnlargement',
    'w=1300&allowUpscale',
    'w=1300&h=100&fit=inside',
    'trim&w=1300',
  ])('says nothing of %s', async query => {
    const { pipeline, logger } = recordedPipeline({ strict: 'warn' })
    const snapshot = pipeline.snapshot()
    const planned = await snapshot.plan(`${fixture('pattern.jpg')}?${query}`)
    await snapshot.render(planned?.module.wanted() ?? [])
    await pipeline.sweepCache()
    expect(logger.infos.join('\n')).not.toContain('too small')
  })

  test('names a request that is left out, unless its outputs are wanted elsewhere', async () => {
    const { pipeline, logger } = recordedPipeline()
    const snapshot = pipeline.snapshot()
    const ids = ['small.png?w=20', 'small.png?w=30'].map(fixture)
    const planned = await Promise.all(ids.map(id => snapshot.plan(id)))
    await snapshot.render(planned[0]?.module.wanted() ?? [])
    pipeline.ledger.noteImporter(ids[1] ?? '', {
      file: fixture(join('page.js')),
      specifier: './small.png?w=30',
      line: 4,
    })
    pipeline.ledger.noteUnused(ids)
    await pipeline.sweepCache()
    expect(logger.infos.join('\n')).toMatch(/\n {2}unused {2}\.\/small\.png\?w=30 {2}page\.js:4 {2}1 output$/)
  })

  test('names a request that is left out when its outputs are made, once', async () => {
    const { pipeline, logger } = recordedPipeline()
    const snapshot = pipeline.snapshot()
    const id = fixture('small.png?w=20')
    await snapshot.render((await snapshot.plan(id))?.module.wanted() ?? [])
    pipeline.ledger.noteUnused([id], { areMade: true })
    await pipeline.sweepCache()
    expect(logger.infos.join('\n')).toMatch(/\n {2}unused {2}.*small\.png\?w=20 {4}1 output$/)
    logger.infos.length = 0
    await snapshot.render((await snapshot.plan(fixture('small.png?w=22')))?.module.wanted() ?? [])
    await pipeline.sweepCache()
    expect(logger.infos.join('\n')).not.toContain('unused')
  })
})
