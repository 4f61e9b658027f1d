import { build } from '@farmfe/core'
import { expect, test } from 'vitest'
import { imagesBelow } from '../support/contents.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { farmConfig, farmHost, farmLogger } from '../support/hosts/farm.js'
import { beginBuild } from '../support/hosts/host.js'
import { imageChain } from '../support/image-chain.js'
import { Project } from '../support/project.js'
import { totals } from '../support/totals.js'

test('60 images over a chain of 12 modules are one batch', async () => {
  const project = new Project(imageChain(12, 5))
  const { batches, failure } = await farmHost.build(project)
  expect(failure).toBeNull()
  expect(batches).toEqual([expect.objectContaining({ images: 1, outputs: 60, decodes: 1, encodes: 60 })])
  expect(imagesBelow(project.path('dist')).size).toBe(60)
})

test('a build that has its modules from Farm’s cache is complete, with our cache and without', async () => {
  const project = new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/style.css': '.a { background: url(./a.jpg?w=40&format=webp) }\n',
    'src/entry.js': `import './style.css'
export { default as picture } from './a.jpg?w=20;24&format=webp&as=img&placeholder=lqip'
`,
  })
  const builds = []
  for (const isEmptied of [false, false, true]) {
    if (isEmptied) project.remove('.image-cache')
    const { options, batches } = beginBuild(project, { logger: { info: () => {}, warn: () => {} } })
    const { errors, logger } = farmLogger()
    const { compilation, ...config } = farmConfig(project, options)
    await build({ ...config, compilation: { ...compilation, persistentCache: true }, logger })
    expect(errors).toEqual([])
    project.write({ [`dist/copy${builds.length}.js`]: project.read('dist/entry.js') })
    const { picture } = await exportsOf(project.path(`dist/copy${builds.length}.js`))
    builds.push({ images: imagesBelow(project.path('dist')), picture, work: totals(batches) })
  }
  const [cold, warm, emptied] = builds
  expect(cold?.images.size).toBe(3)
  expect(cold?.picture).toMatchObject({ placeholder: expect.stringMatching(/^data:image/) })
  for (const later of [warm, emptied]) {
    expect(later?.images).toEqual(cold?.images)
    expect(later?.picture).toEqual(cold?.picture)
  }
  expect(warm?.work.encodes).toBe(0)
  expect(emptied?.work.encodes).toBe(cold?.work.encodes)
})

test('a text in image-set(), which Farm does not follow, is an error', async () => {
  const project = new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/entry.js': "import './style.css'\n",
    'src/style.css': '.a {\n  background: image-set("./a.jpg?w=24&format=webp" 1x);\n}\n',
  })
  const { failure } = await farmHost.build(project)
  expect(failure).toMatch(/src\/style\.css:2:\d+ .*refers to \.\/a\.jpg as it is written, where nothing is/)
})
