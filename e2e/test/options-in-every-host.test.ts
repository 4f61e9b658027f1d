import { dirname } from 'node:path'
import { type Options, Pipeline, silentLogger } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { imagesBelow, withContents } from '../support/contents.js'
import { coreResults } from '../support/core-result.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { HOSTS } from '../support/hosts.js'
import { Project } from '../support/project.js'

const OWN_LANGUAGE: Options = {
  presets: {
    hero: {
      w: [310, 400],
      format: ['webp', 'jpg'],
      as: 'picture',
      sizes: '100vw',
      sources: [
        { media: '(max-width: 600px)', aspect: 1, w: 320 },
        { media: '(orientation: portrait)', aspect: '3:4', w: [330, 350] },
      ],
    },
    thumb: { w: 320, h: 320, format: 'webp' },
  },
  directives: {
    half: { aliases: ['halve'], expand: value => ({ w: 310 * Number(value || 1), format: 'webp' }) },
  },
  outputs: {
    sources: (images, keys) => images.map(({ src, width }) => ({ text: `${src} is ${width} wide`, keys })),
    later: async images => images.map(({ src }) => src).join(' '),
    mine: images => ({ mine: images.map(({ src }) => src) }),
  },
  strict: 'warn',
}

const OWN_REQUESTS = [
  'a.jpg?preset=hero',
  'a.jpg?preset=hero&as=html',
  'a.jpg?preset=hero&w=340',
  'a.jpg?preset=thumb&position=top',
  'a.jpg?half',
  'a.jpg?halve&as=srcset',
  'a.jpg?w=310;400&format=webp&as=sources:a;b',
  'a.jpg?w=310;400&format=webp&as=later',
  'a.jpg?w=310&format=webp&as=mine',
]

/** Exports of each request, in order, `r0` first. */
function entryFor(requests: readonly string[]): string {
  return requests.map((request, index) => `export { default as r${index} } from './${request}'\n`).join('')
}

const pictures = {
  'src/a.jpg': fixture('a.jpg'),
  'src/small.png': fixture('small.png'),
  'src/logo.svg': fixture('imagetools/logo.svg'),
}

describe.each(HOSTS)('$name', host => {
  /** What imports evaluate to, with the names of contents in place of URLs. */
  async function built(
    options: Options,
    requests: readonly string[],
  ): Promise<{ values: unknown[]; warnings: string }> {
    const project = new Project({ ...pictures, 'src/entry.js': entryFor(requests) })
    const { failure, warnings, entry } = await host.build(project, { cache: false, ...options })
    expect(failure).toBeNull()
    const images = imagesBelow(dirname(entry))
    const exported = await exportsOf(entry)
    return { values: requests.map((_, index) => withContents(exported[`r${index}`], images)), warnings }
  }

  test('presets, art direction, own directives and own shapes come to what the core says', async () => {
    const { values, warnings } = await built(OWN_LANGUAGE, OWN_REQUESTS)
    expect(warnings.trim()).toBe('')
    const project = new Project(pictures)
    const pipeline = new Pipeline({ cache: false, logger: silentLogger, ...OWN_LANGUAGE }, project.root)
    const expected = await coreResults(
      pipeline,
      OWN_REQUESTS.map(request => project.path(`src/${request}`)),
    )
    expect(values).toEqual(expected.map(({ value }) => value))
  })

  test('defaults make an image of an import without a query', async () => {
    const defaults = { w: [310, 400], format: 'webp', as: 'srcset' } as const
    const { values } = await built({ defaults }, ['a.jpg', 'a.jpg?w=320', 'a.jpg?as=url&w=330'])
    expect(values).toEqual([
      expect.stringMatching(/^<.{16}\.webp> 310w, <.{16}\.webp> 400w$/),
      expect.stringMatching(/^<.{16}\.webp> 320w$/),
      expect.stringMatching(/^<.{16}\.webp>$/),
    ])
  })

  test('a function of defaults decides for each import, and asks for keys of its own', async () => {
    const options: Options = {
      async defaults(_path, facts, query) {
        if (!query.has('hero')) return undefined
        const { width } = await facts()
        return { w: [width / 4, width / 2], format: 'webp', as: 'img' }
      },
    }
    const { values, warnings } = await built(options, [
      'a.jpg?hero',
      'a.jpg?w=310&format=webp&as=srcset',
      'a.jpg?w=320',
    ])
    expect(warnings.trim()).toBe('')
    expect(values[0]).toMatchObject({ w: 600, h: 400, srcset: expect.stringMatching(/ 300w, .* 600w$/) })
    expect(values[1]).toMatch(/^<.{16}\.webp> 310w$/)
    expect(values[2]).toMatch(/^<.{16}\.jpg>$/)
  })

  test('own ways to combine lists decide the outputs, each by what it was given', async () => {
    const options: Options = {
      combine(lists) {
        const { w = [], quality = [] } = Object.fromEntries(lists)
        return w.map(
          (width, index) => new URLSearchParams({ w: width, quality: quality[index] ?? '50', format: 'webp' }),
        )
      },
    }
    const { values } = await built(options, [
      'a.jpg?w=310;320&quality=20;90&as=srcset',
      'a.jpg?w=310;320&quality=90;20',
    ])
    expect(values[0]).toMatch(/^<.{16}\.webp> 310w, <.{16}\.webp> 320w$/)
    expect(new Set([...String(values[0]).matchAll(/<.{16}/g), ...(values[1] as string[]).map(String)]).size).toBe(4)
  })

  test('named exports can be turned off', async () => {
    const project = new Project({
      ...pictures,
      'src/entry.js':
        "import * as all from './a.jpg?w=310&format=webp&as=img'\nexport const names = Object.keys(all).sort()\n",
    })
    for (const [namedExports, names] of [
      [true, ['default', 'h', 'src', 'w']],
      [false, ['default']],
    ] as const) {
      const { failure, entry } = await host.build(project, { cache: false, namedExports })
      expect(failure).toBeNull()
      expect((await exportsOf(entry))['names']).toEqual(names)
    }
  })
})

/** Where a bundler needs no loader for a file that is left to it. */
const WITH_LOADERS = HOSTS.filter(({ name }) => name.startsWith('vite'))

describe.each(WITH_LOADERS)('$name leaves to itself', host => {
  /** The entry's exports. */
  async function valuesOf(options: Options, requests: readonly string[]): Promise<unknown[]> {
    const project = new Project({ ...pictures, 'src/entry.js': entryFor(requests) })
    const { failure, entry } = await host.build(project, { cache: false, ...options })
    expect(failure).toBeNull()
    const exported = await exportsOf(entry)
    return requests.map((_, index) => exported[`r${index}`])
  }

  const ORIGINAL = expect.stringMatching(/^\/assets\/a-.{8}\.jpg(\?|$)/)
  const MADE = expect.stringMatching(/^\/assets\/a-.{8}\.webp$/)

  test('an image that a function of defaults gives nothing for', async () => {
    const defaults: Options['defaults'] = (_path, _facts, query) => (query.has('hero') ? { format: 'webp' } : undefined)
    const values = await valuesOf({ defaults }, ['a.jpg', 'a.jpg?url', 'a.jpg?hero', 'logo.svg'])
    expect(values).toEqual([ORIGINAL, ORIGINAL, MADE, expect.stringMatching(/^data:image\/svg/)])
  })

  test.each<[string, Options]>([
    ['a pattern of paths', { exclude: '**/src/a.jpg' }],
    ['a pattern over path and query', { exclude: '**/*.jpg?w=*' }],
    ['a pattern of what is included', { include: ['**/*.png', /\.avif/] }],
    ['an expression over path and query', { exclude: /a\.jpg\?.*webp/ }],
    ['a function', { include: id => !id.includes('a.jpg') }],
  ])('what is excluded by %s', async (_name, options) => {
    expect(await valuesOf(options, ['a.jpg?w=310&format=webp'])).toEqual([ORIGINAL])
    expect(await valuesOf(options, ['small.png?w=20&format=webp'])).toEqual([expect.stringMatching(/\.webp$/)])
  })
})
