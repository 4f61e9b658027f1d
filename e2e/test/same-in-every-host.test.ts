import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Pipeline, silentLogger } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { imagesBelow, withContents } from '../support/contents.js'
import { coreResult, coreResults } from '../support/core-result.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { buildWithRsbuild, rsbuildHost } from '../support/hosts/rsbuild.js'
import { buildWithRspack, rspackHost } from '../support/hosts/rspack.js'
import { buildWithWebpack, webpackHost } from '../support/hosts/webpack.js'
import { HOSTS } from '../support/hosts.js'
import { filesBelow, Project, scratchFolder } from '../support/project.js'

// Whether the core is right is for the core's and the engine's tests: here it is the measure.

/** Every shape, and every way in which a request can differ, at sizes that are soon made. */
const REQUESTS = [
  // shapes
  'a.jpg?w=400&format=webp',
  'a.jpg?w=60;400&format=webp',
  'a.jpg?w=400&format=webp&as=url',
  'a.jpg?w=400&format=webp&as=srcset',
  'a.jpg?w=60;400&format=webp&as=srcset',
  'a.jpg?w=400&format=webp&as=img',
  'a.jpg?w=60;400&format=webp&as=img',
  'a.jpg?w=60;400&format=avif;webp;jpg&as=picture',
  'a.jpg?w=400&format=avif;webp;jpg&as=picture',
  'a.jpg?w=400&format=webp&as=metadata',
  'a.jpg?w=60;400&format=jpg&as=metadata',
  'a.jpg?w=400&format=webp&as=metadata:src;width',
  'a.jpg?w=400&format=webp&as=metadata:size',
  'a.jpg?w=310;400&format=webp;jpg&as=html',
  'a.jpg?w=400&format=webp&as=html&sizes=100vw',
  'a.jpg?w=310;400&format=webp&as=html&sizes=(max-width: 600px) 100vw, 50vw&placeholder=lqip',
  'a.jpg?w=400&as=next',
  'a.jpg?w=310;400&format=webp&as=responsive',
  'a.jpg?w=310;400&format=webp&as=img&sizes=50vw&placeholder=lqip',
  'a.jpg?w=310;400&format=webp;jpg&as=picture&placeholder=lqip',
  'a.jpg?w=310&as=metadata:width&placeholder=lqip',
  'a.jpg?w=310;400&basePixels=200&format=webp&as=srcset',
  'a.jpg?w=200&densities=1x;2x&format=webp&as=img',
  'a.jpg?h=150&densities=1x;1.5x&format=webp&as=picture',
  'small.png?w=20&inline',
  'small.png?w=10;20&inline&as=srcset',
  'small.png?w=10;20&format=webp;png&inline&as=picture',
  'small.png?w=20&inline&as=html',
  // formats and sources
  'rot6.jpg?w=400',
  'small.png?w=20',
  'small.png?format=png',
  'lossy-alpha.webp?w=40&format=avif',
  'lossy-alpha.webp?w=40&format=jpeg&background=black',
  '420.avif?w=40&format=png',
  '420.avif?w=40',
  'a.jpg?w=400&webp',
  // sizes and parameters
  'a.jpg?h=320&format=webp',
  'a.jpg?w=330&h=320&format=webp',
  'a.jpg?w=330&h=320&fit=contain&format=webp',
  'a.jpg?w=330&h=320&fill&format=webp',
  'a.jpg?width=330&height=320&fit=inside&format=webp',
  'a.jpg?w=330&h=320&fit=outside&format=webp',
  'a.jpg?w=400&format=webp&quality=20',
  'a.jpg?w=9000&format=jpg',
  'a.jpg?aspect=1&w=320&position=0.3,0.7&format=webp',
  'a.jpg?crop=10%25,10%25,50%25,50%25&w=320&format=webp',
  'a.jpg?w=320&rotate=90&flip&grayscale&format=webp',
  'small.png?w=128&allowUpscale&format=webp',
  'lossy-alpha.webp?w=40&flatten&background=#fa2&format=png',
  // names
  'UP.JPG?w=400',
  'with space.png?w=20',
  'with space.png?w=10;20&as=srcset',
  'näher ＃1.png?w=20&as=img',
]

const project = new Project({
  ...Object.fromEntries(
    ['a.jpg', 'rot6.jpg', 'small.png', 'lossy-alpha.webp', '420.avif'].map(name => [`src/${name}`, fixture(name)]),
  ),
  'src/UP.JPG': fixture('a.jpg'),
  'src/with space.png': fixture('small.png'),
  'src/näher ＃1.png': fixture('small.png'),
  'src/entry.js': REQUESTS.map((request, index) => `export { default as r${index} } from './${request}'\n`).join(''),
})
/** What the measure is made without: each image is made for one host, and read by the others. */
const cache = { dir: scratchFolder() }
const pipeline = new Pipeline({ cache: false, logger: silentLogger }, project.path('src'))
const expected = await coreResults(
  pipeline,
  REQUESTS.map(request => project.path(`src/${request}`)),
)

describe.each(HOSTS)('$name', host => {
  test('imports evaluate to what the core says, and the files are the core’s to the byte', async () => {
    const built = await host.build(project, { cache })
    expect(built.failure).toBeNull()
    expect(built.warnings.trim()).toBe('')
    const images = imagesBelow(dirname(built.entry))
    const values = await exportsOf(built.entry)
    for (const [index, request] of REQUESTS.entries()) {
      expect(withContents(values[`r${index}`], images), request).toEqual(expected[index]?.value)
    }
    // No file more and none less.
    expect([...new Set(images.values())].sort()).toEqual([...new Set(expected.flatMap(({ images }) => images))].sort())
  })
})

test('the members of an object are exports beside the default one', async () => {
  const members = new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/entry.js': `import img from './a.jpg?w=60;400&format=webp&as=img'
import { src, w, h, srcset } from './a.jpg?w=60;400&format=webp&as=img'
import { size, mediaType } from './a.jpg?w=60&format=webp&as=metadata'
import picture, { sources } from './a.jpg?w=60&format=webp&as=picture'
export const named = { src, w, h, srcset }
export { img, size, mediaType, picture, sources }
`,
  })
  for (const host of HOSTS) {
    const built = await host.build(members, { cache: false })
    expect(built.failure, host.name).toBeNull()
    const { named, img, size, mediaType, picture, sources } = await exportsOf(built.entry)
    expect(named, host.name).toEqual(img)
    expect(picture, host.name).toHaveProperty('sources', sources)
    const files = filesBelow(dirname(built.entry)).filter(file => file.endsWith('.webp'))
    expect(files.length, host.name).toBe(2)
    const sizes = files.map(file => statSync(join(dirname(built.entry), file)).size)
    expect(sizes, host.name).toContain(size)
    expect(mediaType, host.name).toBe('image/webp')
  }
})

test('a member that nobody imports leaves no code', async () => {
  const project = new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/entry.js': "export { default as facts } from './a.jpg?w=60&format=webp&as=metadata'\n",
  })
  for (const host of HOSTS) {
    // webpack and those with its compiler leave it to the minimizer.
    if (host === webpackHost) await buildWithWebpack(project, {}, { optimization: { minimize: true } })
    else if (host === rspackHost) await buildWithRspack(project, {}, { optimization: { minimize: true } })
    else if (host === rsbuildHost) await buildWithRsbuild(project, {}, { output: { minify: true } })
    else await host.build(project)
    expect(project.read('dist/entry.js').match(/isProgressive/g), host.name).toHaveLength(1)
  }
})

test('a percent-encoded path finds the file it stands for', async () => {
  const encoded = new Project({
    'src/with space.png': fixture('small.png'),
    'src/100%.png': fixture('small.png'),
    'src/entry.js':
      "export { default as space } from './with%20space.png?w=20'\nexport { default as literal } from './100%.png?w=20'\n",
  })
  for (const host of HOSTS) {
    const built = await host.build(encoded, { cache: false })
    expect(built.failure, host.name).toBeNull()
    const { space, literal } = await exportsOf(built.entry)
    const images = imagesBelow(dirname(built.entry))
    expect(withContents(space, images), host.name).toBe(withContents(literal, images))
    expect(withContents(space, images), host.name).toMatch(/^<[0-9a-f]{16}\.png>$/)
  }
})

test('a folder that the options include is known by the path, however its images are imported', async () => {
  const included = new Project({
    'src/photos/näher 1.png': fixture('small.png'),
    'src/photos/index.js':
      "export { default as near } from './n%C3%A4her%201.png?w=20'\nexport { default as far } from '../photos/näher 1.png?w=20'\n",
    'src/entry.js': "export * from './photos/index.js'\n",
  })
  for (const host of HOSTS) {
    const built = await host.build(included, { cache: false, include: '**/src/photos/**' })
    expect(built.failure, host.name).toBeNull()
    const images = imagesBelow(dirname(built.entry))
    const { near, far } = await exportsOf(built.entry)
    expect(withContents(near, images), host.name).toMatch(/^<[0-9a-f]{16}\.png>$/)
    expect(near, host.name).toBe(far)
  }
})

/** The project's image corpus, which is no part of the repository. */
const CORPUS = process.env['LAZY_IMAGE_CORPUS'] ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url))

interface CorpusFile {
  file: string
  error?: string
}

function corpusFiles(): string[] {
  if (!existsSync(CORPUS)) {
    console.info('The image corpus is not here: its files are not compared (LAZY_IMAGE_CORPUS names its folder)')
    return []
  }
  const { files } = JSON.parse(readFileSync(`${CORPUS}/expected.json`, 'utf8')) as { files: CorpusFile[] }
  return files
    .filter(({ file, error }) => error === undefined && /^(?!large\/).+\.(?:jpe?g|png|webp|avif)$/.test(file))
    .map(({ file }) => file)
}

const corpus = corpusFiles()
const corpusPipeline = new Pipeline({ cache: false, logger: silentLogger }, CORPUS)

if (corpus.length > 0) {
  const requests = corpus.map(file => `${CORPUS}/${file}?w=32&format=webp`)
  let inCore: Promise<(Awaited<ReturnType<typeof coreResult>> | null)[]> | undefined
  test.each(HOSTS)('$name emits the core’s files of the image corpus', async host => {
    inCore ??= Promise.all(requests.map(request => coreResult(corpusPipeline, request).catch(() => null)))
    const results = await inCore
    const readable = requests.filter((_, index) => results[index] !== null)
    expect(readable.length).toBeGreaterThan(100)
    const project = new Project({
      'src/entry.js': readable.map((request, index) => `export { default as r${index} } from '${request}'\n`).join(''),
    })
    const built = await host.build(project, { cache })
    expect(built.failure).toBeNull()
    const values = Object.values(
      withContents(await exportsOf(built.entry), imagesBelow(dirname(built.entry))) as object,
    )
    expect(values.sort()).toEqual(results.flatMap(result => (result === null ? [] : [result.value])).sort())
  })
}
