import { expect, test } from 'vitest'
import { changeQuery } from '../dist/panel/changed-query.js'

/** It runs in pages, and its types are those of a page. */
const {
  sizesOf,
  withWidths,
}: {
  sizesOf(examined: { drawn: { box: { width: number } }; page: { viewport: { width: number } } }): string
  withWidths(request: string, widths: readonly number[]): string
} = await import(new URL('../dist/panel-page/findings/fitting-query.js', import.meta.url).href)

test.each([
  ['w=300&format=jpg', { format: 'avif', quality: '50' }, 'w=300&format=avif&quality=50'],
  ['w=300&format=webp&quality=60&effort=best', { format: 'avif' }, 'w=300&format=avif'],
  ['w=300&format=webp&quality=60&blur=2', { quality: 'target:75' }, 'w=300&format=webp&blur=2&quality=target:75'],
  ['w=300&format=webp&lossless', { quality: '80' }, 'w=300&format=webp&quality=80'],
  ['w=300&h=200&fit=cover', { w: '150' }, 'w=150&h=100&fit=cover'],
  ['w=300&densities=2x', { w: '150' }, 'w=150'],
  ['format=png', { w: '150' }, 'w=150&format=png'],
  ['', { format: 'webp' }, 'format=webp'],
])('a comparison of %j with %j asks for %j', (query, changes, changed) => {
  expect(changeQuery(query, changes)).toBe(changed)
})

test.each([
  ['./a.jpg?w=900&format=jpg', [300], './a.jpg?w=300&format=jpg'],
  ['./a.jpg?w=400;800&as=picture', [100, 200], './a.jpg?w=100;200&as=picture'],
  ['./a.jpg?format=webp&width=900', [300], './a.jpg?w=300&format=webp'],
  ['./a.jpg?w=900&h=600&fit=cover', [300, 600], './a.jpg?w=300;600&aspect=3:2&fit=cover'],
  ['./a.jpg?w=900&amp;format=jpg', [300], './a.jpg?w=300&amp;format=jpg'],
  ['./a.jpg?w=450&densities=1x;2x', [300], './a.jpg?w=300'],
  ['./a.jpg', [300], './a.jpg?w=300'],
])('the request %j with the widths %j is %j', (request, widths, fitting) => {
  expect(withWidths(request, widths)).toBe(fitting)
})

test('sizes are told in pixels, and as the whole width where a picture has that', () => {
  const page = { viewport: { width: 1000 } }
  expect(sizesOf({ drawn: { box: { width: 333.4 } }, page })).toBe('333px')
  expect(sizesOf({ drawn: { box: { width: 985 } }, page })).toBe('100vw')
})
