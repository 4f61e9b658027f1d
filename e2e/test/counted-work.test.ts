import { describe, expect, test } from 'vitest'
import { imagesBelow } from '../support/contents.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture, PHOTOGRAPHS, photograph } from '../support/fixture.js'
import { HOSTS } from '../support/hosts.js'
import { Project } from '../support/project.js'
import { totals } from '../support/totals.js'

const gallery = {
  ...Object.fromEntries(PHOTOGRAPHS.map(name => [`src/${name}`, photograph(name)])),
  'src/entry.js': PHOTOGRAPHS.map(
    (name, index) => `export { default as p${index} } from './${name}?w=32;64;96&format=avif;webp;jpg&as=picture'\n`,
  ).join(''),
}

describe.each(HOSTS)('$name', host => {
  test('8 photographs in 3 widths and 3 formats cost 8 decodes and 72 encodes once, then nothing', async () => {
    const project = new Project(gallery)
    const cold = await host.build(project)
    expect(cold.failure).toBeNull()
    // One batch for the whole build.
    expect(cold.batches).toEqual([
      expect.objectContaining({ images: 8, outputs: 72, cacheHits: 0, decodes: 8, encodes: 72, failures: 0 }),
    ])
    const made = imagesBelow(project.path('dist'))
    expect(made.size).toBe(72)

    // Another instance of the plugin knows of the first only what is on disk.
    const warm = await host.build(project)
    expect(warm.failure).toBeNull()
    expect(warm.batches).toEqual([
      expect.objectContaining({ images: 8, outputs: 72, cacheHits: 72, decodes: 0, encodes: 0 }),
    ])
    expect(imagesBelow(project.path('dist'))).toEqual(made)
  })

  test('one more width of a photograph costs one decode and one encode', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/entry.js': "export { default } from './a.jpg?w=310;320&format=webp'\n",
    })
    await host.build(project)
    project.write({ 'src/entry.js': "export { default } from './a.jpg?w=310;320;330&format=webp'\n" })
    const { batches } = await host.build(project)
    expect(batches).toEqual([expect.objectContaining({ outputs: 3, cacheHits: 2, decodes: 1, encodes: 1 })])
  })

  test('equal outputs of different imports are made once, however they are asked for', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/b.jpg': fixture('a.jpg'),
      'src/entry.js': `export { default as one } from './a.jpg?w=310&format=jpg'
export { default as two } from './a.jpg?format=jpeg&w=310'
export { default as three } from './a.jpg?w=310;320'
export { default as four } from './a.jpg?w=310&quality=80'
`,
    })
    const { batches } = await host.build(project)
    expect(batches).toEqual([expect.objectContaining({ images: 1, outputs: 2, decodes: 1, encodes: 2 })])
  })

  test('an image that is imported and not used is not written, nor made where that is known in time', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/rot6.jpg': fixture('rot6.jpg'),
      'src/images.js': `export { default as used } from './a.jpg?w=310&format=webp'
export { default as unused } from './rot6.jpg?w=310&format=webp'
import alone from './rot6.jpg?w=320;330&format=avif;webp&as=picture'
import size from './rot6.jpg?w=340&format=webp&as=metadata:size'
import './rot6.jpg?w=350&format=webp'
export const gallery = () => [alone, size]
`,
      'src/entry.js': "export { used } from './images.js'\n",
    })
    const { failure, batches } = await host.build(project)
    expect(failure).toBeNull()
    const made =
      host.makesUnused === true ? { outputs: 8, decodes: 2, encodes: 8 } : { outputs: 1, decodes: 1, encodes: 1 }
    expect(totals(batches)).toEqual(made)
    const written = [...imagesBelow(project.path('dist')).keys()]
    expect(written.filter(name => host.keepsTexts !== true || name.startsWith('a'))).toEqual([
      expect.stringMatching(/^a[.-].+\.webp$/),
    ])
    // Of the unused, those of the picture alone, whose srcsets are texts.
    expect(written.length).toBe(host.keepsTexts === true ? 1 + 4 : 1)
  })

  test('an image of a module that is loaded on demand is in the same batch', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/later.js': "export { default } from './a.jpg?w=320&format=webp'\n",
      'src/entry.js':
        "export { default } from './a.jpg?w=310&format=webp'\nexport const later = () => import('./later.js')\n",
    })
    const { failure, batches } = await host.build(project)
    expect(failure).toBeNull()
    expect(batches).toEqual([expect.objectContaining({ outputs: 2, decodes: 1, encodes: 2 })])
    expect(imagesBelow(project.path('dist')).size).toBe(2)
  })

  test('metadata without a URL costs the encode that tells the size, and no file', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/entry.js': `export { default as told } from './a.jpg?w=310&format=webp&as=metadata:size'
export { default as known } from './a.jpg?w=320&format=webp&as=metadata:width;height;format'
`,
    })
    const { batches, entry } = await host.build(project)
    expect(totals(batches)).toEqual({ outputs: 1, decodes: 1, encodes: 1 })
    expect(imagesBelow(project.path('dist')).size).toBe(0)
    const { told, known } = await exportsOf(entry)
    expect(told).toEqual({ size: expect.any(Number) })
    expect(known).toEqual({ format: 'webp', width: 320, height: 213 })
  })

  test('a build without images runs no batch', async () => {
    const { failure, batches } = await host.build(new Project({ 'src/entry.js': 'export default 1\n' }))
    expect(failure).toBeNull()
    expect(batches).toEqual([])
  })

  test('two builds at a time in one process make each image once', async () => {
    const projects = [0, 1].map(() => new Project(gallery))
    const cache = { dir: projects[0]?.cacheFolder ?? '' }
    const built = await Promise.all(projects.map(project => host.build(project, { cache })))
    expect(built.map(({ failure }) => failure)).toEqual([null, null])
    expect(totals(built.flatMap(({ batches }) => batches))).toEqual({ outputs: 144, decodes: 8, encodes: 72 })
    const [one, two] = projects.map(project => imagesBelow(project.path('dist')))
    expect(two).toEqual(one)
  })
})
