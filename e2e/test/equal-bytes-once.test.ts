import { copyFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { imagesBelow } from '../support/contents.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { HOSTS } from '../support/hosts.js'
import { Project } from '../support/project.js'

const files = {
  'src/one/photo.jpg': fixture('a.jpg'),
  'src/two/photo.jpg': fixture('a.jpg'),
  'src/two/other.jpg': fixture('a.jpg'),
}

function namesOf(project: Project): string[] {
  return [...imagesBelow(project.path('dist')).keys()].sort()
}

/** A build of one entry: what it exports, and the names of the pictures that it wrote. */
async function build(host: (typeof HOSTS)[number], entry: string) {
  const project = new Project({ ...files, 'src/entry.js': entry })
  const { failure, entry: built, batches } = await host.build(project)
  expect(failure).toBeNull()
  const values = Object.entries(await exportsOf(built))
  // Rollup's URLs begin with the folder that a build lies in.
  const named = values.map(([name, value]) => [name, typeof value === 'string' ? basename(value) : value])
  return { values: Object.fromEntries(named) as Record<string, unknown>, names: namesOf(project), batches }
}

describe.each(HOSTS)('$name', host => {
  test('equal requests for equal pictures in two folders are one file, made once', async () => {
    const { values, names, batches } = await build(
      host,
      `export { default as one } from './one/photo.jpg?w=310&format=webp'
export { default as two } from './two/photo.jpg?w=310&format=webp'
`,
    )
    expect(names).toHaveLength(1)
    expect(values['one']).toBe(values['two'])
    expect(batches).toMatchObject([{ outputs: 1, decodes: 1, encodes: 1 }])
  })

  test('one request written in two ways is one file with one URL', async () => {
    const { values, names } = await build(
      host,
      `import a from './one/photo.jpg?w=310&format=webp'
import b from './one/photo.jpg?format=webp&w=310'
export const url = a
export const isSame = a === b
`,
    )
    expect(names).toHaveLength(1)
    expect(values['isSame']).toBe(true)
  })

  test('the name of a file does not depend on which of equal pictures is found first', async () => {
    const lines = [
      "export { default as one } from './one/photo.jpg?w=310&format=webp'\n",
      "export { default as two } from './two/photo.jpg?w=310&format=webp'\n",
      "export { default as three } from './two/other.jpg?w=310&format=webp'\n",
    ]
    const builds = [lines, lines.toReversed(), [lines[1], lines[2], lines[0]]]
    const all = await Promise.all(builds.map(order => build(host, order.join(''))))
    const [first] = all
    expect(first?.names).toHaveLength(1)
    for (const { names, values } of all) {
      expect(names).toEqual(first?.names)
      expect(values).toEqual(first?.values)
    }
  })

  test('a picture is called by its content, wherever it has been moved', async () => {
    const project = new Project({
      ...files,
      'src/entry.js': "export { default } from './one/photo.jpg?w=310&format=webp'\n",
    })
    await host.build(project)
    const before = namesOf(project)
    copyFileSync(project.path('src/one/photo.jpg'), project.path('src/photo.jpg'))
    project.write({ 'src/entry.js': "export { default } from './photo.jpg?w=310&format=webp'\n" })
    await host.build(project)
    expect(namesOf(project)).toEqual(before)
  })
})
