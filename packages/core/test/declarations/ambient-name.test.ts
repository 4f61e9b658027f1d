import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ambientName, compareNames } from '../../dist/declarations/ambient-name.js'

/**
 * How TypeScript finds the declaration of a specifier: by name where that is no path, else the pattern with the longest
 * beginning, of equals the first. That it does is held by the compilers that read the declarations of a project.
 */
function declarationOf(specifier: string, names: readonly string[]): string | undefined {
  const isPath = /^\.{0,2}\//.test(specifier)
  if (!isPath && names.includes(specifier)) return specifier
  let best: { name: string; length: number } | undefined
  for (const name of names) {
    const star = name.indexOf('*')
    if (star === -1) continue
    const [start, end] = [name.slice(0, star), name.slice(star + 1)]
    const matches =
      specifier.length >= start.length + end.length && specifier.startsWith(start) && specifier.endsWith(end)
    if (matches && (best === undefined || start.length > best.length)) best = { name, length: start.length }
  }
  return best?.name
}

const folder = fc.constantFrom('a', 'b', 'img', 'x.jpg', 'deep/img')
const path = fc
  .tuple(
    fc.constantFrom('./', '../', '../../', './../', '/', '@/', '~/', '#', 'package/', ''),
    fc.array(folder, { maxLength: 3 }),
    fc.constantFrom('hero.jpg', 'xhero.jpg', 'ero.jpg', "it's.png", '"q".png'),
  )
  .map(([start, folders, file]) => start + [...folders, file].join('/'))
const query = fc.constantFrom('', '?w=2', '?w=20', '?aspect=16/9', '?w=2&format=webp', '?position=a/hero.jpg?w=2')
const specifier = fc.tuple(path, query).map(parts => parts.join(''))

describe('the name of a declaration', () => {
  test('is what TypeScript finds for its own specifier, among all others of a project', () => {
    fc.assert(
      fc.property(fc.uniqueArray(specifier, { minLength: 1, maxLength: 40 }), specifiers => {
        const pairs = specifiers.map(text => [text, ambientName(text)?.name ?? ''] as const)
        const names = pairs.map(([, name]) => name).sort(compareNames)
        for (const [text, name] of pairs) expect(declarationOf(text, names), text).toBe(name)
      }),
      { numRuns: 500 },
    )
  })

  test('differs for different specifiers', () => {
    fc.assert(
      fc.property(specifier, specifier, (a, b) => {
        if (a !== b) expect(ambientName(a)?.name).not.toBe(ambientName(b)?.name)
      }),
    )
  })

  test('goes before a pattern for the end of a query, wherever that is declared', () => {
    fc.assert(
      fc.property(specifier, text => {
        const name = ambientName(text)?.name ?? ''
        expect(declarationOf(text, ['*', '*g', `*${text.slice(-3)}`, name])).toBe(name)
      }),
    )
  })

  test('is no relative path, and has one star at most', () => {
    fc.assert(
      fc.property(specifier, text => {
        const name = ambientName(text)?.name ?? ''
        expect(name).not.toMatch(/^\.\.?(?:$|[\\/])/)
        expect(name.split('*').length).toBeLessThanOrEqual(2)
      }),
    )
  })

  test.each([
    ['./hero.jpg?w=2', '.*/hero.jpg?w=2'],
    ['../../img/hero.jpg?w=2', '..*/../img/hero.jpg?w=2'],
    ['/src/img/hero.jpg?w=2', '/src/img*/hero.jpg?w=2'],
    ['/hero.jpg?aspect=16/9', '/hero.jpg?aspect=16/9*'],
    ['@/hero.jpg?w=2', '@/hero.jpg?w=2'],
    ['.hero.jpg?w=2', '.hero.jpg?w=2'],
    ['@/st*r.jpg?w=2', '@/st*r.jpg?w=2'],
  ])('of %s is %s', (text, name) => expect(ambientName(text)?.name).toBe(name))

  test.each(['./st*r.jpg?w=2', '/st*r.jpg?w=2', '@/*/st*r.jpg?w=2'])('is none for %s', text =>
    expect(ambientName(text)).toBeUndefined(),
  )
})
