import { rmSync } from 'node:fs'
import { describe, test } from 'vitest'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { Project } from '../support/project.js'
import { totals } from '../support/totals.js'
import { WATCHERS, Watching } from '../support/watching.js'

const files = {
  'src/a.jpg': fixture('a.jpg'),
  'src/small.png': fixture('small.png'),
  'src/entry.js': `export { default as picture } from './a.jpg?w=310;320&format=webp&as=picture'
export { default as small } from './small.png?w=20'
export { default as facts } from './a.jpg?w=310&format=webp&as=metadata:size'
`,
}
const NOTHING = { decodes: 0, encodes: 0 }

// At a time, because most of it is waiting for the watchers.
describe.concurrent.each(WATCHERS)('$name watches', watcher => {
  test('an edited image is made anew, and no other', async ({ expect, onTestFinished }) => {
    const project = new Project(files)
    const watching = new Watching(watcher, project, onTestFinished)
    const first = await watching.first
    expect(first.failure).toBeNull()
    expect(totals(first.batches)).toMatchObject({ decodes: 2, encodes: 3 })
    const before = await exportsOf(project.path('dist/entry.js'))

    const edited = await watching.after(() => project.write({ 'src/a.jpg': fixture('rot6.jpg') }))
    expect(edited.failure).toBeNull()
    expect(totals(edited.batches)).toMatchObject({ decodes: 1, encodes: 2 })
    project.write({ 'dist/copy.js': project.read('dist/entry.js') })
    const after = await exportsOf(project.path('dist/copy.js'))
    expect(after['small']).toBe(before['small'])
    expect(after['picture']).not.toEqual(before['picture'])
    expect(after['picture']).toMatchObject({ img: { w: 320, h: 480 } })
    expect(after['facts']).not.toEqual(before['facts'])
  })

  test('a picture for other screens is followed as the own is', async ({ expect, onTestFinished }) => {
    const code = "export { default as html } from './a.jpg?w=310&as=html&media=dark:small.png'\n"
    const project = new Project({ ...files, 'src/entry.js': code })
    const watching = new Watching(watcher, project, onTestFinished)
    expect((await watching.first).failure).toBeNull()
    const edited = await watching.after(() => project.write({ 'src/small.png': fixture('rot6.jpg') }))
    expect(edited.failure).toBeNull()
    expect(totals(edited.batches)).toMatchObject({ decodes: 1, encodes: 1 })
    project.write({ 'dist/copy.js': project.read('dist/entry.js') })
    expect((await exportsOf(project.path('dist/copy.js')))['html']).toContain('width="310" height="465"')
  })

  test('edited code costs no image', async ({ expect, onTestFinished }) => {
    const project = new Project(files)
    const watching = new Watching(watcher, project, onTestFinished)
    expect((await watching.first).failure).toBeNull()
    const edited = await watching.after(() =>
      project.write({ 'src/entry.js': `${files['src/entry.js']}export const more = 1\n` }),
    )
    expect(edited.failure).toBeNull()
    expect(totals(edited.batches)).toMatchObject(NOTHING)
    expect(await exportsOf(project.path('dist/entry.js'))).toMatchObject({ more: 1, small: expect.any(String) })
    const images = project.list('dist').filter(file => /\.(?:webp|png)$/.test(file))
    expect(images.length).toBe(3)
  })

  test('a directive that is added makes what it asks for', async ({ expect, onTestFinished }) => {
    const project = new Project(files)
    const watching = new Watching(watcher, project, onTestFinished)
    await watching.first
    const code = files['src/entry.js'].replace('310;320', '310;320;330')
    const edited = await watching.after(() => project.write({ 'src/entry.js': code }))
    expect(edited.failure).toBeNull()
    expect(totals(edited.batches)).toMatchObject({ decodes: 1, encodes: 1 })
  })

  test('an image that is damaged is told, and one that is repaired is built', async ({ expect, onTestFinished }) => {
    const project = new Project(files)
    const watching = new Watching(watcher, project, onTestFinished)
    await watching.first
    const whole = fixture('a.jpg')
    // The header is sound: only the batch finds out.
    const torn = await watching.after(() => project.write({ 'src/a.jpg': whole.subarray(0, whole.length / 2) }))
    expect(torn.failure).toContain('SOURCE_TRUNCATED')
    const text = await watching.after(() => project.write({ 'src/a.jpg': 'no picture at all' }))
    expect(text.failure).toContain('SOURCE_NOT_AN_IMAGE')
    // Nothing is told that was true one build ago.
    expect(text.failure).not.toContain('SOURCE_TRUNCATED')
    // Of two imports, once.
    expect(text.failure?.split('[SOURCE_NOT_AN_IMAGE]').length).toBe(2)
    // It is told as long as it is so, whatever else is edited.
    const still = await watching.after(() => project.write({ 'src/entry.js': `${files['src/entry.js']}\n` }))
    expect(still.failure).toContain('SOURCE_NOT_AN_IMAGE')
    const repaired = await watching.after(() => project.write({ 'src/a.jpg': whole }))
    expect(repaired.failure).toBeNull()
    expect(totals(repaired.batches)).toMatchObject(NOTHING)
  })

  test.skipIf(watcher.endsWithFirstFailure)(
    'an image that was missing is built when it is there',
    async ({ expect, onTestFinished }) => {
      const project = new Project(files)
      rmSync(project.path('src/a.jpg'))
      const watching = new Watching(watcher, project, onTestFinished)
      expect((await watching.first).failure).toContain('SOURCE_NOT_FOUND')
      const repaired = await watching.after(() => {
        project.write({ 'src/a.jpg': fixture('a.jpg') })
        if (!watcher.noticesNewFiles) project.write({ 'src/entry.js': `${files['src/entry.js']}\n` })
      })
      expect(repaired.failure).toBeNull()
      expect(await exportsOf(project.path('dist/entry.js'))).toMatchObject({ picture: { img: { w: 320 } } })
    },
  )
})
