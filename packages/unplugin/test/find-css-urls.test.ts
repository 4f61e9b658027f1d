import { describe, expect, test } from 'vitest'
import { findCssUrls } from '../dist/images/css/find-css-urls.js'

function found(css: string): string[] {
  return findCssUrls(css).map(({ specifier, span, isUrl, isCandidate }) => {
    const kind = `${isUrl ? 'url' : 'text'}${isCandidate ? ' in a set' : ''}`
    return `${kind}: ${specifier} (${css.slice(span.start, span.end)})`
  })
}

describe('every URL of a stylesheet is found with what stands around it', () => {
  test.each([
    ['.a { b: url(x.jpg?w=1) }', ['url: x.jpg?w=1 (url(x.jpg?w=1))']],
    ['.a { b: url( "x y.jpg" ) no-repeat }', ['url: x y.jpg (url( "x y.jpg" ))']],
    [".a { b: URL('(x).jpg') }", ["url: (x).jpg (URL('(x).jpg'))"]],
    ['.a { b: url(x\\(1\\).jpg), url(y) }', ['url: x(1).jpg (url(x\\(1\\).jpg))', 'url: y (url(y))']],
    [
      '.a { b: -webkit-image-set(url(x) type("image/avif") 1x, "y" 2x), url(z) }',
      ['url in a set: x (url(x))', 'text in a set: y ("y")', 'url: z (url(z))'],
    ],
    ['.a { b: image-set(url("x") 1x) }', ['url in a set: x (url("x"))']],
    ['.a { content: "url(x)"; b: var(--c, url(y)) }', ['url: y (url(y))']],
    ['/* url(x) */ @import url(y.css); @import url("z.css") print;', []],
    ['.a { b: curl(x) }', []],
    ['.a { b: url("x }\n.c { d: url(y) }', ['url: y (url(y))']],
  ])('%s', (css, expected) => {
    expect(found(css)).toEqual(expected)
  })
})
