import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { ImageEngine, transformImport } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from './support/fixture.js'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { scratchFolder } from './support/scratch-folder.js'

/** 12 megapixels: hundreds of milliseconds of decoding, resampling and encoding. */
const large = await ImageEngine.fromPath(fixture('pattern.jpg')).resize(4096).toBuffer('jpeg', 90)

function largeFile(): string {
  const file = join(scratchFolder(), 'large.jpg')
  writeFileSync(file, large)
  return file
}

/**
 * Turns of the event loop while work is under way. Work on the loop's own thread would leave it a turn or two: one
 * before it, one after.
 */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0
  let isOver = false
  const turn = () => {
    turns++
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  await work()
  isOver = true
  return turns
}

const MANY_TURNS = 100

describe('the event loop turns on', () => {
  test('while toBuffer works on an image in memory', async () => {
    const engine = ImageEngine.from(large).resize(800)
    expect(await turnsDuring(() => engine.toBuffer('webp'))).toBeGreaterThan(MANY_TURNS)
  })

  test('while toFile works on a file', async () => {
    const engine = ImageEngine.fromPath(largeFile()).resize(800)
    const target = join(scratchFolder(), 'out.webp')
    expect(await turnsDuring(() => engine.toFile(target, 'webp'))).toBeGreaterThan(MANY_TURNS)
  })

  test('while a batch runs', async () => {
    const engine = ImageEngine.fromPath(fixture('small.png')).resize(400)
    const files = [largeFile(), largeFile().replace('large', 'other')]
    writeFileSync(files[1] ?? '', large)
    const outDir = scratchFolder()
    expect(await turnsDuring(() => engine.processBatch(files, outDir, 'webp', 80, 2))).toBeGreaterThan(MANY_TURNS)
  })

  test('while an import is made', async () => {
    const { pipeline } = recordedPipeline()
    const id = `${largeFile()}?w=400;800&format=webp;jpg&as=picture`
    expect(await turnsDuring(() => transformImport(pipeline, id))).toBeGreaterThan(MANY_TURNS)
  })

  test('as often as it is meant to: the count tells work on its own thread apart', async () => {
    const blocked = await turnsDuring(async () => {
      const end = performance.now() + 50
      while (performance.now() < end);
    })
    expect(blocked).toBeLessThan(3)
  })
})

const MEASURE = fileURLToPath(new URL('support/measure-loop-delay.mjs', import.meta.url))

test('the event loop is never busy for 20 ms at a time while 100 images are processed, in any way', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    MEASURE,
    fixture('pattern.jpg'),
    scratchFolder(),
    '100',
  ])
  const { made, delays } = JSON.parse(stdout) as {
    made: number
    delays: Record<string, { busy: number; calls: number }>
  }
  expect(made).toBe(300)
  for (const [way, { busy, calls }] of Object.entries(delays)) {
    expect(busy, way).toBeLessThan(20)
    expect(calls / 100, `a call of ${way}`).toBeLessThan(1)
  }
}, 120_000)
