import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { run } from './support/run.js'
import { PHOTO, remove, scratchFolder } from './support/sample-project.js'

const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url))

/** A project with one picture, photo.jpg, and one import of it, gone when the test is over. */
function project(files: Readonly<Record<string, string>> = {}): string {
  const root = scratchFolder()
  onTestFinished(() => remove(root))
  copyFileSync(PHOTO, join(root, 'photo.jpg'))
  write(root, { 'a.ts': "import a from './photo.jpg?w=60'\n", ...files })
  return root
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
}

function typesIn(root: string, file = 'lazy-image.d.ts'): string {
  return readFileSync(join(root, file), 'utf8')
}

describe('lazy-image types', () => {
  test('writes the file once, and leaves it alone until an import changes', async () => {
    const root = project()
    expect(await run(root, 'types')).toEqual({
      code: 0,
      said: 'lazy-image.d.ts declares 1 image import',
      complained: '',
    })
    utimesSync(join(root, 'lazy-image.d.ts'), 1, 1)
    expect(await run(root, 'types')).toMatchObject({ code: 0, said: expect.stringContaining('as before') })
    expect(statSync(join(root, 'lazy-image.d.ts')).mtimeMs).toBe(1000)
    write(root, { 'b.vue': '<template><img src="./photo.jpg?w=70"></template>' })
    expect(await run(root, 'types')).toMatchObject({ said: 'lazy-image.d.ts declares 2 image imports' })
  })

  test('runs as a program, with its exit code', () => {
    const root = project()
    const ran = (...args: string[]) =>
      spawnSync(process.execPath, [BIN, 'types', ...args], { cwd: root, encoding: 'utf8' })
    expect(ran('--check')).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('is missing') })
    expect(ran()).toMatchObject({ status: 0, stdout: 'lazy-image.d.ts declares 1 image import\n', stderr: '' })
    expect(ran('--check')).toMatchObject({ status: 0, stderr: '' })
    expect(ran('--chek')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('mean --check?') })
  })

  test('tells each failure with its place and what is wrong in the query, and declares all others', async () => {
    const root = project({ 'b.ts': "\nimport b from './photo.jpg?w=60&fit=covr'\nimport c from './gone.jpg?w=60'\n" })
    const { code, said, complained } = await run(root, 'types')
    expect({ code, said }).toEqual({ code: 1, said: 'lazy-image.d.ts declares 1 image import' })
    expect(complained).toContain('b.ts:2:15 ./photo.jpg?w=60&fit=covr\n')
    expect(complained).toMatch(/^ {17}\^{8}$/m)
    expect(complained).toContain('did you mean cover? [DIRECTIVE_INVALID]')
    expect(complained).toContain('b.ts:3:15 ./gone.jpg?w=60\n')
    expect(complained).toContain('[SOURCE_NOT_FOUND]')
  })
})

describe('--check', () => {
  test('passes on a fresh file, also with other ends of lines, and writes nothing', async () => {
    const root = project()
    await run(root, 'types')
    write(root, { 'lazy-image.d.ts': typesIn(root).replaceAll('\n', '\r\n') })
    expect(await run(root, 'types', '--check')).toMatchObject({ code: 0, complained: '' })
    expect(typesIn(root)).toContain('\r\n')
  })

  test('fails on a stale file and sums up what differs', async () => {
    const root = project({ 'b.ts': "import b from './photo.jpg?w=70;80'\nimport c from './photo.jpg?w=90'\n" })
    await run(root, 'types')
    const before = typesIn(root)
    write(root, {
      'b.ts': "import b from './photo.jpg?w=70;80'\nimport c from './photo.jpg?w=91'\n",
      'lazy-image.d.ts': before.replace('string[]', 'string'),
    })
    expect(await run(root, 'types', '--check')).toEqual({
      code: 1,
      said: '',
      complained: [
        'lazy-image.d.ts is stale; write it with: lazy-image types',
        '  ~ .*/photo.jpg?w=70;80',
        '  + .*/photo.jpg?w=91',
        '  - .*/photo.jpg?w=90',
      ].join('\n'),
    })
    expect(typesIn(root)).toBe(before.replace('string[]', 'string'))
  })

  test('lists no more differences than can be read', async () => {
    const root = project({
      'b.ts': Array.from({ length: 30 }, (_, n) => `import('./photo.jpg?w=${n + 1}')\n`).join(''),
    })
    const { complained } = await run(root, 'types', '--check')
    expect(complained.match(/^ {2}\+ /gm)).toHaveLength(20)
    expect(complained).toContain('  and 11 more')
    expect(existsSync(join(root, 'lazy-image.d.ts'))).toBe(false)
  })
})

describe('options', () => {
  const PRESET = "{ presets: { card: { w: [60, 70] } }, types: { file: 'types/images.d.ts' } }"
  const IMPORT = { 'a.ts': "import a from './photo.jpg?preset=card'\n" }

  test.each([
    ['lazy-image.config.js', `export default ${PRESET}`],
    ['lazy-image.config.mjs', `export default ${PRESET}`],
    [
      'lazy-image.config.ts',
      `import type { Options } from 'nowhere'\nconst options: Options = ${PRESET}\nexport default options satisfies Options`,
    ],
  ])('come from %s', async (name, code) => {
    const root = project({ ...IMPORT, 'package.json': '{ "type": "module" }', [name]: code })
    expect(await run(root, 'types')).toMatchObject({ code: 0, complained: '' })
    expect(typesIn(root, 'types/images.d.ts')).toContain('const image: string[]')
  })

  test('come from the module that --config names, and --out goes before what they say', async () => {
    const root = project({
      'app/a.ts': "import a from '../photo.jpg?preset=card'\n",
      'mine.mjs': `export default ${PRESET}`,
    })
    const ran = await run(root, 'types', '--root', 'app', '--config', 'mine.mjs', '--out=app/own.d.ts')
    expect(ran).toEqual({ code: 0, said: 'app/own.d.ts declares 1 image import', complained: '' })
    expect(typesIn(root, 'app/own.d.ts')).toContain('string[]')
    expect(existsSync(join(root, 'app/types'))).toBe(false)
  })

  test('globs say which files are searched, and a name of a file is no glob', async () => {
    const root = project({
      'pages/[id].ts': "import a from '../photo.jpg?w=70'\n",
      'pages/i.ts': "import a from '../photo.jpg?w=80'\n",
    })
    await run(root, 'types', 'pages/[id].ts')
    expect(typesIn(root).match(/w=\d+/g)).toEqual(['w=70'])
    await run(root, 'types', 'pages/*')
    expect(typesIn(root).match(/w=\d+/g)).toEqual(['w=70', 'w=80'])
  })
})

describe('a wrong command line', () => {
  test.each([
    [['typs'], 'There is no command "typs"; did you mean types?'],
    [['types', '--rooot', 'x'], 'lazy-image types has no option --rooot; did you mean --root?'],
    [['types', '--root'], 'Option --root needs a value: --root <folder>'],
    [['types', '--root', '--check'], 'Option --root needs a value: --root <folder>'],
    [['types', '--root='], 'Option --root needs a value: --root <folder>'],
    [['types', '--check=yes'], 'Option --check takes no value, but received "yes"'],
    [['types', '--root', 'gone'], 'Option --root must be a folder that exists, but received "gone"'],
    [['types', '--root', 'photo.jpg'], 'Option --root must be a folder that exists, but received "photo.jpg"'],
    [['types', '--config', 'gone.js'], 'Option --config must be a module that exists, but received'],
    [['types', '--out', 'x.ts'], 'Option types.file must be a path that ends in .d.ts, but received'],
    [['types', 'folder'], '"folder" must be a glob of files, but is a folder; write "folder/**"'],
    [
      ['types', '--config', 'text.mjs'],
      'The default export of text.mjs must be the options of lazy-image, an object, but is string',
    ],
    [
      ['types', '--config', 'none.mjs'],
      'The default export of none.mjs must be the options of lazy-image, an object, but is undefined',
    ],
    [['types', '--config', 'broken.mjs'], 'broken.mjs cannot be loaded: it is broken'],
    [['types', '--config', 'wrong.mjs'], 'Unknown option namedExport; known here:'],
  ])('%j is refused with what to do', async (args, message) => {
    const root = project({
      'folder/a.ts': '',
      'text.mjs': 'export default "text"',
      'none.mjs': 'export const options = {}',
      'broken.mjs': 'throw new Error("it is broken")',
      'wrong.mjs': 'export default { namedExport: false }',
    })
    const { code, said, complained } = await run(root, ...args)
    expect({ code, said }).toEqual({ code: 2, said: '' })
    expect(complained).toContain(message)
    expect(existsSync(join(root, 'lazy-image.d.ts'))).toBe(false)
  })
})

describe('help', () => {
  test('of the program names every command, that of a command every option', async () => {
    const { said } = await run('/', '--help')
    expect(said).toMatch(/^ {2}types {2}\S/m)
    for (const args of [
      ['types', '--help'],
      ['types', '--check', '-h'],
    ]) {
      const help = await run('/', ...args)
      expect(help).toMatchObject({ code: 0, complained: '' })
      for (const option of ['check', 'root', 'out', 'config']) expect(help.said).toContain(`  --${option}`)
      expect(help.said.split('\n').every(line => line.length <= 120)).toBe(true)
    }
  })

  test('is what a command line without a command comes to', async () => {
    expect(await run('/')).toMatchObject({
      code: 2,
      said: '',
      complained: expect.stringContaining('usage: lazy-image'),
    })
    expect((await run('/', '--version')).said).toMatch(/^\d+\.\d+\.\d+/)
  })
})
