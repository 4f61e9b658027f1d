import { expect, test, vi } from 'vitest'
import { listenForBursts } from '../../dist/ledger/burst-listener.js'
import type { OutputEvent } from '../../dist/ledger/output-event.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { recipesOf } from '../support/render-request.js'

function listening() {
  vi.useFakeTimers()
  const lines: string[] = []
  const { output, batch } = listenForBursts({ info: line => void lines.push(line), warn: () => {} })
  const made = (name: string, from = 'made') => {
    output?.({ image: { file: `/photos/${name}` }, from, bytesIn: 9, bytesOut: 4 } as OutputEvent)
    batch?.({ decodes: 1, resizes: 1, encodes: 1, durationMs: 5 } as Parameters<NonNullable<typeof batch>>[0])
  }
  return { lines, made, end: () => vi.useRealTimers() }
}

test('what a page asks for picture by picture is one line, with names', () => {
  const { lines, made, end } = listening()
  for (const name of ['a.jpg', 'b.jpg', 'a.jpg', 'c.jpg', 'd.jpg']) {
    made(name)
    vi.advanceTimersByTime(300)
  }
  expect(lines).toEqual([])
  vi.advanceTimersByTime(500)
  expect(lines).toEqual([
    expect.stringMatching(/^5 outputs of 4 images \(a\.jpg, b\.jpg, c\.jpg and 1 more\) · 5 encoded · 36 B → 20 B · /),
  ])
  made('e.jpg', 'disk')
  vi.advanceTimersByTime(500)
  expect(lines[1]).toMatch(/^1 output of 1 image \(e\.jpg\) · .* · 1 from cache/)
  end()
})

test('what never ends is told now and then', () => {
  const { lines, made, end } = listening()
  for (let index = 0; index < 60; index++) {
    made(`${index}.jpg`)
    vi.advanceTimersByTime(200)
  }
  expect(lines).toHaveLength(2)
  end()
})

test('a server’s pipeline tells bursts, and no batch by itself', async () => {
  const { pipeline, logger } = recordedPipeline()
  pipeline.tellBursts()
  pipeline.tellBursts()
  for (const query of ['w=9', 'w=8']) await pipeline.snapshot().render(await recipesOf(pipeline, `small.png?${query}`))
  expect(logger.infos).toEqual([])
  await vi.waitFor(() => expect(logger.infos).toHaveLength(1), { timeout: 3000 })
  expect(logger.infos[0]).toMatch(/^2 outputs of 1 image \(small\.png\)/)
})
