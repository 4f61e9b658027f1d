import { ImageEngine } from '@lazy-image/core'
import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { animatedGif, type GifFrame } from '../support/damaged/gif.js'
import { Project } from '../support/project.js'
import { serveFolder } from '../support/static-server.js'

/** Every frame of an animation, decoded by the browser: base64 of its pixels, and milliseconds. */
interface ShownFrame {
  pixels: string
  durationMs: number
}

let page: Page
beforeAll(async () => {
  // Decoders of single frames are there on secure pages alone, as those of this machine are.
  const server = await serveFolder(new Project({ 'index.html': '<title>frames</title>' }).root)
  ;({ page } = await openPage(server.url))
})

async function framesInChromium(bytes: Uint8Array, type: string): Promise<ShownFrame[]> {
  return page.evaluate(
    async ([base64, mediaType]) => {
      const data = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
      const decoder = new ImageDecoder({ data, type: mediaType })
      await decoder.completed
      await decoder.tracks.ready
      const frames: { pixels: string; durationMs: number }[] = []
      for (let frameIndex = 0; frameIndex < (decoder.tracks.selectedTrack?.frameCount ?? 0); frameIndex++) {
        const { image } = await decoder.decode({ frameIndex })
        const canvas = new OffscreenCanvas(image.displayWidth, image.displayHeight)
        const context = canvas.getContext('2d')
        context?.drawImage(image, 0, 0)
        const { data: rgba } = context?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
        frames.push({ pixels: btoa(String.fromCharCode(...rgba)), durationMs: (image.duration ?? 0) / 1000 })
        image.close()
      }
      return frames
    },
    [Buffer.from(bytes).toString('base64'), type] as const,
  )
}

/** What is seen and how long: an encoder may make one frame of several that are equal. A still has no time. */
function joinEqual(frames: readonly ShownFrame[]): ShownFrame[] {
  const joined: ShownFrame[] = []
  for (const frame of frames) {
    const last = joined.at(-1)
    if (last?.pixels === frame.pixels) last.durationMs += frame.durationMs
    else joined.push({ ...frame })
  }
  return joined.length === 1 ? joined.map(({ pixels }) => ({ pixels, durationMs: 0 })) : joined
}

const side = fc.integer({ min: 1, max: 9 })
const frame: fc.Arbitrary<GifFrame> = fc.record({
  left: fc.integer({ min: 0, max: 7 }),
  top: fc.integer({ min: 0, max: 7 }),
  width: side,
  height: side,
  disposal: fc.integer({ min: 0, max: 7 }),
  transparent: fc.option(fc.integer({ min: 0, max: 3 })),
  shift: fc.integer({ min: 0, max: 3 }),
  delay: fc.integer({ min: 2, max: 12 }),
})

/** A frame over all of the screen that is gone when the next, a small one, comes. */
function uncovered(disposal: number): GifFrame[] {
  const first = { left: 0, top: 0, width: 8, height: 8, disposal, transparent: null, shift: 0, delay: 5 }
  return [first, { ...first, width: 2, height: 2, shift: 1 }]
}

test('each frame of a GIF is what Chromium shows, however frames are placed and left, and of the GIF made of it too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 6 }), async frames => {
      const gif = animatedGif(8, 8, frames)
      const webp = await ImageEngine.from(gif).toBuffer('webp', undefined, { lossless: true })
      const written = await ImageEngine.from(gif).toBuffer('gif')
      const shown = joinEqual(await framesInChromium(gif, 'image/gif'))
      expect(joinEqual(await framesInChromium(webp, 'image/webp'))).toEqual(shown)
      expect(joinEqual(await framesInChromium(written, 'image/gif'))).toEqual(shown)
    }),
    { numRuns: 200, examples: [[uncovered(3)], [uncovered(4)], [uncovered(2)]] },
  )
}, 60_000)
