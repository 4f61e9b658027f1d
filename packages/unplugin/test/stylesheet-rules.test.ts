import { describe, expect, test } from 'vitest'
import { addStylesheetLoader } from '../dist/host/webpack-like/stylesheet-rules.js'

const OURS = 'ours'

/** The rules with the names of their loaders, in the order in which they stand. */
function added(rules: readonly object[]): unknown {
  const text = JSON.stringify(addStylesheetLoader(rules, {} as never))
  return JSON.parse(text.replaceAll(/\{"loader":"[^"]*stylesheet-loader\.js"[^{}]*\{\}\}/g, `"${OURS}"`))
}

describe('a loader of ours stands before each that follows the references of stylesheets', () => {
  test.each([
    [{ use: 'css-loader' }, { use: [{ loader: 'css-loader', options: { importLoaders: 1 } }, OURS] }],
    [
      {
        use: [
          'style-loader',
          { loader: '/x/css-loader/dist/cjs.js', options: { importLoaders: 2, url: true } },
          'sass-loader',
        ],
      },
      {
        use: [
          'style-loader',
          { loader: '/x/css-loader/dist/cjs.js', options: { importLoaders: 3, url: true } },
          OURS,
          'sass-loader',
        ],
      },
    ],
    [
      { oneOf: [{ loader: 'css-loader', options: { importLoaders: '1' } }] },
      { oneOf: [{ use: [{ loader: 'css-loader', options: { importLoaders: 2 } }, OURS] }] },
    ],
  ])('%j', (rule, expected) => {
    expect(added([rule])).toEqual([expected])
  })

  test('and before no other, nor one whose count cannot be told', () => {
    const rules = [
      { loader: 'my-css-loader-too' },
      { use: [{ loader: 'css-loader', options: 'importLoaders=1' }] },
      '...',
    ]
    expect(addStylesheetLoader(rules, {} as never)).toEqual(rules)
  })
})
