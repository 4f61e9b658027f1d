import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { evaluated } from '../support/evaluated.js'
import { fixture } from '../support/fixture.js'
import { planned } from '../support/planned.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { recipesOf } from '../support/render-request.js'
import { scratchFolder } from '../support/scratch-folder.js'

const { pipeline } = recordedPipeline({
  presets: { art: { w: 40, sources: [{ media: '(max-width: 600px)', h: 20 }] } },
})

/** Of all that an import shows. */
async function recipesIn(id: string) {
  return (await pipeline.plan(id))?.module.wanted() ?? []
}

describe('media shows other pictures on other screens', () => {
  test('as sources before the own, each of its own size and in every format', async () => {
    expect(
      await evaluated('pattern.jpg?w=20;40&format=webp;jpg&as=html&media=dark:small.png;(width<9px):./alpha.png'),
    ).toMatch(
      new RegExp(
        [
          '^<picture>',
          '<source media="\\(prefers-color-scheme: dark\\)" type="image/webp" srcset="/small-20x15.webp 20w, /small-40x30.webp 40w" sizes="100vw" width="40" height="30">',
          '<source media="\\(prefers-color-scheme: dark\\)" type="image/jpeg" srcset="/small-20x15.jpg 20w, .*" width="40" height="30">',
          '<source media="\\(width&lt;9px\\)" type="image/webp" srcset="/alpha-20x\\d+.webp 20w, .*" width="40" height="\\d+">',
          '<source media="\\(width&lt;9px\\)" type="image/jpeg" .*',
          '<source type="image/webp" srcset="/pattern-20x13.webp 20w, .*',
          '<img src="/pattern-40x27.jpg" .*</picture>$',
        ].join(''),
      ),
    )
  })

  test('as data, and as links that preload one of them', async () => {
    expect(await evaluated('pattern.jpg?w=40&as=picture&media=light:small.png')).toMatchObject({
      sources: [
        { media: '(prefers-color-scheme: light)', type: 'image/png', srcset: '/small-40x30.png 40w', w: 40, h: 30 },
      ],
      img: { src: '/pattern-40x27.jpg', w: 40, h: 27 },
    })
    expect(await evaluated('pattern.jpg?w=40&as=preload&media=portrait:small.png')).toMatchObject({
      links: [
        { href: '/small-40x30.png', media: '(orientation: portrait)' },
        { href: '/pattern-40x27.jpg', media: '(not (orientation: portrait))' },
      ],
    })
  })

  test('before those of a preset, which are of the own picture', async () => {
    const html = await evaluated('pattern.jpg?preset=art&as=html&media=dark:small.png', pipeline)
    expect(String(html).match(/(?<=<source media=").*?(?=" type)|\/\w+-\d+x\d+/g)).toEqual([
      '(prefers-color-scheme: dark)',
      '/small-40x30',
      '(max-width: 600px)',
      '/pattern-40x20',
      '/pattern-40x27',
    ])
  })

  test('whose outputs are keyed by their own files', async () => {
    const [dark, own] = await recipesIn(fixture('pattern.jpg?w=40&as=html&media=dark:small.png'))
    expect([dark?.file, own?.file]).toEqual([fixture('small.png'), fixture('pattern.jpg')])
    expect((await recipesOf(pipeline, 'small.png?w=40'))[0]?.key).toBe(dark?.key)
    expect((await recipesOf(pipeline, 'pattern.jpg?w=40'))[0]?.key).toBe(own?.key)
  })

  test('in a format that suits all of them, where it is open', async () => {
    const { pipeline: open } = recordedPipeline({ autoFormats: ['jpg', 'webp'] })
    const html = await evaluated('pattern.jpg?w=40&format=auto&as=html&media=dark:alpha.png', open)
    expect(html).toContain('type="image/webp" srcset="/alpha-40x')
    expect(html).toContain('src="/pattern-40x27.webp"')
  })
})

describe('another picture', () => {
  test('is as seen from the own, wherever that lies', async () => {
    const folder = scratchFolder()
    mkdirSync(join(folder, 'a b'))
    copyFileSync(fixture('pattern.jpg'), join(folder, 'a b/one.jpg'))
    copyFileSync(fixture('small.png'), join(folder, 'two #1.png'))
    const id = `${folder}/a%20b/one.jpg?w=40&as=html&media=dark:../two %231.png`
    expect(pipeline.filesOf(id)).toEqual([join(folder, 'a b/one.jpg'), join(folder, 'two #1.png')])
    expect((await recipesIn(id)).map(({ file }) => file)).toEqual([...pipeline.filesOf(id)].reverse())
  })

  test('that is missing is told with the nearest, and where the query names it', async () => {
    const failed = await pipeline.plan(fixture('pattern.jpg?w=40&as=html&media=dark:smal.png')).catch(error => error)
    expect(failed).toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      image: fixture('smal.png'),
      message: `There is no file ${fixture('smal.png')}; did you mean ${fixture('small.png')}?`,
      spans: [{ start: 13, end: 32 }],
    })
  })

  test('that loses something is told by its name', async () => {
    const { warnings } = await planned(pipeline, 'pattern.jpg?w=40&format=jpg&as=html&media=dark:alpha.png')
    expect(warnings).toMatchObject([
      { code: 'TRANSPARENCY_LOST', message: expect.stringMatching(/ \(in alpha\.png\)$/) },
    ])
  })

  test.each([
    ['as=srcset', 'with as=srcset, which is one picture on every screen; picture, html and preload have a place'],
    ['as=html&media=drak:small.png', '"drak:small.png"; did you mean dark?'],
    ['as=html&media=constructor:small.png', 'but received "constructor:small.png"'],
    ['as=html&media=dark:/etc/a.png', 'as seen from the picture, but received "dark:/etc/a.png"'],
    ['as=html&media=dark:https://a/b.png', 'but received "dark:https://a/b.png"'],
    ['as=html&media=dark', 'but received "dark"'],
    ['as=html&media=(dark:small.png', 'but received "(dark:small.png"'],
    ['as=html&media=_:small.png', 'but received "_:small.png"'],
  ])('is refused: %s', async (query, says) => {
    const asked = query.includes('media=') ? query : `${query}&media=dark:small.png`
    await expect(pipeline.plan(fixture(`pattern.jpg?w=40;60&${asked}`))).rejects.toThrow(says)
  })
})
