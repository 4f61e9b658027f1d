import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Options } from '@lazy-image/core'
import { type ImageTypes, loadImageTypes } from '@lazy-image/core/host'
import { describe, expect, test } from 'vitest'
import { fixture } from '../support/fixture.js'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { filesIn, scratchFolder } from '../support/scratch-folder.js'

/** A project whose photo.jpg is 1200×800 and whose icon.png is 64×48. */
function project(files: Readonly<Record<string, string>>): string {
  const root = scratchFolder()
  copyFileSync(fixture('pattern.jpg'), join(root, 'photo.jpg'))
  copyFileSync(fixture('small.png'), join(root, 'icon.png'))
  write(root, files)
  return root
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
}

function typesOf(root: string, options: Options = {}): Promise<ImageTypes> {
  return loadImageTypes(recordedPipeline({ root, ...options }).pipeline)
}

/** The body of each declaration by its name, on one line. */
async function declared(root: string, options?: Options): Promise<Record<string, string>> {
  const { text } = await (await typesOf(root, options)).look()
  const found = [...text.matchAll(/^declare module '(.+)' \{\n([\s\S]*?)\n\}$/gm)]
  return Object.fromEntries(found.map(([, name, body = '']) => [name, body.replaceAll(/\s+/g, ' ').trim()]))
}

function importing(...specifiers: string[]): string {
  return specifiers.map((specifier, index) => `export { default as a${index} } from '${specifier}'\n`).join('')
}

describe('declarations', () => {
  test('tell one URL from a list, which may depend on the picture', async () => {
    const root = project({ 'a.ts': importing('./photo.jpg?w=80;90', './icon.png?w=80;90', './photo.jpg?w=80') })
    expect(await declared(root)).toEqual({
      '.*/photo.jpg?w=80;90': 'const image: string[] export default image',
      '.*/icon.png?w=80;90': 'const image: string export default image',
      '.*/photo.jpg?w=80': 'const image: string export default image',
    })
  })

  test('of words that mean two pictures are true of both', async () => {
    const root = project({ 'a.ts': importing('./x.png?w=80;90', './x.png?w=80;90&as=img'), 'b/b.ts': '' })
    write(root, { 'b/b.ts': importing('./x.png?w=80;90', './x.png?w=80;90&as=img') })
    copyFileSync(fixture('small.png'), join(root, 'x.png'))
    copyFileSync(fixture('pattern.jpg'), join(root, 'b/x.png'))
    expect(await declared(root)).toEqual({
      '.*/x.png?w=80;90': 'const image: string | string[] export default image',
      '.*/x.png?w=80;90&as=img':
        'const image: { src: string; w: number; h: number; srcset?: string } export default image ' +
        'export const src: string export const w: number export const h: number export const srcset: string | undefined',
    })
  })

  test('hold for every format that format=auto may come to', async () => {
    const root = project({ 'a.ts': importing('./photo.jpg?w=80&format=auto;jpg&as=metadata:format') })
    expect(Object.values(await declared(root, { autoFormats: ['webp', 'avif', 'png'] }))).toEqual([
      "const image: { format: 'avif' | 'jpg' | 'png' | 'webp' }[] export default image",
    ])
  })

  test('have no exports by name where the option turns them off', async () => {
    const root = project({ 'a.ts': importing('./photo.jpg?w=80&as=next') })
    const [body] = Object.values(await declared(root, { namedExports: false }))
    expect(body).toMatch(/\} export default image$/)
  })

  test('of an own shape are what its author says, else unknown', async () => {
    const root = project({ 'a.ts': importing('./photo.jpg?w=80&as=card', './photo.jpg?w=80&as=other') })
    const build: Options['outputs'] = {
      card: {
        type: '{ class: string; image: number; "a b": null }',
        build: () => ({ class: 'x', image: 1, 'a b': null }),
      },
      other: () => ({ url: 'x' }),
    }
    expect(Object.values(await declared(root, { outputs: build }))).toEqual([
      'const image_: { class: string; image: number; "a b": null } export default image_ ' +
        `const class_: Extract<{ class: string; image: number; "a b": null }, { class?: unknown }>['class'] ` +
        'export { class_ as class } ' +
        `export const image: Extract<{ class: string; image: number; "a b": null }, { image?: unknown }>['image']`,
      'const image: unknown export default image export const url: unknown',
    ])
  })

  test('are the same text whatever the files are called', async () => {
    const [a, b] = [importing('./icon.png?w=20', './photo.jpg?w=20'), importing('./photo.jpg?w=30', './icon.png?w=20')]
    const [first, second] = await Promise.all(
      [project({ 'a.ts': a, 'b.ts': b }), project({ 'a.ts': b, 'b.ts': a })].map(async root =>
        (await typesOf(root)).look(),
      ),
    )
    expect(first?.text).toBe(second?.text)
    expect(first?.count).toBe(3)
  })

  test('are the same text whichever of two pictures comes first', async () => {
    const code = importing('./x.png?w=80;90&as=img&placeholder=lqip')
    const texts = await Promise.all(
      [['small.png', 'pattern.jpg'] as const, ['pattern.jpg', 'small.png'] as const].map(async ([a, b]) => {
        const root = project({ 'a/a.ts': code, 'b/b.ts': code })
        copyFileSync(fixture(a), join(root, 'a/x.png'))
        copyFileSync(fixture(b), join(root, 'b/x.png'))
        return (await (await typesOf(root)).look()).text
      }),
    )
    expect(texts[0]).toContain('srcset?: string')
    expect(texts[0]).toBe(texts[1])
  })

  test('of specifiers that TypeScript cannot name are a comment that says what to do', async () => {
    const root = project({ 'a.ts': importing('./photo.jpg?w=80;90&as=img&sizes=calc(100vw * 0.5)') })
    const { text } = await (await typesOf(root)).look()
    expect(text).toContain('write %2A instead')
    write(root, { 'a.ts': importing('./photo.jpg?w=80;90&as=img&sizes=calc(100vw %2A 0.5)') })
    expect(Object.values(await declared(root))).toHaveLength(1)
  })
})

describe('an import that fails', () => {
  test('is a problem with its place, and hides no other', async () => {
    const root = project({
      'a.ts': `\n  ${importing('./none.jpg?w=20', '@nobody/x.jpg?w=20', './photo.jpg?w=x', './photo.jpg?w=20')}`,
    })
    write(root, { 'broken.jpg': 'no picture', 'b.ts': importing('./broken.jpg?w=20') })
    const { problems, count, text } = await (await typesOf(root)).look()
    expect(count).toBe(1)
    expect(text).toContain('photo.jpg?w=20')
    expect(
      problems.map(({ import: { file, line, column }, error, isUnknown }) => [
        file.slice(root.length + 1),
        line,
        column,
        error.code,
        isUnknown,
      ]),
    ).toEqual([
      ['a.ts', 2, 32, 'SOURCE_NOT_FOUND', false],
      ['a.ts', 3, 30, 'SOURCE_NOT_FOUND', true],
      ['a.ts', 4, 30, 'DIRECTIVE_INVALID', false],
      ['b.ts', 1, 30, 'SOURCE_NOT_AN_IMAGE', false],
    ])
  })

  test('is none when it is no import', async () => {
    const root = project({ 'a.ts': "export const names = ['./none.jpg?w=20', 'x/y.png?w=20']\n" })
    expect(await (await typesOf(root)).look()).toMatchObject({ problems: [], count: 0 })
  })
})

describe('what is searched', () => {
  const files = {
    'a.ts': importing('./photo.jpg?w=1'),
    'a.d.ts': importing('./photo.jpg?w=2'),
    'node_modules/x/a.ts': importing('../../photo.jpg?w=3'),
    'dist/a.js': importing('../photo.jpg?w=4'),
    '.cache/a.js': importing('../photo.jpg?w=5'),
    'b/c.vue': '<template><img src="../photo.jpg?w=6"></template>',
    'b/c.css': 'p { background: url("../photo.jpg?w=7") }',
  }
  const names = async (options?: Options) =>
    Object.keys(await declared(project(files), options)).map(name => name.slice(name.indexOf('=') + 1))

  test('is every script and template, but no declarations, packages and outputs', async () => {
    expect(await names()).toEqual(['1', '6'])
  })

  test('are plain paths too where the defaults ask for something', async () => {
    const root = project({ 'a.ts': "import a from './photo.jpg'\nconst b = './gone.jpg'\n" })
    expect(await declared(root)).toEqual({})
    expect(Object.keys(await declared(root, { defaults: { w: 60 } }))).toEqual(['.*/photo.jpg'])
    expect(Object.keys(await declared(root, { defaults: () => ({ w: 60 }) }))).toEqual(['.*/photo.jpg'])
    expect(await declared(root, { defaults: () => undefined })).toEqual({})
  })

  test('is what the options say', async () => {
    expect(await names({ types: { include: ['b/**', 'dist/**'], exclude: [] } })).toEqual(['4', '6'])
  })

  test('are images that the options do not leave to the bundler', async () => {
    expect(await names({ exclude: '**/photo.jpg' })).toEqual([])
  })
})

describe('the file', () => {
  test('is written when that changes it, and whole', async () => {
    const root = project({ 'a.ts': importing('./photo.jpg?w=20') })
    const types = await typesOf(root, { types: { file: 'made/for/images.d.ts' } })
    const file = join(root, 'made/for/images.d.ts')
    expect(await types.current()).toBe('')
    expect(await types.write(await types.look())).toBe(true)
    expect(await types.current()).toContain('photo.jpg?w=20')
    utimesSync(file, 1, 1)
    expect(await types.write(await types.look())).toBe(false)
    expect(statSync(file).mtimeMs).toBe(1000)
    expect(filesIn(dirname(file))).toEqual([file])
  })

  test('with other ends of lines is the same file', async () => {
    const root = project({ 'a.ts': importing('./photo.jpg?w=20') })
    const types = await typesOf(root)
    await types.write(await types.look())
    const file = join(root, 'lazy-image.d.ts')
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'))
    expect(await types.write(await types.look())).toBe(false)
  })

  test('follows single changes of sources and images', async () => {
    const root = project({ 'a.ts': importing('./photo.jpg?w=80;90') })
    const types = await typesOf(root)
    const [source, image] = [join(root, 'a.ts'), join(root, 'photo.jpg')]
    expect((await types.look()).text).toContain('string[]')
    copyFileSync(fixture('small.png'), image)
    expect((await types.lookAgain([image])).text).toContain('const image: string\n')
    write(root, { 'a.ts': importing('./icon.png?w=20', './icon.png?w=30') })
    expect(await types.lookAgain([source])).toMatchObject({ count: 2 })
    rmSync(source)
    expect(await types.lookAgain([source])).toMatchObject({ count: 0 })
    expect(types.isSource(source)).toBe(false)
  })
})
