import { existsSync } from 'node:fs'
import type { Options } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from '../support/fixture.js'
import { buildWithVite, VITES, type Vite } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'
import { totals } from '../support/totals.js'

const pictures = { 'src/img/one.jpg': fixture('a.jpg'), 'src/img/two.png': fixture('small.png') }

/** What a page of a backend imports for its files alone. */
const UNUSED = `import './img/one.jpg?w=40&format=webp'
import unused from './img/one.jpg?format=webp&w=50'
import './img/two.png?as=img&w=10&format=webp'
import.meta.glob('./img/*', { query: '?w=30&format=webp', eager: true })
console.log(1)
`

async function manifestOf(
  vite: Vite,
  project: Project,
  options: Options = {},
): Promise<{ files: Readonly<Record<string, string>>; encodes: number }> {
  const { failure, batches } = await buildWithVite(vite, project, options, { build: { manifest: true } })
  expect(failure).toBeNull()
  const manifest = JSON.parse(project.read('dist/.vite/manifest.json')) as Record<string, { file: string }>
  const files = Object.fromEntries(
    Object.entries(manifest)
      .filter(([, { file }]) => !file.endsWith('.js'))
      .map(([key, { file }]) => [key, file]),
  )
  for (const file of Object.values(files)) expect(existsSync(project.path(`dist/${file}`)), file).toBe(true)
  return { files, encodes: totals(batches).encodes }
}

describe.each(Object.entries(VITES))('%s', (_, vite) => {
  test('lists images that are imported for their files alone', async () => {
    const project = new Project({ ...pictures, 'src/entry.js': UNUSED })
    const { files, encodes } = await manifestOf(vite, project)
    expect(Object.keys(files).sort()).toEqual([
      'src/img/one.jpg',
      'src/img/one.jpg?format=webp&w=50',
      'src/img/one.jpg?w=30&format=webp',
      'src/img/one.jpg?w=40&format=webp',
      'src/img/one.jpg?w=50&format=webp',
      'src/img/two.png',
      'src/img/two.png?as=img&w=10&format=webp',
      'src/img/two.png?w=10&format=webp',
      'src/img/two.png?w=30&format=webp',
    ])
    expect(files['src/img/one.jpg?format=webp&w=50']).toBe(files['src/img/one.jpg?w=50&format=webp'])
    // A backend that knows of no directives finds the import that comes first.
    expect(files['src/img/one.jpg']).toBe(files['src/img/one.jpg?w=50&format=webp'])
    expect(encodes).toBe(5)
    // The bundler's own, without directives, keeps its name beside them.
    project.write({ 'src/entry.js': `${UNUSED}export { default } from './img/one.jpg'\n` })
    expect((await manifestOf(vite, project)).files['src/img/one.jpg']).toMatch(/one-.+\.jpg$/)
  })

  test('lists what only the options ask for under the path that the code has', async () => {
    const project = new Project({ ...pictures, 'src/entry.js': "import './img/one.jpg'\nimport './img/two.png'\n" })
    const options: Options = { defaults: path => ({ w: path.endsWith('.png') ? [20, 30] : 40, format: 'webp' }) }
    const { files } = await manifestOf(vite, project, options)
    expect(files['src/img/one.jpg']).toBe(files['src/img/one.jpg?w=40&format=webp'])
    expect(files['src/img/two.png']).toBe(files['src/img/two.png?w=20&format=webp'])
  })

  test('without a manifest, an image that nothing uses is neither made nor written', async () => {
    const project = new Project({ ...pictures, 'src/entry.js': UNUSED })
    const { failure, batches } = await buildWithVite(vite, project)
    expect(failure).toBeNull()
    expect(totals(batches).encodes).toBe(0)
    expect(project.list('dist')).toEqual(['entry.js'])
  })
})
