import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { loadImageTypes } from '@lazy-image/core/host'
import { describe, expect, test } from 'vitest'
import { recordedPipeline } from '../support/recorded-pipeline.js'
import { scratchFolder } from '../support/scratch-folder.js'

function project(files: Readonly<Record<string, unknown>>): string {
  const root = scratchFolder()
  for (const [name, content] of Object.entries({ 'package.json': {}, ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return root
}

/** Where declarations go, from a folder of the project; with a mark where TypeScript does not find them. */
async function fileIn(root: string, folder = '.'): Promise<string> {
  const { pipeline } = recordedPipeline({ root: join(root, folder) })
  const { file, isIncluded } = await loadImageTypes(pipeline)
  return `${relative(root, file).replaceAll('\\', '/')}${isIncluded ? '' : ' (not included)'}`
}

/** As create-vite writes them. */
const TEMPLATE = {
  'tsconfig.json': { files: [], references: [{ path: './tsconfig.node.json' }, { path: './tsconfig.app.json' }] },
  'tsconfig.node.json': { include: ['vite.config.ts'] },
  'tsconfig.app.json': { include: ['src'] },
  'src/main.ts': '',
}

describe('declarations are written where TypeScript finds them', () => {
  const cases: [what: string, files: Readonly<Record<string, unknown>>, file: string][] = [
    ['everything is included', { 'tsconfig.json': {} }, 'lazy-image.d.ts'],
    ['a folder is included', { 'tsconfig.json': { include: ['src'] }, 'src/a.ts': '' }, 'src/lazy-image.d.ts'],
    ['what it refers to includes a folder', TEMPLATE, 'src/lazy-image.d.ts'],
    [
      'globs include a folder',
      { 'tsconfig.json': { include: ['env.d.ts', 'app/**/*.ts', 'app/**/*.vue'] }, 'app/a.ts': '', 'env.d.ts': '' },
      'app/lazy-image.d.ts',
    ],
    [
      'what it extends includes a folder',
      {
        'tsconfig.json': { extends: './.made/tsconfig.json' },
        '.made/tsconfig.json': { include: ['../src/**/*.ts'] },
        'src/a.ts': '',
      },
      'src/lazy-image.d.ts',
    ],
    ['a folder that is included lies elsewhere', { 'tsconfig.json': { include: ['../src'] } }, 'lazy-image.d.ts'],
    ['it was before', { ...TEMPLATE, 'lazy-image.d.ts': '' }, 'lazy-image.d.ts'],
  ]
  test.each(cases)('where %s', async (_what, files, file) => {
    expect((await fileIn(project(files))).split(' ')[0]).toBe(file)
  })

  test('and it is known where it does not', async () => {
    expect(await fileIn(project(TEMPLATE))).toBe('src/lazy-image.d.ts')
    expect(await fileIn(project({ ...TEMPLATE, 'lazy-image.d.ts': '' }))).toBe('lazy-image.d.ts (not included)')
    expect(await fileIn(project({ 'tsconfig.json': { files: ['a.ts'] } }))).toBe('lazy-image.d.ts (not included)')
    // There is nothing to list it in, or nothing that can be told.
    expect(await fileIn(project({ 'tsconfig.json': '{ broken' }))).toBe('lazy-image.d.ts')
    expect(await fileIn(project({}))).toBe('lazy-image.d.ts')
  })

  test('also below the tsconfig.json', async () => {
    const files = { 'tsconfig.json': { include: ['web/src'] }, 'web/src/a.ts': '' }
    expect(await fileIn(project(files), 'web')).toBe('web/src/lazy-image.d.ts')
  })
})

describe('declarations are kept', () => {
  const keeps = (root: string, options = {}) => recordedPipeline({ root, ...options }).pipeline.options.types.keep

  test('in a project of TypeScript, and where the options ask for them', () => {
    expect(keeps(project({ 'tsconfig.json': {} }))).toBe(true)
    expect(keeps(project({ 'tsconfig.json': {} }), { types: false })).toBe(false)
    expect(keeps(project({}))).toBe(false)
    expect(keeps(project({}), { types: true })).toBe(true)
    expect(keeps(project({}), { types: { file: 'images.d.ts' } })).toBe(true)
  })

  test('in a folder of its package, and not in a package within another', () => {
    const root = project({ 'tsconfig.json': {}, 'web/index.html': '', 'packages/a/package.json': {} })
    expect(keeps(join(root, 'web'))).toBe(true)
    expect(keeps(join(root, 'packages/a'))).toBe(false)
  })
})
