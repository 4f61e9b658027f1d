import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { brokenImports, brokenOrder } from '../../scripts/structure/broken-imports.mjs'
import { findCircles } from '../../scripts/structure/find-circles.mjs'
import { rustImports } from '../../scripts/structure/rust-imports.mjs'
import { typescriptImports } from '../../scripts/structure/typescript-imports.mjs'
import { ROOT, run } from '../support/command.js'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lazy-image-imports-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(files: Record<string, string>) {
  for (const [file, code] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), code)
  }
}

test('the imports of this repository keep to the rules and go in no circle', async () => {
  const stdout = await run(process.execPath, ['scripts/structure/check-imports.mjs'], ROOT)
  expect(stdout).toMatch(
    /^Checked the imports of \d{3,} TypeScript and \d+ Rust files: 0 against the rules, 0 circles\.\n$/,
  )
})

describe('rules', () => {
  const rule = {
    source: 'src',
    packages: ['@lazy-image/core'],
    units: {
      '.': { imports: [], why: 'all stand on it' },
      plan: { imports: ['.', 'cache/key'], why: 'a plan is pure' },
      cache: { imports: ['.', 'plan'], why: 'a tier keeps bytes' },
      'host/vite': { imports: ['plan'], bundlers: ['vite'], why: 'a host' },
      index: { imports: ['*'], why: 'an entry' },
    },
  }
  const manifest = { dependencies: { '@lazy-image/core': '*', '@lazy-image/native': '*', picomatch: '*', vite: '*' } }

  const broken = (file: string, code: string) => {
    write({ [`p/src/${file}`]: code })
    return brokenImports('p', rule, manifest, typescriptImports(root, `p/src/${file}`))
  }

  test.each([
    ['a unit of its list', 'plan/a.ts', "import { b } from '../errors.js'"],
    ['the named part of a unit', 'plan/a.ts', "import { b } from '../cache/key.js'"],
    ['itself', 'plan/a.ts', "import { b } from './b.js'"],
    ['everything, when the list says so', 'index.ts', "export { b } from './host/vite/b.js'"],
    ['Node', 'plan/a.ts', "import { join } from 'node:path'"],
    ['what its users get', 'plan/a.ts', "import match from 'picomatch'"],
    ['the bundler of its unit', 'host/vite/a.ts', "import type { Plugin } from 'vite'"],
    ['nothing in a comment', 'plan/a.ts', "// import { b } from '../cache/b.js'\n/*\nimport '../cache/b.js'\n*/"],
  ])('a file may import %s', (_, file, code) => {
    expect(broken(file, code)).toEqual([])
  })

  test.each([
    [
      'another unit',
      "import { b } from '../cache/tier.js'",
      /plan may not import '..\/cache\/tier.js': a plan is pure/,
    ],
    ['a type of another unit', "import type { B } from '../cache/tier.js'", /may not import/],
    ['another unit over several lines', "import {\n  type B,\n  c,\n} from '../cache/tier.js'", /may not import/],
    ['another unit for its effects', "import '../cache/tier.js'", /may not import/],
    ['another unit later', "const b = await import('../cache/tier.js')", /may not import/],
    ['what another unit gives on', "export * from '../cache/tier.js'", /may not import/],
    ['a bundler', "import type { Plugin } from 'vite'", /plan may not name vite: a plan is pure/],
    [
      'what its users do not get',
      "import { test } from 'vitest'",
      /'vitest' is not in dependencies or peerDependencies/,
    ],
    ['a package further down', "import { probe } from '@lazy-image/native'", /no neighbour of this package/],
    ['a file of another package', "import { b } from '../../../q/src/b.js'", /lies outside of p\/src\//],
  ])('a file may not import %s', (_, code, sentence) => {
    const sentences = broken('plan/a.ts', `\n${code}`)
    expect(sentences).toEqual([expect.stringMatching(sentence)])
    expect(sentences[0]).toMatch(/^p\/src\/plan\/a\.ts:2: /)
  })

  describe('of what runs in pages', () => {
    const page = {
      source: 'page',
      types: ['src/told'],
      runsInPages: true,
      units: { '.': { imports: [], why: 'all stand on it' }, view: { imports: ['.'], why: 'how it is shown' } },
    }
    const broken = (code: string) => {
      write({ 'p/page/a.ts': code })
      return brokenImports('p', page, manifest, typescriptImports(root, 'p/page/a.ts'))
    }

    test('let it take types of what the rest tells it', () => {
      expect(broken("import type { Told } from '../src/told.js'")).toEqual([])
    })

    test.each([
      ['the same as code', "import { told } from '../src/told.js'", /only its types may be imported/],
      ['anything else of the rest', "import type { Plan } from '../src/plan.js'", /lies outside of p\/page\//],
      ['Node', "import { join } from 'node:path'", /'node:path' is not there in a page/],
      ['what its users get', "import match from 'picomatch'", /'picomatch' is not there in a page/],
      ['a unit above', "import { show } from './view/show.js'", /a file at the top may not import/],
    ])('refuse %s', (_, code, sentence) => {
      expect(broken(code)).toEqual([expect.stringMatching(sentence)])
    })
  })

  test('a folder without a rule is named', () => {
    expect(broken('colours/a.ts', "import { b } from './b.js'")).toEqual([
      expect.stringMatching(/^p\/src\/colours\/a\.ts:1: no rule names this file/),
    ])
  })
})

describe('the order of a crate', () => {
  const broken = (file: string, target: string) =>
    brokenOrder('c', ['pixels', 'formats', 'lib'], new Map([[`c/src/${file}`, new Set([`c/src/${target}`])]]))

  test.each([
    ['what lies below', 'formats/png/decode.rs', 'pixels/mod.rs'],
    ['its own module', 'formats/mod.rs', 'formats/png/mod.rs'],
    ['anything, from the top', 'lib.rs', 'formats/mod.rs'],
  ])('lets a file import %s', (_, file, target) => expect(broken(file, target)).toEqual([]))

  test('lets no file import what lies above', () => {
    expect(broken('pixels/raster.rs', 'formats/mod.rs')).toEqual([
      'c/src/pixels/raster.rs: pixels may not import c/src/formats/mod.rs: it stands below',
    ])
  })

  test('names a module that has no place', () => {
    expect(broken('colours.rs', 'pixels/mod.rs')).toEqual([
      expect.stringMatching(/^c\/src\/colours\.rs: no order names/),
    ])
  })
})

describe('circles', () => {
  const circles = (imports: Record<string, string[]>) =>
    findCircles(new Map(Object.entries(imports).map(([file, targets]) => [file, new Set(targets)])))

  test('files that share what they import are none', () => {
    expect(circles({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })).toEqual([])
  })

  test('each one is told with its files and a shortest way around', () => {
    const found = circles({ a: ['b'], b: ['c', 'd'], c: ['d'], d: ['b', 'e'], e: ['f'], f: ['e'] })
    expect(found).toEqual([
      { files: ['b', 'c', 'd'], way: ['b', 'd', 'b'] },
      { files: ['e', 'f'], way: ['e', 'f', 'e'] },
    ])
  })
})

describe('imports of a crate', () => {
  const importsOf = (files: Record<string, string>, file: string) => {
    write(Object.fromEntries(Object.entries(files).map(([name, code]) => [`crate/src/${name}`, code])))
    return [...(rustImports(root, 'crate').get(`crate/src/${file}`) ?? [])].map(path => path.slice('crate/src/'.length))
  }
  const FILES = {
    'lib.rs': 'mod error;\nmod png;\npub use error::Error;\n',
    'error.rs': 'pub struct Error;\n',
    'png/mod.rs': 'mod chunks;\npub(crate) mod write;\n',
    'png/chunks.rs': '',
    'png/write.rs': '',
  }

  test.each([
    ['a tree of names', 'use crate::{error::{self, Error}, png::chunks::Png as P};', ['error.rs', 'png/chunks.rs']],
    ['super', 'use super::chunks::Chunk;', ['png/chunks.rs']],
    ['super of super', 'use super::super::error::Error;', ['error.rs']],
    ['an item of the module above', 'use super::Traits;', ['png/mod.rs']],
    ['a path in the code', 'fn f() -> crate::error::Error { super::chunks::read() }', ['error.rs', 'png/chunks.rs']],
    ['what the crate exports', 'use crate::Error;', ['lib.rs']],
    ['another crate', 'use std::error::Error;', []],
    ['a comment', '// use crate::error::Error;\n/* crate::error::f() */', []],
    ['a text', 'const A: &str = "crate::error::f"; // "', []],
    [
      'a test',
      'fn f() {}\n#[cfg(test)]\nmod tests {\n    use crate::error::Error;\n    fn g() { if true {} }\n}\n',
      [],
    ],
  ])('%s', (_, code, expected) => {
    expect(importsOf({ ...FILES, 'png/write.rs': code }, 'png/write.rs').sort()).toEqual(expected)
  })

  test('a list imports the members that it names, not those that it declares', () => {
    expect(importsOf(FILES, 'lib.rs')).toEqual(['error.rs'])
    expect(importsOf(FILES, 'png/mod.rs')).toEqual([])
  })
})
