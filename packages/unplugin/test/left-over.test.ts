import { Pipeline } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { findLeftOver, type Site } from '../dist/images/left-over.js'

const pipeline = new Pipeline({ cache: false })

/** An output with one picture of its own and one that was copied as it is. */
const FILES = new Set(['assets/a-x1.jpg', 'pub.jpg', 'assets/my photo (1), late.jpg'])

function siteAt(base: string | null): Site {
  return { base, hasFile: path => FILES.has(path) }
}

function find(output: string, text: string, base: string | null = '/'): string[] {
  return findLeftOver(output, text, pipeline, siteAt(base)).map(({ url }) => url)
}

describe('directives that are left are found', () => {
  test.each([
    ['a script', 'main.js', 'const a = "/assets/a-x1.jpg?w=20";'],
    ['a minified script', 'main.js', 'b=>"/assets/a-x1.jpg?w=20"'],
    ['a script that returns it', 'main.js', 'return "/assets/a-x1.jpg?w=20"'],
    ['a page in a script', 'main.js', 'a="<img class=\\"b\\" src=\\"/assets/a-x1.jpg?w=20\\">"'],
    ['a style in a script', 'main.js', 'a=".b{background:url(/assets/a-x1.jpg?w=20)}"'],
    ['a style', 'a.css', '.b{background:url(/assets/a-x1.jpg?w=20)}'],
    ['image-set', 'a.css', '.b{background:image-set("/assets/a-x1.jpg?w=20" 1x, "b.png" 2x)}'],
    ['a page', 'index.html', '<img alt="" src="/assets/a-x1.jpg?w=20">'],
    ['a page without quotes', 'index.html', '<img src=/assets/a-x1.jpg?w=20>'],
    ['a list of sources', 'index.html', '<img srcset="/b.jpg 1x, /assets/a-x1.jpg?w=20 2x">'],
    ['a style in a page', 'index.html', '<style>.b{background:url("/assets/a-x1.jpg?w=20")}</style>'],
    ['a web manifest', 'site.webmanifest', '{"icons":[{"src":"/assets/a-x1.jpg?w=20"}]}'],
    ['a drawing', 'a.svg', '<svg><image href="/assets/a-x1.jpg?w=20"/></svg>'],
  ])('in %s', (_, output, text) => {
    expect(find(output, text)).toEqual(['/assets/a-x1.jpg?w=20'])
  })

  test('but not in what browsers do not read as a reference', () => {
    expect(find('index.html', '<!-- <img src="/assets/a-x1.jpg?w=20"> -->')).toEqual([])
    expect(find('index.html', '<a title="/assets/a-x1.jpg?w=20" aria-label=/assets/a-x1.jpg?w=20>a</a>')).toEqual([])
    expect(find('index.html', '<!-- a --><img alt="a" src="/assets/a-x1.jpg?w=20">')).toEqual(['/assets/a-x1.jpg?w=20'])
  })

  test.each([
    ['/sub/', 'index.html', '<img src="/sub/pub.jpg?w=9">'],
    ['./', 'index.html', '<img src="./pub.jpg?w=9">'],
    ['./', 'assets/a.css', '.a{background:url(../pub.jpg?w=9)}'],
    ['./', 'assets/a.js', 'new URL("a-x1.jpg?w=9",import.meta.url)'],
    ['https://cdn.example/x/', 'a.js', 'a="https://cdn.example/x/pub.jpg?w=9"'],
    [null, 'a.js', 'a="https://cdn.example/y/assets/a-x1.jpg?w=9"'],
    [null, 'a.js', 'a=at("assets/a-x1.jpg?w=9")'],
    ['', 'a.js', 'a="assets/a-x1.jpg?w=9"'],
  ])('where URLs begin with %s, in %s', (base, output, text) => {
    expect(find(output, text, base)).toHaveLength(1)
  })

  test('whatever stands for an ampersand, and whatever the file is called', () => {
    expect(find('index.html', '<img src="/pub.jpg?w=9&amp;format=webp">')).toEqual(['/pub.jpg?w=9&format=webp'])
    expect(find('a.json', '{"a":"\\/pub.jpg?w=9\\u0026format=webp"}')).toEqual(['/pub.jpg?w=9&format=webp'])
    expect(find('a.js', 'a="/assets/my%20photo%20(1),%20late.jpg?w=9"')).toHaveLength(1)
    expect(find('a.css', '.a{background:url("/assets/my photo (1), late.jpg?w=9")}')).toHaveLength(1)
  })

  test('beside a module also where the path leads nowhere', () => {
    expect(find('a.js', 'a=new URL("./b.jpg?w=9",import.meta.url)')).toEqual(['./b.jpg?w=9'])
    expect(find('a.cjs', "a = new URL('./b.jpg?w=9', import_meta.url)")).toEqual(['./b.jpg?w=9'])
    expect(find('a.js', 'a=new URL("./b.jpg?w=9",location)')).toEqual([])
  })

  test('in a page and in a style also where the path leads nowhere', () => {
    expect(find('index.html', '<img src="./src/b.jpg?w=9">')).toEqual(['./src/b.jpg?w=9'])
    expect(find('a.css', '.a{background:url(b.jpg?w=9)}')).toEqual(['b.jpg?w=9'])
    expect(find('index.html', '<div style="background:url(b.jpg?w=9)">')).toEqual(['b.jpg?w=9'])
    expect(find('a.css', '.a{background:image-set("b.jpg?w=9;18" 1x,\'c.jpg?w=9\' type("image/jpeg") 2x)}')).toEqual([
      'b.jpg?w=9;18',
      'c.jpg?w=9',
    ])
    expect(find('a.css', '.a{cursor:-webkit-image-set("b.jpg?w=9"1x) 1 1,auto}')).toEqual(['b.jpg?w=9'])
    expect(find('index.html', '<style>.a{content:image-set("b.jpg?w=9" 1x)}</style>')).toEqual(['b.jpg?w=9'])
  })

  test('but no text of a style that is shown or called so', () => {
    expect(find('a.css', '.a{content:"b.jpg?w=9"}.b::after{content:"c.jpg?w=9"/"d.jpg?w=9"}')).toEqual([])
    expect(find('a.css', '.a[src="b.jpg?w=9"]{--name:"b.jpg?w=9"}')).toEqual([])
    expect(find('a.css', '/* image-set("b.jpg?w=9" 1x) */.a{color:red}')).toEqual([])
  })
})

describe('nothing is told of', () => {
  test.each([
    ['words that are no directives', 'a.js', 'a="/pub.jpg?v=3&token=9"'],
    ['words of the bundler', 'a.js', 'a="/pub.jpg?url";b="/pub.jpg?raw";c="/pub.jpg?inline";d="/pub.jpg?no-inline"'],
    ['a plain file', 'a.js', 'a="/pub.jpg"'],
    [
      'another origin',
      'index.html',
      '<img src="https://cdn.example/assets/a-x1.jpg?w=9"><img src="//b.example/pub.jpg?w=9">',
    ],
    ['a path of a server', 'index.html', '<img src="/api/a.jpg?w=9">'],
    ['prose in a string', 'a.js', 'a="Ask for /pub.jpg?w=300 and see"'],
    ['what prose quotes', 'a.js', 'a=\'Write "/pub.jpg?w=300" there\''],
    ['prose in a page', 'index.html', '<p>Write "/pub.jpg?w=300" or <code>./a.jpg?w=8</code>, url(b.jpg?w=2)</p>'],
    [
      'code in a page',
      'index.html',
      '<code>&lt;img src="./a.jpg?w=8"&gt;</code><pre>import a from "./a.jpg?w=8"</pre>',
    ],
    ['a comment in a style', 'a.css', '/* url(b.jpg?w=9) */'],
    ['the name of a module', 'a.js', 'a={"./pub.jpg?w=9":1,"./src/a.jpg?w=9":2}'],
    ['a path that leads nowhere in a script', 'a.js', 'a="b.jpg?w=9"'],
    ['what a dev server makes', 'a.js', 'a="/pub.jpg?w=20&k=0123456789abcdef0123456789abcdef"'],
    ['a file in a data URI', 'a.css', '.a{background:url(data:image/svg+xml,%3Csvg%3E)} /* .jpg?w=2 */'],
  ])('%s', (_, output, text) => {
    expect(find(output, text)).toEqual([])
  })

  test('defaults, which are for imports', () => {
    const withDefaults = new Pipeline({ cache: false, defaults: { format: 'webp' } })
    expect(findLeftOver('a.js', 'a="/pub.jpg";b="/pub.jpg?v=3"', withDefaults, siteAt('/'))).toEqual([])
  })
})

test('what stands far behind the last quote is no reference', () => {
  expect(find('a.js', `a="${'iVBORw0KGgo.jpg?'.repeat(100_000)}/pub.jpg?w=9"`)).toEqual([])
})
