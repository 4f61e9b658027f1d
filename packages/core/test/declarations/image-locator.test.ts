import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ImageLocator } from '../../dist/declarations/image-locator.js'
import { fixture } from '../support/fixture.js'
import { scratchFolder } from '../support/scratch-folder.js'

/** A folder with files; those that end in .png are pictures. */
function project(files: Readonly<Record<string, string>>): string {
  const root = scratchFolder()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    if (name.endsWith('.png')) cpSync(fixture('small.png'), join(root, name))
    else writeFileSync(join(root, name), content)
  }
  return root
}

function located(root: string, specifier: string, importer = 'src/page/entry.ts', aliases = {}): string | undefined {
  return new ImageLocator(root, aliases).locate(specifier, join(root, importer))?.replace(`${root}/`, '')
}

test('a path starts from the file that says it, decoded unless a file is really called so', () => {
  const root = project({ 'src/a b.png': '', 'src/a%20c.png': '', 'src/page/entry.ts': '' })
  expect(located(root, '../a%20b.png?w=2')).toBe('src/a b.png?w=2')
  expect(located(root, '../a b.png?w=2')).toBe('src/a b.png?w=2')
  expect(located(root, '../a%20c.png?w=2')).toBe('src/a%20c.png?w=2')
})

test('a path that leads nowhere says where its file should be', () => {
  expect(located(project({}), './none.png?w=2')).toBe('src/page/none.png?w=2')
  expect(located(project({}), '/none.png?w=2')).toBe('none.png?w=2')
})

test('a path from the root starts there, unless the file lies at the root of the disk', () => {
  const root = project({ 'img/a.png': '' })
  expect(located(root, '/img/a.png?w=2')).toBe('img/a.png?w=2')
  expect(located(root, `${root}/img/a.png?w=2`)).toBe('img/a.png?w=2')
})

test('an alias is what the nearest tsconfig.json says, itself, by what it extends, or by what it refers to', () => {
  const paths = (alias: string, folder: string) =>
    `{ "compilerOptions": { "paths": { "${alias}/*": ["${folder}/*"] } } }`
  const root = project({
    'img/a.png': '',
    'src/page/img/b.png': '',
    'base.json': paths('@base', './img'),
    'tsconfig.json':
      '{ "extends": "./base.json", /* and */ "references": [{ "path": "./tsconfig.app.json" }, { "path": "./lib" }], }',
    'tsconfig.app.json': paths('@', './img'),
    'lib/tsconfig.json': paths('@lib', '../img'),
    'near/tsconfig.json': paths('@near', '../src/page/img'),
  })
  for (const specifier of ['@base/a.png?w=2', '@/a.png?w=2', '@lib/a.png?w=2']) {
    expect(located(root, specifier), specifier).toBe('img/a.png?w=2')
  }
  expect(located(root, '@near/b.png?w=2', 'near/x.ts')).toBe('src/page/img/b.png?w=2')
  expect(located(root, '@near/b.png?w=2')).toBeUndefined()
})

test('jsconfig.json is read where there is no tsconfig.json, and a broken one knows nothing', () => {
  const jsconfig = '{ "compilerOptions": { "paths": { "~/*": ["./img/*"] } } }'
  expect(located(project({ 'img/a.png': '', 'jsconfig.json': jsconfig }), '~/a.png?w=2')).toBe('img/a.png?w=2')
  expect(located(project({ 'img/a.png': '', 'tsconfig.json': '{ "ext' }), '~/a.png?w=2')).toBeUndefined()
})

test('a package and the imports of package.json lead to images', () => {
  const root = project({
    'package.json': '{ "name": "project", "imports": { "#img/*": "./img/*" } }',
    'img/a.png': '',
    'node_modules/photos/package.json': '{ "name": "photos" }',
    'node_modules/photos/b.png': '',
  })
  expect(located(root, '#img/a.png?w=2')).toBe('img/a.png?w=2')
  expect(located(root, 'photos/b.png?w=2')).toBe('node_modules/photos/b.png?w=2')
  expect(located(root, 'photos/none.png?w=2')).toBeUndefined()
})

test('an alias of the options is a folder, whole names only', () => {
  const root = project({ 'img/a.png': '' })
  const aliases = { '@img': join(root, 'img'), '~': root }
  expect(located(root, '@img/a.png?w=2', 'x.ts', aliases)).toBe('img/a.png?w=2')
  expect(located(root, '~/img/a.png?w=2', 'x.ts', aliases)).toBe('img/a.png?w=2')
  expect(located(root, '@imgs/a.png?w=2', 'x.ts', aliases)).toBeUndefined()
})

test.each(['//cdn.example.com/a.png?w=2', 'https://cdn.example.com/a.png?w=2', 'data:image/png,a.png?w=2'])(
  '%s is no path',
  specifier => {
    expect(located(scratchFolder(), specifier)).toBeUndefined()
  },
)
