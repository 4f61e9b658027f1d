import { describe, expect, test } from 'vitest'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { rollupHost } from '../support/hosts/rollup.js'
import { buildWithVite, VITES, viteHosts } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'
import { totals } from '../support/totals.js'

const picture = { 'src/a.jpg': fixture('a.jpg') }

/** One photograph under three names. */
const COPIES = ['one/photo.jpg', 'another/photo.jpg', 'another/copy of it.jpg']

const copies = Object.fromEntries(COPIES.map(path => [`src/${path}`, fixture('a.jpg')]))

function entryOf(paths: readonly string[]): string {
  return paths
    .map(path => `export { default as copy${COPIES.indexOf(path)} } from './${path}?w=58;310&format=webp'\n`)
    .join('')
}

describe.each([...viteHosts, rollupHost])('$name', host => {
  test('equal pictures and equal requests are one file, called alike whatever order they come in', async () => {
    const project = new Project(copies)
    const trees: string[][] = []
    for (const order of [COPIES, COPIES.toReversed()]) {
      project.write({ 'src/entry.js': entryOf(order) })
      const { failure, entry, batches } = await host.build(project, { cache: false })
      expect(failure).toBeNull()
      expect(totals(batches)).toMatchObject({ decodes: 1, encodes: 2 })
      const urls = Object.values(await exportsOf(entry))
      expect(new Set(urls.map(String)).size).toBe(1)
      trees.push(project.list('dist'))
    }
    expect(trees[0]).toEqual(trees[1])
    expect(trees[0]?.filter(file => file.endsWith('.webp')).length).toBe(2)
  })
})

describe.each(Object.entries(VITES))('%s', (_, vite) => {
  test('a manifest lists every one of equal pictures', async () => {
    const project = new Project({ ...copies, 'src/entry.js': entryOf(COPIES) })
    await buildWithVite(vite, project, {}, { build: { manifest: true } })
    const manifest = JSON.parse(project.read('dist/.vite/manifest.json')) as Readonly<Record<string, { file: string }>>
    const files = COPIES.map(path => manifest[`src/${path}?w=58&format=webp`]?.file)
    expect(files).toEqual([files[0], files[0], files[0]])
    expect(files[0]).toMatch(/\.webp$/)
  })

  test('two ways to ask for one picture are one URL, also where code compares them', async () => {
    const project = new Project({
      ...picture,
      'src/entry.js': `import one from './a.jpg?w=58&format=webp'
import other from './a.jpg?format=webp&w=58'
let compared = 'none'
if (one === other) compared = 'equal'
export { compared }
export const chosen = (() => { switch (one) { case other: return 'other'; default: return 'none' } })()
`,
    })
    const { entry } = await buildWithVite(vite, project)
    expect(await exportsOf(entry)).toEqual({ compared: 'equal', chosen: 'other' })
  })
})
