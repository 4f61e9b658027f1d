import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { ImageEngine } from '@lazy-image/core'
import { describe, expect, test, vi } from 'vitest'
import { fixture } from '../support/fixture.js'
import { Project, scratchFolder } from '../support/project.js'
import { WATCHERS, Watching } from '../support/watching.js'

const FILES = {
  'src/entry.js': "import './a.css'\nimport './b.scss'\n",
  'src/a.css': '.a { background: url(./a.jpg?w=20&format=webp), url(./b.jpg?w=21&format=webp) }\n',
  'src/b.scss': '@use "./deep/partial";\n.b { background: url(./a.jpg?w=22&format=webp) }\n',
  'src/deep/_partial.scss': '$w: 23; .c { background: url("../b.jpg?w=#{$w}&format=webp") }\n',
  'src/a.jpg': fixture('a.jpg'),
  'src/b.jpg': fixture('rot6.jpg'),
}

/** Width and height of what each rule shows, in the order of the stylesheet. */
async function shownIn(project: Project): Promise<Record<string, string[]>> {
  const [css = ''] = project.list('dist').filter(file => file.endsWith('.css'))
  const rules = [...project.read(`dist/${css}`).matchAll(/\.(\w) \{([^}]*)\}/g)]
  const shown = rules.map(async ([, name = '', text = '']) => {
    const urls = [...text.matchAll(/url\("\/([^"]+)"\)/g)].map(([, url = '']) => url)
    const facts = await Promise.all(
      urls.map(url => ImageEngine.from(readFileSync(project.path(`dist/${url}`))).inspect()),
    )
    return [name, facts.map(({ width, height }) => `${width}×${height}`)] as const
  })
  return Object.fromEntries(await Promise.all(shown))
}

describe.each(WATCHERS.filter(({ name }) => name.startsWith('vite')))('$name', watcher => {
  test('a watch build makes anew what changed of stylesheets, their partials and their pictures', async ({
    onTestFinished,
  }) => {
    const project = new Project(FILES)
    vi.stubEnv('TMPDIR', scratchFolder())
    const folder = tmpdir()
    onTestFinished(() => {
      vi.unstubAllEnvs()
      // What stood in for references goes with the watcher.
      expect(readdirSync(folder)).toEqual([])
    })
    const watching = new Watching(watcher, project, onTestFinished)
    expect(await watching.first).toMatchObject({ failure: null })
    const all = { a: ['20×13', '21×32'], b: ['22×15'], c: ['23×35'] }
    expect(await shownIn(project)).toEqual(all)

    const encodes = async (change: Record<string, string | Uint8Array>) => {
      const { failure, batches } = await watching.after(() => project.write(change))
      expect(failure).toBeNull()
      return batches.reduce((sum, batch) => sum + batch.encodes, 0)
    }
    expect(await encodes({ 'src/a.css': FILES['src/a.css'].replace('w=21', 'w=31') })).toBe(1)
    expect(await shownIn(project)).toEqual({ ...all, a: ['20×13', '31×47'] })

    expect(await encodes({ 'src/deep/_partial.scss': FILES['src/deep/_partial.scss'].replace('23', '33') })).toBe(1)
    expect(await shownIn(project)).toEqual({ a: ['20×13', '31×47'], b: ['22×15'], c: ['33×50'] })

    // Of the two pictures of the other file, none.
    expect(await encodes({ 'src/a.jpg': fixture('rot6.jpg') })).toBe(2)
    expect(await shownIn(project)).toEqual({ a: ['20×30', '31×47'], b: ['22×33'], c: ['33×50'] })

    expect(await encodes({ 'src/entry.js': `${FILES['src/entry.js']}console.log(1)\n` })).toBe(0)
    expect(await shownIn(project)).toEqual({ a: ['20×30', '31×47'], b: ['22×33'], c: ['33×50'] })
  })
})
