import { describe, expect, test } from 'vitest'
import { findReference } from '../dist/images/references/references.js'

describe('what became a specifier is found where it is written', () => {
  test.each([
    ["import a from './a.jpg?w=8'", './a.jpg?w=8', "'./a.jpg?w=8'"],
    ['const a = () => import("./a.jpg?w=8")', './a.jpg?w=8', '"./a.jpg?w=8"'],
    ['.a { background: url(./a.jpg?w=8) }', './a.jpg?w=8', './a.jpg?w=8'],
    ['<a href="./a.jpg?w=8&amp;h=9">', './a.jpg?w=8&h=9', './a.jpg?w=8&amp;h=9'],
    ["const all = import.meta.glob('./img/*.jpg', { query: '?w=8' })", './img/a.jpg?w=8', "'./img/*.jpg'"],
    [
      "import.meta.glob<string>(\n  ['./img/*.png', '!./img/b*', './img/deep/**'],\n)",
      './img/deep/a.jpg?w=8',
      "'./img/deep/**'",
    ],
    ["import.meta.glob('./**/*.js'); import.meta.glob('./img/*.jpg')", './img/a.jpg?w=8', "'./img/*.jpg'"],
    ["import a from './img/a.jpg?w=8'; import.meta.glob('./img/*.jpg')", './img/a.jpg?w=8', "'./img/a.jpg?w=8'"],
  ])('%s: %s', (code, specifier, written) => {
    const { start, end } = findReference(code, specifier) ?? { start: 0, end: 0 }
    expect(code.slice(start, end)).toBe(written)
  })

  test('and nowhere where it is not', () => {
    expect(
      findReference("import a from './b.jpg?w=8'; import.meta.glob('./other/*.jpg')", './a.jpg?w=8'),
    ).toBeUndefined()
  })
})
