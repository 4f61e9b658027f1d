import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  buildMigrated,
  copyMigrated,
  MIGRATED,
  readMigrated,
  readMigratedRecords,
} from '../projects/build-migrated.mjs'
import { fixture } from '../support/fixture.js'
import { recordedLogger, VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'

// As another package of the workspace has it: no project of the tests depends on the command line.
const CLI = new URL('../../packages/cli/dist/index.js', import.meta.url).href

interface Terminal {
  folder: string
  say(line: string): void
  complain(line: string): void
}

interface CommandLine {
  runCommandLine(args: readonly string[], terminal: Terminal): Promise<number>
}

const records = readMigratedRecords()

/** Levels, of 256, by which two encoders may differ on the colour of a corner. */
const TOLERANCE = 12

/** A project with vite-imagetools installed as far as its configuration is read and no picture is made. */
function withTool(project: Project): Project {
  const tool = project.path('node_modules/vite-imagetools')
  mkdirSync(tool)
  writeFileSync(join(tool, 'package.json'), '{ "name": "vite-imagetools", "type": "module", "exports": "./index.js" }')
  writeFileSync(join(tool, 'index.js'), "export const imagetools = () => ({ name: 'imagetools' })\n")
  return project
}

/** A project as its author has it. */
function projectOf(name: string): Project {
  const project = withTool(new Project({}))
  copyMigrated(name, project.root)
  return project
}

async function migrate(folder: string, ...options: string[]) {
  const { runCommandLine } = (await import(CLI)) as CommandLine
  const said: string[] = []
  const complained: string[] = []
  const terminal: Terminal = { folder, say: line => said.push(line), complain: line => complained.push(line) }
  const code = await runCommandLine(['migrate', ...options], terminal)
  return { code, said: said.join('\n'), complained: complained.join('\n') }
}

function channels(color: string): number[] {
  return [1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16))
}

function differences(one: readonly string[], other: readonly string[]): number[] {
  return one.flatMap((color, index) => {
    const beside = channels(other[index] ?? '')
    return channels(color).map((level, channel) => Math.abs(level - (beside[channel] ?? Number.NaN)))
  })
}

describe('a project on vite-imagetools that lazy-image migrate has rewritten', () => {
  test('is recorded as the tool builds it', () => {
    expect(Object.keys(records).sort()).toEqual(MIGRATED)
  })

  test.each(MIGRATED)('is built to the same pictures and values: %s', async name => {
    const { becomes, builds } = readMigrated(name)
    const project = projectOf(name)
    const { code, said } = await migrate(project.root, '--json')
    const report: { calls: { plugin: string }[]; files: string[]; left: object[] } = JSON.parse(said)
    expect(report.calls.map(({ plugin }) => plugin)).toEqual(becomes)
    expect(code).toBe(becomes.includes('vite-imagetools') ? 1 : 0)
    expect(report.left.length > 0).toBe(code === 1)
    if (builds.length === 0) {
      expect(report.files).toEqual([])
      return
    }
    // Whatever still asks for the tool fails.
    project.remove('node_modules/vite-imagetools')
    const logger = recordedLogger()
    const built = await buildMigrated(name, project.root, VITES['vite 8'], logger)
    expect(built.map(({ value }) => value)).toEqual(records[name]?.map(({ value }) => value))
    for (const [index, { files }] of built.entries()) {
      const theirs = records[name]?.[index]?.files ?? []
      for (const { label, colors } of files) {
        const same = theirs
          .filter(file => file.label === label)
          .map(file => Math.max(...differences(file.colors, colors)))
        expect(Math.min(...same), label).toBeLessThanOrEqual(TOLERANCE)
      }
    }
    if (becomes.every(plugin => plugin === 'lazyImage')) expect(logger.warnings).toEqual([])
  })

  test('is what git makes of the diff that --dry-run prints, which writes nothing', async () => {
    for (const name of ['svelte-kit-like', 'png-with-quality']) {
      const [patched, written] = [projectOf(name), projectOf(name)]
      const untouched = projectOf(name)
      const { said } = await migrate(patched.root, '--dry-run')
      const sources = patched
        .list('.')
        .filter(file => !file.startsWith('node_modules') && /\.(?:json|[jt]s|mjs|svelte|vue)$/.test(file))
      for (const file of sources) expect(patched.read(file)).toBe(untouched.read(file))
      execFileSync('git', ['apply', '-'], {
        cwd: patched.root,
        input: `${said}\n`,
        env: { ...process.env, GIT_CEILING_DIRECTORIES: patched.root },
      })
      await migrate(written.root)
      expect(sources.some(file => written.read(file) !== untouched.read(file))).toBe(true)
      for (const file of sources) expect(patched.read(file), file).toBe(written.read(file))
    }
  })
})

describe('a project stays on imagetools(), and is told where,', () => {
  const config = (options = '', more = '') =>
    `import { imagetools } from 'vite-imagetools'\nexport default { plugins: [imagetools(${options})]${more} }\n`
  const image = fixture('small.png')

  test.each<[string, Record<string, string | Uint8Array>, string]>([
    [
      'where a query is put together when the code runs',
      { 'src/a.js': ['export const load = name => import(`./', '{name}.png?w=', '{name.length}`)\n'].join('$') },
      'src/a.js:1:36',
    ],
    ['where an image is missing', { 'src/a.js': "import a from './b.png?w=20'\n" }, 'src/a.js:1:15 ./b.png?w=20:'],
    ['where an alias leads nowhere', { 'src/a.js': "import a from '@/a.png?w=20'\n" }, 'src/a.js:1:15 @/a.png?w=20:'],
    [
      'where a misspelt word would stop a build that it did not stop',
      { 'src/a.js': "import a from './a.png?fromat=webp'\n" },
      'src/a.js:1:15 ./a.png?fromat=webp:',
    ],
    [
      'where a list has a member that counts as absent',
      { 'src/a.js': "import a from './a.png?w=20;wide&as=srcset'\n" },
      'src/a.js:1:15 ./a.png?w=20;wide&as=srcset:',
    ],
    [
      'where the tool leaves images of the public folder to Vite',
      { 'public/p.png': image, 'src/a.js': "import a from '../public/p.png?w=20'\n" },
      'src/a.js:1:15 ../public/p.png?w=20: vite-imagetools leaves it to Vite',
    ],
    [
      'where a query is an object whose values break rules',
      { 'src/a.js': "export default import.meta.glob('./*.png', { query: { w: 'wide', format: 'webp' } })\n" },
      'is put together from parts',
    ],
    [
      'where its options are put together elsewhere',
      { 'vite.config.js': config('{ ...{} }') },
      'not all of its options',
    ],
    [
      'where Vite has a say on exports by name',
      { 'vite.config.js': config('', ', json: {}') },
      'the option json of Vite',
    ],
    ['where the plugin is handed on', { 'vite.config.js': config('', ', more: imagetools') }, '{ imagetools } alone'],
  ])('%s', async (_, files, reason) => {
    const project = withTool(
      new Project({
        'vite.config.js': config(),
        'src/a.png': image,
        'src/a.js': "import a from './a.png?w=20'\n",
        ...files,
      }),
    )
    const before = project.read('src/a.js')
    const { code, said } = await migrate(project.root)
    expect(code).toBe(0)
    expect(said).toContain('becomes imagetools()')
    expect(said).toContain(reason)
    expect(project.read('vite.config.js')).toContain("import { imagetools } from '@lazy-image/vite-plugin'")
    expect(project.read('src/a.js')).toBe(before)
  })
})

test('a query is put into other words wherever a file writes it, and no longer text that begins like it', async () => {
  const files = (query: string, escaped: string) => ({
    'src/a.tsx': [
      `import a from './a.png${query}'`,
      `const again = <img src="./a.png${query}" />`,
      `const lazily = () => import(\`./a.png${query}\`)`,
      '// ./a.png?w=20px&webp0 is another one',
      '',
    ].join('\n'),
    'src/a.scss': `.a { background: url(./a.png${query}); }\n.b { background: url("./a.png${query}"); }\n`,
    'src/A.vue': `<template>\n  <img src="./a.png${escaped}">\n</template>\n<style>\n.a { background: url('a.png${query}') }\n</style>\n`,
    'index.html': `<!doctype html>\n<img src="/src/a.png${escaped}" alt="">\n<img srcset="src/a.png${query} 1x" alt="">\n`,
  })
  const before = files('?w=20px&webp', '?w=20px&amp;webp')
  const after = files('?w=20&webp', '?w=20&amp;webp')
  const project = withTool(
    new Project({
      'vite.config.js': "import { imagetools } from 'vite-imagetools'\nexport default { plugins: [imagetools()] }\n",
      'src/a.png': fixture('small.png'),
      ...before,
    }),
  )
  const { code, said } = await migrate(project.root)
  expect(code).toBe(0)
  expect(said).toContain('becomes lazyImage()')
  for (const [file, text] of Object.entries(after)) {
    expect(project.read(file)).toBe(text)
  }
})
