import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { KINDS } from '../../scripts/structure/kinds.mjs'
import { memberNames } from '../../scripts/structure/member-names.mjs'
import { namedWords } from '../../scripts/structure/named-words.mjs'
import { placesOf } from '../../scripts/structure/places-of.mjs'
import { ROOT, run } from '../support/command.js'

test('no member of a kind is named in more files than its kind allows', async () => {
  const stdout = await run(process.execPath, ['scripts/structure/count-places.mjs'], ROOT)
  expect(stdout).toMatch(/^Counted the places of \d{2,} members of 15 kinds: 0 in too many\.$/m)
})

test('every kind has members, and each is named where it is listed', () => {
  for (const { name, list, folder } of KINDS) expect(memberNames(ROOT, list, folder), name).not.toEqual([])
})

describe('a file names a member', () => {
  const kind = {
    name: 'operation',
    toAdd: '',
    list: 'ops/list.ts',
    folder: 'ops',
    most: 1,
    ordinary: { flatten: 'a method of lists' },
    others: { blur: { names: ['blurhash'], why: 'a placeholder' } },
  }
  const names = (member: string, path: string, code: string) =>
    placesOf(member, kind, [{ path, named: namedWords(path, code) }]).length > 0

  test.each([
    ['as a text', 'a.ts', "if (kind === 'blur') return"],
    ['in a name', 'a.ts', 'const blurSigma = 1'],
    ['in a name of Rust', 'a.rs', 'fn read_blur() {}'],
    ['as a type', 'a.rs', 'enum Operation { Blur { sigma: f64 } }'],
    ['by its own name', 'ops/blur.ts', ''],
    ['by importing it', 'a.ts', "import { x } from './ops/blur.js'"],
    ['beside another name that holds the word', 'a.ts', 'const blurHash = blur'],
  ])('%s', (_, path, code) => expect(names('blur', path, code)).toBe(true))

  test.each([
    ['in a comment', 'a.ts', '// blur\n/* blur */'],
    ['in a sentence', 'a.ts', "throw new Error('ask for blur or not')"],
    ['in a test of Rust', 'a.rs', '#[cfg(test)]\nmod tests { fn blur() {} }'],
    ['in a longer word', 'a.ts', 'const blurry = 1'],
    ['in a name that means another thing', 'a.ts', "const blurHash = 'blurhash'"],
  ])('not %s', (_, path, code) => expect(names('blur', path, code)).toBe(false))

  test.each([
    ['as a text', 'a.ts', "{ kind: 'flatten' }", true],
    ['as a type', 'a.rs', 'Operation::Flatten', true],
    ['by its own name', 'ops/flatten.rs', '', true],
    ['by importing it', 'a.ts', "import { x } from './ops/flatten.js'", true],
    ['as the method of a list', 'a.ts', 'lists.flatten()', false],
  ])('that is called by an ordinary word, %s', (_, path, code, expected) => {
    expect(names('flatten', path, code)).toBe(expected)
  })

  test('unless the kind says with a reason that it means another thing there', () => {
    const excusing = { ...kind, elsewhere: [{ files: ['other/'], members: ['blur'], why: 'a filter of CSS' }] }
    const files = ['other/a.ts', 'another/a.ts'].map(path => ({ path, named: namedWords(path, 'blur()') }))
    expect(placesOf('blur', excusing, files)).toEqual(['another/a.ts'])
  })
})

describe('the members of a list', () => {
  let root = ''
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'lazy-image-kinds-'))
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  const members = (list: string, code: string, folder: string) => {
    mkdirSync(dirname(join(root, list)), { recursive: true })
    writeFileSync(join(root, list), code)
    return memberNames(root, list, folder)
  }

  test('are the files whose values it imports from the folder', () => {
    const code = [
      "import { a } from './a.js'",
      "import { type B, b } from './b.js'",
      "import type { Kind } from './kind.js'",
      "import { c } from '../c.js'",
    ].join('\n')
    expect(members('kinds/kinds.ts', code, 'kinds')).toEqual(['a', 'b'])
  })

  test('are the modules that it declares', () => {
    const code = 'mod a;\npub(crate) mod b_c;\n#[cfg(test)]\nmod tests;\n'
    expect(members('kinds/mod.rs', code, 'kinds')).toEqual(['a', 'b_c'])
  })
})
