import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fixture } from '../support/fixture.js'
import { VITES, viteConfig } from '../support/hosts/vite.js'
import { HOSTS } from '../support/hosts.js'
import { filesBelow, Project } from '../support/project.js'
import { WATCHERS, Watching } from '../support/watching.js'

const whole = fixture('a.jpg')

const files = {
  'public/robots.txt': 'User-agent: *\n',
  'src/a.jpg': whole,
  'src/small.png': fixture('small.png'),
  'src/entry.js': `export { default as a } from './a.jpg?w=40&format=webp'
export { default as small } from './small.png?w=8'
`,
}

/** Every way in which a picture fails a build, and what shows it. */
const FAULTS: readonly [string, Readonly<Record<string, string | Uint8Array>>, string][] = [
  ['damaged pixels', { 'src/a.jpg': whole.subarray(0, whole.length / 2) }, 'SOURCE_TRUNCATED'],
  ['a damaged header', { 'src/a.jpg': 'no picture' }, 'SOURCE_NOT_AN_IMAGE'],
  ['a wrong directive', { 'src/entry.js': "export { default } from './a.jpg?w=none'\n" }, 'DIRECTIVE_INVALID'],
  ['a missing file', { 'src/entry.js': "export { default } from './b.jpg?w=40'\n" }, 'SOURCE_NOT_FOUND'],
]

/** Names and contents of everything in a folder. */
function contentsOf(folder: string): Record<string, string> {
  const hash = (file: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex')
  return Object.fromEntries(filesBelow(folder).map(file => [file, hash(file)]))
}

/** Farm empties its folder before it compiles anything, for errors of its own too. */
const BUILDING = HOSTS.filter(({ name }) => name !== 'farm')

describe.each(BUILDING)('$name: a build that fails', host => {
  test.each(FAULTS)('for %s leaves the output as it was', async (_, change, code) => {
    const project = new Project(files)
    expect((await host.build(project, { cache: false })).failure).toBeNull()
    const before = contentsOf(project.path('dist'))
    expect(Object.keys(before).length).toBeGreaterThan(2)
    project.write(change)
    project.keepsOutput = true
    expect((await host.build(project, { cache: false })).failure).toContain(code)
    expect(contentsOf(project.path('dist'))).toEqual(before)
  })
})

/**
 * When a rebuild fails, esbuild takes what it wrote away again, for errors of its own too; Farm leaves what the modules of all
 * rebuilds came to.
 */
const KEEPING = WATCHERS.filter(({ name }) => name !== 'esbuild' && name !== 'farm')

// At a time, because most of it is waiting for the watchers.
describe.concurrent.each(KEEPING)('$name: a rebuild that fails', watcher => {
  test('leaves the output as it was, whatever failed', async ({ expect, onTestFinished }) => {
    const project = new Project(files)
    const watching = new Watching(watcher, project, onTestFinished)
    expect((await watching.first).failure).toBeNull()
    const names = filesBelow(project.path('dist'))
    for (const [, change, code] of FAULTS) {
      const before = contentsOf(project.path('dist'))
      expect((await watching.after(() => project.write(change))).failure).toContain(code)
      expect(contentsOf(project.path('dist')), code).toEqual(before)
      const sound = { 'src/a.jpg': whole, 'src/entry.js': `${files['src/entry.js']}// without ${code}\n` }
      expect((await watching.after(() => project.write(sound))).failure).toBeNull()
    }
    expect(filesBelow(project.path('dist'))).toEqual(names)
  })
})

describe.each(Object.entries(VITES))('%s: a build', (_, vite) => {
  const build = (project: Project, settings = {}) =>
    vite.build(vite.mergeConfig({ ...viteConfig(project, { cache: false }), logLevel: 'silent' }, settings))

  test('that succeeds leaves nothing of the one before but what others wrote meanwhile', async () => {
    const project = new Project(files)
    await build(project)
    project.write({
      'dist/old/deep/gone.txt': 'old',
      'dist/.git/kept': 'kept',
      'dist/taken.txt': 'old',
      'src/entry.js': "export { default } from './small.png?w=9'\n",
    })
    const writes = {
      name: 'writes',
      renderStart: () => project.write({ 'dist/taken.txt': 'new' }),
      generateBundle: () => project.write({ 'dist/own/made.txt': 'made' }),
    }
    await build(project, { plugins: [writes] })
    const left = project.list('dist')
    expect(left).toEqual([
      '.git/kept',
      expect.stringMatching(/^assets\/small-.*\.png$/),
      'entry.js',
      'own/made.txt',
      'robots.txt',
      'taken.txt',
    ])
    expect(filesBelow(project.path('dist/old'))).toEqual([])
  })

  test('empties its folder where Vite does by itself, for every value of emptyOutDir', async () => {
    for (const emptyOutDir of [true, false, undefined]) {
      const project = new Project(files)
      project.write({ 'dist/old.txt': 'old' })
      await build(project, { build: { emptyOutDir } })
      expect(project.list('dist').includes('old.txt'), String(emptyOutDir)).toBe(emptyOutDir === false)
    }
  })

  test('keeps it all when directives are left on a URL', async () => {
    const project = new Project({ ...files, 'public/pub.jpg': whole })
    await build(project)
    const before = contentsOf(project.path('dist'))
    project.write({ 'src/entry.js': "export const url = '/pub.jpg?w=9'\n" })
    await expect(build(project)).rejects.toThrow('REFERENCE_UNFOLLOWED')
    expect(contentsOf(project.path('dist'))).toEqual(before)
  })

  test('keeps what its other outputs wrote', async () => {
    const project = new Project(files)
    project.write({ 'dist/old.txt': 'old' })
    const output = ['a', 'b'].map(name => ({ entryFileNames: `${name}.js` }))
    await vite.build({
      ...viteConfig(project, { cache: false }),
      logLevel: 'silent',
      build: {
        rollupOptions: { input: project.path('src/entry.js'), preserveEntrySignatures: 'strict', output },
      },
    })
    expect(project.list('dist')).toEqual(expect.arrayContaining(['a.js', 'b.js']))
    expect(project.list('dist')).not.toContain('old.txt')
  })
})
