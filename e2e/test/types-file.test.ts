import { existsSync, statSync, utimesSync } from 'node:fs'
import { type Options, Pipeline, silentLogger } from '@lazy-image/core'
import { loadImageTypes } from '@lazy-image/core/host'
import { describe, expect, test } from 'vitest'
import { startDevServer } from '../support/dev-server.js'
import { fixture } from '../support/fixture.js'
import { VITES } from '../support/hosts/vite.js'
import { HOSTS } from '../support/hosts.js'
import { Project } from '../support/project.js'
import { until } from '../support/until.js'

const FILE = 'lazy-image.d.ts'

const files = {
  'index.html': '<script type="module" src="/src/entry.js"></script>',
  'src/a.jpg': fixture('a.jpg'),
  'src/small.png': fixture('small.png'),
  'src/entry.js': "export { default } from './a.jpg?w=310;320&format=webp'\n",
}

const options: Options = { types: true }

/** What the names of a project's declarations end in; none when there is no file. */
function declared(project: Project): string[] {
  const text = existsSync(project.path(FILE)) ? project.read(FILE) : ''
  return [...text.matchAll(/^declare module '.*\/(.+)' \{$/gm)].map(([, name = '']) => name)
}

/** The file as whoever has no bundler writes it. */
async function fromCore(project: Project): Promise<string> {
  const types = await loadImageTypes(new Pipeline({ ...options, logger: silentLogger }, project.root))
  return (await types.look()).text
}

describe.each(Object.entries(VITES))('the dev server of %s', (_name, vite) => {
  test('keeps the declarations of a project, whatever pages are looked at', async () => {
    const project = new Project(files)
    await startDevServer(vite, project, { options })
    await until(() => declared(project).length === 1 || undefined)
    expect(declared(project)).toEqual(['a.jpg?w=310;320&format=webp'])
    expect(project.read(FILE)).toContain('const image: string[]')

    project.write({ 'src/page/new.tsx': "export { default } from '../small.png?w=20&as=img'\n" })
    await until(() => declared(project).length === 2 || undefined)
    expect(declared(project)).toContain('small.png?w=20&as=img')
    project.write({ 'src/page/new.tsx': "export { default } from '../small.png?w=30&as=img'\n" })
    await until(() => declared(project).includes('small.png?w=30&as=img') || undefined)
    expect(project.read(FILE)).toBe(await fromCore(project))

    project.write({ 'src/page/new.tsx': '// no picture any more\n' })
    await until(() => declared(project).length === 1 || undefined)
    project.write({ 'src/entry.js': "import('./a.jpg?w=310&format=webp')\n" })
    await until(() => declared(project)[0] === 'a.jpg?w=310&format=webp' || undefined)
    project.remove('src/entry.js')
    await until(() => declared(project).length === 0 || undefined)
    expect(project.read(FILE)).toBe(await fromCore(project))
  })

  test('follows the pictures; one that is broken takes no other with it, and comes back', async () => {
    const project = new Project({
      ...files,
      'src/more.js': "import './b.png?w=40;60'\n",
      'src/b.png': fixture('small.png'),
    })
    const { logger } = await startDevServer(vite, project, { options })
    await until(() => declared(project).length === 2 || undefined)
    project.write({ 'src/b.png': 'no picture' })
    await until(() => declared(project).length === 1 || undefined)
    expect(declared(project)).toEqual(['a.jpg?w=310;320&format=webp'])
    project.write({ 'src/b.png': fixture('a.jpg') })
    await until(() => declared(project).length === 2 || undefined)
    // It is the bundler's part to tell of a picture, where it is imported.
    expect([...logger.warnings, ...logger.errors]).toEqual([])
  })

  test('writes the file again when it is removed', async () => {
    const project = new Project(files)
    await startDevServer(vite, project, { options })
    await until(() => declared(project).length === 1 || undefined)
    // Once more, so that the watcher is known to see changes.
    project.write({ 'src/last.js': "import './small.png?w=20'\n" })
    await until(() => declared(project).length === 2 || undefined)
    project.remove(FILE)
    await until(() => declared(project).length === 2 || undefined)
  })

  test('tells once of an alias that nobody knows, and how to make it known', async () => {
    const project = new Project({
      ...files,
      'src/more.js': "import '@nobody/a.jpg?w=40'\nimport '@nobody/a.jpg?w=40'\n",
    })
    const { logger } = await startDevServer(vite, project, { options })
    await until(() => declared(project).length === 1 || undefined)
    expect(logger.warnings.filter(message => message.includes('types.aliases'))).toHaveLength(1)
  })
})

test('a project of TypeScript without image imports has no file that it did not ask for', async () => {
  const project = new Project({ 'tsconfig.json': '{}', 'src/entry.js': 'export default 1\n' })
  const hosts = HOSTS.filter(({ name }) => /^(?:vite|rollup$|webpack$)/i.test(name))
  expect(hosts.length).toBeGreaterThan(2)
  for (const host of hosts) {
    expect((await host.build(project)).failure).toBeNull()
    expect(existsSync(project.path(FILE))).toBe(false)
  }
})

describe.each(HOSTS)('a build by $name', host => {
  test('writes the declarations where that is asked for, and leaves a file alone that is right', async () => {
    const project = new Project(files)
    expect((await host.build(project)).failure).toBeNull()
    expect(existsSync(project.path(FILE))).toBe(false)

    expect((await host.build(project, options)).failure).toBeNull()
    expect(project.read(FILE)).toBe(await fromCore(project))
    expect(declared(project)).toEqual(['a.jpg?w=310;320&format=webp'])
    utimesSync(project.path(FILE), 1, 1)
    expect((await host.build(project, options)).failure).toBeNull()
    expect(statSync(project.path(FILE)).mtimeMs).toBe(1000)
  })

  test('writes them by itself in a project of TypeScript, where that includes them', async () => {
    const project = new Project({ ...files, 'tsconfig.json': '{ "include": ["src"] }' })
    // Of an alias that only the bundler may know, nobody has asked to be told.
    project.write({ 'src/other.js': "import '@nobody/a.jpg?w=40'\n" })
    expect((await host.build(project, { types: false })).failure).toBeNull()
    expect(project.list('src')).not.toContain(FILE)
    const { failure, warnings } = await host.build(project)
    expect({ failure, warnings: warnings.trim() }).toEqual({ failure: null, warnings: '' })
    expect(project.read(`src/${FILE}`)).toBe(await fromCore(project))
    expect(existsSync(project.path(FILE))).toBe(false)
  })

  test('that fails by one image declares all others', async () => {
    const project = new Project({ ...files, 'src/bad.jpg': 'no picture' })
    project.write({ 'src/entry.js': `${files['src/entry.js']}export { default as bad } from './bad.jpg?w=40'\n` })
    const { failure } = await host.build(project, options)
    expect(failure).toContain('SOURCE_NOT_AN_IMAGE')
    expect(declared(project)).toEqual(['a.jpg?w=310;320&format=webp'])
  })

  test('goes on when the file cannot be written, and says so', async () => {
    const project = new Project({ ...files, 'taken/x': '' })
    const { failure, warnings } = await host.build(project, { types: { file: 'taken/x/images.d.ts' } })
    expect(failure).toBeNull()
    expect(warnings).toContain('The declarations of image imports cannot be written')
  })
})
