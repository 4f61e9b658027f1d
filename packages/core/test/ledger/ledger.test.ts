import { copyFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { OutputEvent } from '../../dist/ledger/output-event.js'
import { fixture, fixtureBytes } from '../support/fixture.js'
import { type RecordedPipeline, recordedPipeline } from '../support/recorded-pipeline.js'
import { recipesOf } from '../support/render-request.js'
import { scratchFolder } from '../support/scratch-folder.js'

interface Listened extends RecordedPipeline {
  events: OutputEvent[]
}

function listen(options = {}): Listened {
  const recorded = recordedPipeline(options)
  const events: OutputEvent[] = []
  recorded.pipeline.ledger.subscribe({ output: event => events.push(event) })
  return { ...recorded, events }
}

describe('the ledger', () => {
  test('tells of an output that was made: picture, key, bytes, times, quality', async () => {
    const { pipeline, events } = listen()
    const recipes = await recipesOf(pipeline, 'pattern.jpg?w=40&format=webp&quality=70')
    const [entry] = (await pipeline.render(recipes)).values()
    expect(events).toEqual([
      {
        image: { file: fixture('pattern.jpg'), variant: recipes[0]?.variant, width: 40, height: 27 },
        source: { format: 'jpeg', width: 1200, height: 800, quality: 88 },
        key: recipes[0]?.key,
        importers: [],
        from: 'made',
        error: null,
        bytesIn: statSync(fixture('pattern.jpg')).size,
        bytesOut: (entry as { data: Uint8Array }).data.length,
        timings: {
          decode: expect.any(Number),
          resize: expect.any(Number),
          operate: expect.any(Number),
          encode: expect.any(Number),
        },
        encodeMs: expect.any(Number),
        quality: 70,
        score: null,
        isSource: false,
        isTrial: false,
      },
    ])
    expect(events[0]?.encodeMs).toBe(events[0]?.timings?.encode)
  })

  test('tells of each output once, and where it came from: made, memory, disk', async () => {
    const cache = { dir: scratchFolder() }
    const first = listen({ cache })
    const recipes = await recipesOf(first.pipeline, 'small.png?w=20;30')
    await first.pipeline.render([...recipes, ...recipes])
    await first.pipeline.render(recipes)
    const later = listen({ cache })
    await later.pipeline.render(recipes)
    expect(first.events.map(({ from }) => from)).toEqual(['made', 'made', 'memory', 'memory'])
    expect(later.events.map(({ from }) => from)).toEqual(['disk', 'disk'])
  })

  test('keeps what was found out when an output was made, for a later process', async () => {
    const cache = { dir: scratchFolder() }
    const query = 'pattern.jpg?w=60&format=webp&quality=target:70'
    const first = listen({ cache })
    await first.pipeline.render(await recipesOf(first.pipeline, query))
    const later = listen({ cache })
    await later.pipeline.render(await recipesOf(later.pipeline, query))
    const [made, found] = [first.events[0], later.events[0]]
    expect(made?.score).toEqual(expect.any(Number))
    const facts = ({ quality, score, isSource, encodeMs, bytesOut }: Partial<OutputEvent> = {}) => ({
      quality,
      score,
      isSource,
      encodeMs,
      bytesOut,
    })
    expect(facts(found)).toEqual(facts(made))
    expect(found).toMatchObject({ from: 'disk', timings: null })
  })

  test('says when an output is the source itself', async () => {
    const { pipeline, events } = listen()
    const folder = scratchFolder()
    const [recipe] = await recipesOf(pipeline, 'pattern.jpg?w=300&format=jpg&quality=20')
    const [made] = (await pipeline.render(recipe === undefined ? [] : [recipe])).values()
    const file = join(folder, 'small.jpg')
    writeFileSync(file, (made as { data: Uint8Array }).data)
    await pipeline.render(await recipesOf(pipeline, `${file}?quality=95&format=jpg`))
    expect(events.map(({ isSource }) => isSource)).toEqual([false, true])
  })

  test('tells of an output that failed, with why', async () => {
    const { pipeline, events, reports } = listen()
    const file = join(scratchFolder(), 'cut.jpg')
    writeFileSync(file, fixtureBytes('pattern.jpg').subarray(0, 20_000))
    await pipeline.render([
      ...(await recipesOf(pipeline, `${file}?w=40`)),
      ...(await recipesOf(pipeline, 'small.png?w=20')),
    ])
    expect(events).toMatchObject([
      { from: 'failed', error: { code: 'SOURCE_TRUNCATED' }, bytesOut: 0, image: { file, width: null } },
      { from: 'made', error: null },
    ])
    expect(reports).toMatchObject([{ outputs: 2, failures: 1, cacheHits: 0 }])
  })

  test('says when an output was being made for another build', async () => {
    const [one, two] = [listen(), listen()]
    const recipes = await recipesOf(one.pipeline, 'pattern.jpg?w=400&format=avif')
    await Promise.all([one.pipeline.render(recipes), two.pipeline.render(recipes)])
    expect([one, two].map(({ events }) => events.map(({ from }) => from))).toEqual([['made'], ['in flight']])
  })

  test('names every place that imports an output, whichever request it belongs to, each once', async () => {
    const { pipeline, events } = listen()
    const { ledger } = pipeline
    const list = fixture('small.png?w=20;30')
    const single = fixture('small.png?w=20')
    // An import that has moved is no second one.
    for (const line of [2, 3]) {
      ledger.noteImporter(list, { file: '/app/a.js', specifier: './small.png?w=20;30', line, column: 8 })
    }
    ledger.noteImporter(single, { file: '/app/b.js', specifier: '../small.png?w=20' })
    ledger.noteImporter(single, { file: '/app/c.js', specifier: '../small.png?w=20' })
    ledger.noteImporter(single, { file: '/app/c.js', specifier: '../small.png?w=20' })
    const snapshot = pipeline.snapshot()
    const planned = await Promise.all([list, single].map(id => snapshot.plan(id)))
    await snapshot.render(planned.flatMap(request => request?.module.wanted() ?? []))
    const unknown = { line: null, column: null }
    const b = { file: '/app/b.js', specifier: '../small.png?w=20', ...unknown }
    const c = { file: '/app/c.js', specifier: '../small.png?w=20', ...unknown }
    const a = { file: '/app/a.js', specifier: './small.png?w=20;30', line: 3, column: 8 }
    expect(events.map(({ importers }) => importers)).toEqual([[a, b, c], [a]])
  })

  test('no longer names those whose request has come to something else since', async () => {
    const { pipeline, events } = listen()
    const file = join(scratchFolder(), 'edited.png')
    copyFileSync(fixture('small.png'), file)
    const id = `${file}?w=20`
    pipeline.ledger.noteImporter(id, { file: '/app/a.js', specifier: './edited.png?w=20' })
    const before = await recipesOf(pipeline, id)
    copyFileSync(fixture('alpha.png'), file)
    await pipeline.render(await recipesOf(pipeline, id))
    copyFileSync(fixture('small.png'), file)
    await pipeline.render(before)
    expect(events.map(({ importers }) => importers.length)).toEqual([1, 0])
  })

  test('tells a listener nothing any more once it has left', async () => {
    const { pipeline } = listen()
    const told: string[] = []
    const leave = pipeline.ledger.subscribe({ batch: () => told.push('batch') })
    await pipeline.render(await recipesOf(pipeline, 'small.png?w=20'))
    leave()
    await pipeline.render(await recipesOf(pipeline, 'small.png?w=30'))
    expect(told).toEqual(['batch'])
  })

  test('tells a listener how far a batch is, one step an output', async () => {
    const { pipeline } = listen()
    const told: string[] = []
    pipeline.ledger.subscribe({
      begin: ({ tasks }) => {
        told.push(...tasks.map(({ file }) => basename(file)))
        return { step: ({ file }) => told.push(`step of ${basename(file)}`), end: () => told.push('end') }
      },
    })
    const recipes = await recipesOf(pipeline, 'small.png?w=20;30')
    await pipeline.render(recipes)
    await pipeline.render(recipes)
    expect(told).toEqual(['small.png', 'small.png', 'step of small.png', 'step of small.png', 'end'])
  })
})
