import { utimesSync } from 'node:fs'
import { type Options, Pipeline, silentLogger, transformImport } from '@lazy-image/core'
import { imagetools, type VitePluginOptions } from '@lazy-image/vite-plugin/imagetools'
import { describe, expect, test } from 'vitest'
import { type DevServer, imageUrlsIn, startDevServer } from '../support/dev-server.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { buildWithVite, VITES, type Vite } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'

const files = {
  'index.html': '<img src="/src/a.jpg"><script type="module" src="/src/entry.js"></script>',
  'src/a.jpg': fixture('a.jpg'),
  'public/small.png': fixture('small.png'),
  'src/entry.js': "export { default } from './a.jpg'\n",
}

async function hexOf(response: Response): Promise<string> {
  return Buffer.from(await response.arrayBuffer()).toString('hex')
}

/** Width and height of each image that a module names, as they are served. */
async function servedSizes(dev: DevServer, module: string): Promise<string[]> {
  const response = await dev.get(module)
  expect(response.status, module).toBe(200)
  const project = new Project({})
  const pipeline = new Pipeline({ cache: false, logger: silentLogger })
  const sizes: string[] = []
  for (const url of imageUrlsIn(await response.text())) {
    const answer = await dev.get(url)
    expect(answer.status, url).toBe(200)
    const file = `image${sizes.length}.${answer.headers.get('content-type')?.split('/')[1]}`
    project.write({ [file]: new Uint8Array(await answer.arrayBuffer()) })
    const { value } = await transformImport(pipeline, `${project.path(file)}?as=metadata:format;width;height`)
    const { format, width, height } = value as Record<'format' | 'width' | 'height', unknown>
    sizes.push(`${format} ${width}x${height}`)
  }
  return sizes
}

describe.each(Object.entries(VITES))('%s in dev', (_name, vite) => {
  const start = (options: Options) => startDevServer(vite, new Project(files), { options })

  test('defaults make images of an import without a query, and each URL is the output that it stands for', async () => {
    const dev = await start({ defaults: { w: [310, 320], format: ['webp', 'jpg'], as: 'picture' } })
    expect(await servedSizes(dev, '/src/a.jpg?import')).toEqual([
      'webp 310x207',
      'webp 320x213',
      'jpeg 310x207',
      'jpeg 320x213',
      'jpeg 320x213',
    ])
  })

  test('an own way to combine lists, and a function of defaults, decide each output once', async () => {
    const dev = await start({
      combine: () => [{ w: 310, format: 'webp' }, { w: 320 }],
      defaults: (_path, _facts, query) => ({ grayscale: !query.has('grayscale') }),
    })
    expect(await servedSizes(dev, '/src/a.jpg?import&w=1&as=srcset')).toEqual(['webp 310x207', 'jpeg 320x213'])
  })

  test('a file that only defaults would change is served as it is where no import asks for it', async () => {
    const original = fixture('a.jpg').toString('hex')
    for (const defaults of [{ w: 310 }, () => undefined, () => ({ w: 310 })] satisfies Options['defaults'][]) {
      const dev = await start({ defaults })
      expect(await hexOf(await dev.get('/src/a.jpg'))).toBe(original)
    }
    const left = await start({ defaults: () => undefined })
    expect(await hexOf(await left.get('/src/a.jpg?other'))).toBe(original)
  })

  test('a function of defaults that gives nothing leaves the module to Vite', async () => {
    const dev = await start({ defaults: () => undefined })
    expect(await (await dev.get('/src/a.jpg?import')).text()).toContain('export default "/src/a.jpg"')
    expect(dev.batches).toEqual([])
  })

  test('what is excluded by its path is Vite’s, as a module and as an image', async () => {
    const project = new Project(files)
    const dev = await startDevServer(vite, project, { options: { exclude: project.path('src/*.jpg') } })
    expect(await (await dev.get('/src/a.jpg?import&w=310')).text()).toContain('export default "/src/a.jpg')
    expect(await hexOf(await dev.get('/src/a.jpg?w=310'))).toBe(fixture('a.jpg').toString('hex'))
  })
})

describe.each(Object.entries(VITES))('%s and its public folder', (_name, vite) => {
  const built = async (request: string, options: Options) => {
    const project = new Project({ ...files, 'src/entry.js': `export { default as image } from '${request}'\n` })
    const { failure, entry } = await buildWithVite(vite, project, options)
    expect(failure).toBeNull()
    return (await exportsOf(entry))['image']
  }

  test('a file there is copied as it is, whatever the defaults are', async () => {
    for (const defaults of [{ format: 'webp' } as const, () => ({ format: 'webp' }) as const]) {
      expect(await built('/small.png', { defaults })).toBe('/small.png')
    }
  })

  test('a file there is an image as others are when an import asks for one', async () => {
    expect(await built('/small.png?w=20&format=webp', {})).toMatch(/^\/assets\/small-.+\.webp$/)
  })
})

describe.each(Object.entries(VITES))('%s with imagetools()', (_name, vite) => {
  /** The exports of an entry that is built with the options of vite-imagetools. */
  async function builtWith(
    project: Project,
    options: Partial<VitePluginOptions>,
    settings: Parameters<Vite['build']>[0] = {},
  ): Promise<Record<string, unknown>> {
    project.remove('dist')
    await vite.build(
      vite.mergeConfig(
        {
          root: project.root,
          configFile: false,
          logLevel: 'silent',
          plugins: [imagetools(options)],
          build: {
            rollupOptions: {
              input: project.path('src/entry.js'),
              preserveEntrySignatures: 'strict',
              output: { entryFileNames: 'entry.js' },
            },
          },
        },
        settings,
      ),
    )
    return exportsOf(project.path('dist/entry.js'))
  }

  const named = {
    ...files,
    'src/entry.js': "import * as all from './a.jpg?w=310&as=img'\nexport const names = Object.keys(all).sort()\n",
  }

  test('named exports are as json.namedExports says, and namedExports goes before it', async () => {
    const all = ['default', 'h', 'src', 'w']
    const off = { json: { namedExports: false } }
    const cache = { enabled: false }
    expect((await builtWith(new Project(named), { cache }))['names']).toEqual(all)
    expect((await builtWith(new Project(named), { cache }, off))['names']).toEqual(['default'])
    expect((await builtWith(new Project(named), { cache, namedExports: true }, off))['names']).toEqual(all)
  })

  test('a cache has its folder, and loses what is older than its retention and not used', async () => {
    const project = new Project(named)
    const cache = { dir: project.path('images'), retention: 3600 }
    await builtWith(project, { cache })
    const entries = () => project.list('images').filter(file => file.endsWith('.img'))
    expect(entries()).toHaveLength(1)
    const age = () => {
      for (const file of entries()) utimesSync(project.path(`images/${file}`), 0, 0)
    }
    age()
    await builtWith(project, { cache })
    expect(entries()).toHaveLength(1)

    project.write({ 'src/entry.js': "export { default } from './a.jpg?w=320'\n" })
    const before = entries()
    age()
    await builtWith(project, { cache })
    expect(entries()).toHaveLength(1)
    expect(entries()).not.toEqual(before)
  })

  test('what is for imports alone does not make an image of one without a query', async () => {
    const project = new Project({
      ...files,
      'src/entry.js': "export { default as bare } from './a.jpg'\nexport { default as made } from './a.jpg?w=310'\n",
    })
    const { bare, made } = await builtWith(project, { cache: { enabled: false }, removeMetadata: false })
    expect(bare).toMatch(/^\/assets\/a-.+\.jpg$/)
    expect(made).not.toBe(bare)
  })
})
