import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { importAtOnce } from '@lazy-image/core/host'
import { describe, expect, test } from 'vitest'
import { countWork } from './support/count-work.js'
import { fixture, fixtureBytes } from './support/fixture.js'
import { recordedPipeline } from './support/recorded-pipeline.js'
import { runModule } from './support/run-module.js'
import { scratchFolder } from './support/scratch-folder.js'

const QUERY = 'w=40;60&format=webp&as=img&placeholder=lqip'

describe('an import at once', () => {
  test('makes what its value is read off, and its files only where they are asked for', async () => {
    const { pipeline, reports } = recordedPipeline()
    const id = fixture(`pattern.jpg?${QUERY}`)
    const read = await importAtOnce(pipeline, id)
    expect(read?.outcomes.byKey.size).toBe(1)
    const whole = await importAtOnce(pipeline, id, { files: true })
    expect(whole?.outcomes.byKey.size).toBe(3)
    expect(reports).toMatchObject([
      { outputs: 1, encodes: 1 },
      { outputs: 3, encodes: 2, cacheHits: 1 },
    ])
  })

  test('of what needs no picture makes none', async () => {
    const { pipeline, reports } = recordedPipeline()
    const made = await importAtOnce(pipeline, fixture('pattern.jpg?w=40;60&format=webp&as=img'))
    expect(made?.values(() => '/u')).toMatchObject({ src: '/u', w: 60 })
    expect(reports).toEqual([])
  })

  test('has code that evaluates to its value, with nothing left to fill in', async () => {
    const { pipeline } = recordedPipeline()
    const made = await importAtOnce(pipeline, fixture(`pattern.jpg?${QUERY}`))
    const code = made?.code(({ fileName }) => JSON.stringify(`/${fileName}`)) ?? ''
    expect(code).not.toContain('__LAZY_IMAGE')
    const value = made?.values(({ fileName }) => `/${fileName}`)
    expect(value).toMatchObject({ placeholder: expect.stringMatching(/^data:image\/webp;base64,/) })
    expect(await runModule(code)).toEqual(value)
  })

  test('looks at its source once, and sees an edit the next time', async () => {
    const { pipeline } = recordedPipeline()
    const file = join(scratchFolder(), 'edited.png')
    copyFileSync(fixture('small.png'), file)
    const id = `${file}?w=20&inline`
    const first = await importAtOnce(pipeline, id)
    const { looks, probes } = await countWork(() => importAtOnce(pipeline, id))
    expect({ looks, probes }).toEqual({ looks: 1, probes: 0 })
    copyFileSync(fixture('alpha.png'), file)
    const second = await importAtOnce(pipeline, id)
    expect(second?.values(() => '')).not.toBe(first?.values(() => ''))
  })

  test('tells warnings before it makes anything, and throws why its value cannot be had', async () => {
    const { pipeline } = recordedPipeline({ strict: 'warn' })
    const file = join(scratchFolder(), 'cut.jpg')
    writeFileSync(file, fixtureBytes('pattern.jpg').subarray(0, 20_000))
    const told: string[] = []
    const made = importAtOnce(pipeline, `${file}?w=40&inline&nothing=1`, {
      warn: warnings => {
        told.push(...warnings.map(({ code }) => code))
      },
    })
    await expect(made).rejects.toMatchObject({ code: 'SOURCE_TRUNCATED', image: file })
    expect(told).toEqual(['DIRECTIVE_UNKNOWN'])
  })

  test('is given up with its signal', async () => {
    const { pipeline } = recordedPipeline()
    const made = importAtOnce(pipeline, fixture('pattern.jpg?w=40&inline'), { signal: AbortSignal.abort() })
    await expect(made).rejects.toMatchObject({ code: 'ABORTED' })
  })
})
