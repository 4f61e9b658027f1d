import { describe, expect, test } from 'vitest'
import { addPageLoader } from '../dist/host/webpack-like/page-rules.js'

const OURS = 'ours html'

/** The rules with the names of their loaders, in the order in which they stand. */
function added(rules: readonly object[]): unknown {
  const text = JSON.stringify(addPageLoader(rules, {} as never), (_, value) =>
    typeof value === 'function' ? { function: value({}) } : value,
  )
  return JSON.parse(
    text.replaceAll(
      /\{"loader":"[^"]*page-loader\.js","ident":"[\w-]+","options":\{"dialect":"(\w+)"\}\}/g,
      '"ours $1"',
    ),
  )
}

describe('a loader of ours stands before each that follows the references of pages', () => {
  test.each([
    [{ loader: 'html-loader' }, { use: [{ loader: 'html-loader' }, OURS] }],
    [
      { test: 'a', loader: '/x/node_modules/html-loader/dist/cjs.js', options: { minimize: false } },
      { test: 'a', use: [{ loader: '/x/node_modules/html-loader/dist/cjs.js', options: { minimize: false } }, OURS] },
    ],
    [{ use: 'html-loader' }, { use: ['html-loader', OURS] }],
    [{ use: ['a-loader', 'html-loader', 'pug-loader'] }, { use: ['a-loader', 'html-loader', OURS, 'pug-loader'] }],
    [{ use: [{ loader: 'html-loader' }, null] }, { use: [{ loader: 'html-loader' }, OURS, null] }],
    [{ use: () => ['html-loader'] }, { use: { function: ['html-loader', OURS] } }],
    [{ use: [() => 'html-loader'] }, { use: [{ function: ['html-loader', OURS] }] }],
    [
      { use: [{ loader: '/x/node_modules/vue-loader/dist/index.js' }] },
      { use: [{ loader: '/x/node_modules/vue-loader/dist/index.js' }, 'ours vue'] },
    ],
    [
      { loader: '/x/node_modules/vue-loader/dist/pitcher.js' },
      { loader: '/x/node_modules/vue-loader/dist/pitcher.js' },
    ],
    [{ oneOf: [{ rules: [{ use: 'html-loader' }] }] }, { oneOf: [{ rules: [{ use: ['html-loader', OURS] }] }] }],
  ])('%j', (rule, expected) => {
    expect(added([rule])).toEqual([expected])
  })

  test('and before no other', () => {
    const rules = [{ loader: 'my-html-loader-too', options: {} }, { test: 'a', type: 'asset' }, '...', false]
    expect(addPageLoader(rules, {} as never)).toEqual(rules)
  })
})
