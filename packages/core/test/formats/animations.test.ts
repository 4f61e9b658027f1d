import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ImageEngine, inspect, transformImport } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { animatedGif } from '../support/animated-gif.js'
import { planned } from '../support/planned.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { scratchFolder } from '../support/scratch-folder.js'

const GIF = animatedGif(20, 10, [0, 1, 2])

const ANIMATED = ['avif', 'webp', 'gif'] as const

/** A file with an animation of three frames. */
async function animationIn(format: (typeof ANIMATED)[number]): Promise<string> {
  const file = join(scratchFolder(), `moving.${format}`)
  writeFileSync(file, format === 'gif' ? GIF : await ImageEngine.from(GIF).toBuffer(format))
  return file
}

describe.each(ANIMATED)('an animation in %s', source => {
  test.each(ANIMATED)('keeps its frames as %s, in files and in what is told of them', async format => {
    const file = await animationIn(source)
    const { pipeline } = recordedPipeline()
    const { value, assets } = await transformImport(pipeline, `${file}?w=12&format=${format}&as=metadata`)
    expect(value).toMatchObject({ format, frames: 3, width: 12 })
    for (const { data } of (await transformImport(pipeline, `${file}?w=12&format=${format}`)).assets) {
      expect(await inspect(data)).toMatchObject({ format, frames: 3 })
    }
    expect(assets).toHaveLength(1)
  })

  test.each(ANIMATED)('is its first frame as %s when that is asked for', async format => {
    const file = await animationIn(source)
    const { assets } = await transformImport(
      recordedPipeline().pipeline,
      `${file}?w=12&format=${format}&animated=false`,
    )
    expect(await inspect(assets[0]?.data ?? new Uint8Array())).toMatchObject({ format, frames: 1 })
  })

  test('chooses between all formats that hold it where the smallest is asked for', async () => {
    const { pipeline } = recordedPipeline({ autoFormats: ['jpg', 'avif', 'webp', 'png', 'gif'] })
    const { plan } = await planned(pipeline, `${await animationIn(source)}?w=12&format=auto`, { mayEncode: false })
    expect(plan.images.map(({ formatName, variant }) => [formatName, variant.base.animated])).toEqual([['avif', true]])
  })
})

test('formats without frames are told by their directive, which names those with', async () => {
  const { pipeline } = recordedPipeline()
  await expect(planned(pipeline, `${await animationIn('gif')}?format=png&animated`)).rejects.toThrow(
    'animated has no effect on png, which is written as a still picture; avif, webp and gif keep frames',
  )
})
