import { beforeAll, describe, expect, test } from 'vitest'
import { buildComponentsSite, WRITTEN_FOR, type WrittenFor } from '../support/components-site.js'
import { lookAtComponents, type SeenComponents } from '../support/look-at-components.js'

let warnings: readonly string[]
let seen: Readonly<Record<WrittenFor, SeenComponents>>

beforeAll(async () => {
  const site = await buildComponentsSite()
  warnings = site.warnings
  const each = WRITTEN_FOR.map(async name => [name, await lookAtComponents(site.url, name)] as const)
  seen = Object.fromEntries(await Promise.all(each)) as Record<WrittenFor, SeenComponents>
  site.close()
})

test('a build for browsers and one for a server warn of nothing', () => {
  expect(warnings).toEqual([])
})

describe.each(WRITTEN_FOR)('<Picture> for %s', name => {
  test('takes up the elements that the server has written, and keeps them when a property changes', () => {
    const { elements, kept, asked } = seen[name]
    expect(elements.started).toEqual(elements.written)
    expect(kept).toEqual({ all: 12, started: 12, changed: 12 })
    expect(asked.changing).toEqual([])
  })

  test('makes neither browser nor framework complain', () => {
    expect(seen[name].troubles).toEqual([])
  })

  test('shows the placeholder until the picture is there, and nothing moves', () => {
    const { colours, shifts } = seen[name]
    expect(colours.before).toEqual(colours.placeholder)
    expect(colours.after).not.toEqual(colours.placeholder)
    expect(shifts).toBe(0)
  })

  test('preloads the picture that is waited for, once, and no other', () => {
    const { preloads, asked, shown } = seen[name]
    expect(asked.loading).toEqual([shown.first.path])
    expect(preloads.length).toBe(3)
    expect(preloads.filter(({ isMet }) => isMet)).toEqual([
      { isMet: true, imageSrcset: expect.stringContaining(`${shown.first.path} 320w`), fetchPriority: 'high' },
    ])
  })

  test('loads a picture further down when it comes near, as wide as it is shown', () => {
    const { asked, elements } = seen[name]
    // 100 pixels of a window of 640.
    const [path = '', ...more] = asked.scrolling
    expect(more).toEqual([])
    expect(JSON.stringify(elements.started)).toContain(`${path} 160w`)
  })

  test('is another picture on a dark page and in a narrow window, in its own shape', () => {
    const { elements, shown } = seen[name]
    const sizes = Object.values(shown).map(({ width, height }) => [width, height])
    expect(sizes).toEqual([
      [320, 214],
      [320, 214],
      [200, 283],
    ])
    const sourceOf = (path: string) => elements.started.find(({ srcset }) => srcset?.includes(path))
    expect(sourceOf(shown.dark.path)?.['media']).toBe('(prefers-color-scheme: dark)')
    expect(sourceOf(shown.narrow.path)?.['media']).toBe('(max-width: 500px)')
  })
})

test('all of them write the same elements', () => {
  const [first, ...others] = Object.values(seen).map(({ elements }) => elements.started)
  const [hero, late] = first?.filter(({ name }) => name === 'img') ?? []
  expect(hero).toMatchObject({
    id: 'hero',
    class: 'shown',
    alt: 'A "bridge" <&>',
    width: '640',
    height: '427',
    loading: 'eager',
    fetchpriority: 'high',
  })
  expect(late).toMatchObject({
    alt: '',
    loading: 'lazy',
    decoding: 'async',
    sizes: 'auto, 100vw',
    'data-kept': 'yes',
    style: expect.stringMatching(/^background: .*border-radius: 3px;$/),
  })
  for (const other of others) expect(other).toEqual(first)
})
