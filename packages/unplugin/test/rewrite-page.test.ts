import { fileURLToPath } from 'node:url'
import { escapeHtml, type Known, Pipeline, type PlannedImage, widthOf } from '@lazy-image/core/host'
import { describe, expect, test } from 'vitest'
import { rewritePage } from '../dist/images/html/rewrite-page.js'

const FIXTURES = fileURLToPath(new URL('../../../e2e/fixtures', import.meta.url))

const pipeline = new Pipeline({ cache: false, logger: { info: () => {}, warn: () => {} } }, FIXTURES)

const KNOWN: Known = {
  url: (image: PlannedImage) => `/${image.formatName}-${widthOf(image)}`,
  read: (_, reading) => `<${reading}>`,
}

/** A page beside the pictures, and what was asked of it with the text that it points at. */
async function rewrite(html: string): Promise<{ html: string; asked: string[] }> {
  const asked: string[] = []
  const written = await rewritePage(html, {
    reads: ({ attributes }) => !attributes.has('data-ignore'),
    quote: escapeHtml,
    leave: () => {},
    writeManifest: async path => (path === 'a.webmanifest' ? '/b.webmanifest' : null),
    isRequest: text => pipeline.isRequest(text),
    absoluteUrl: url => `https://example.com${url}`,
    async write({ specifier, span, place }, kind) {
      asked.push(`${place} ${html.slice(span.start, span.end)}`)
      const planned = await pipeline.plan(`${FIXTURES}/${specifier}`)
      return planned === null ? null : kind.write({ planned, place }, KNOWN)
    },
  })
  return { html: written.toString(), asked }
}

describe('a page keeps all but its requests', () => {
  test.each([
    '<!doctype html>\r\n<HTML><body class=a\tid=b><IMG SRC="a.jpg" ALT=\'"\'>\n\n<p>unclosed <b>wrong</p></b>',
    '<!-- <img src="a.jpg?w=8"> --><script>const a = "a.jpg?w=8"</script><textarea><img src="a.jpg?w=8"></textarea>',
    '<img data-ignore src="a.jpg?w=8"><img alt="a.jpg?w=8"><a onclick="go(\'a.jpg?w=8\')">a.jpg?w=8</a>',
    '<img src="data:image/png;base64,AAAA"><img src="https://example.com/a?w=8"><img src="#a?w=8"><img src="">',
    '<div style="background: url(a.jpg?w=8)"></div><style>a { background: url(a.jpg?w=8) }</style>',
    '<script type="application/ld+json">{ "a": "b.txt?w=8", broken "</script>',
    '{{> partial }}<% if (a < b) { %><img src="<%= a %>?w=8"><% } %>',
  ])('%s', async html => {
    expect(await rewrite(html)).toEqual({ html, asked: [] })
  })

  test('around what is written anew, too', async () => {
    expect((await rewrite('<img\n  alt=x\n  src = a.jpg?w=8\n  class="a  b"  />\n')).html).toBe(
      '<img\n  alt=x\n  src="/jpeg-8"\n  class="a  b"  />\n',
    )
  })
})

describe('a request is told where it stands', () => {
  test.each([
    ['<img src="a.jpg?w=8&amp;h=8">', ['<img src> a.jpg?w=8&amp;h=8']],
    ['<a href=\'a.jpg?w=8\'><img src="a.jpg?w=8"></a>', ['<a href> a.jpg?w=8', '<img src> a.jpg?w=8']],
    ['<img srcset="a.jpg?w=8 1x, a.jpg?w=16 2x">', ['<img srcset> a.jpg?w=8', '<img srcset> a.jpg?w=16']],
    ['<script type="application/ld+json">["a.jpg?w=8"]</script>', ['<script> a.jpg?w=8']],
    ['<img src="a.jpg?w=8&#38;h=8">', ['<img src> src="a.jpg?w=8&#38;h=8"']],
  ])('%s', async (html, asked) => {
    expect((await rewrite(html)).asked).toEqual(asked)
  })
})

describe('an element becomes what its request needs', () => {
  test.each([
    ['<img src="a.jpg?w=8">', '<img src="/jpeg-8">'],
    ['<img src="a.jpg?w=8;16">', '<img src="/jpeg-16" srcset="/jpeg-8 8w, /jpeg-16 16w" sizes="100vw">'],
    ['<img src="a.jpg?w=8;16" sizes="8px">', '<img src="/jpeg-16" srcset="/jpeg-8 8w, /jpeg-16 16w" sizes="8px">'],
    ['<img src="a.jpg?w=9&as=img">', '<img src="/jpeg-9" width="9" height="6">'],
    ['<img height="9" src="a.jpg?w=9&as=img">', '<img height="9" src="/jpeg-9">'],
    [
      '<img src="a.jpg?w=9&as=img&placeholder=color" style="top: 0">',
      '<img src="/jpeg-9" style="background-color:&lt;colour>;top: 0" width="9" height="6">',
    ],
    [
      '<p><img class="a" src="a.jpg?w=9&format=webp;png&as=picture" sizes="5vw"></p>',
      '<p><picture><source type="image/webp" srcset="/webp-9 9w" sizes="5vw"><img class="a" src="/png-9" width="9" height="6" sizes="5vw"></picture></p>',
    ],
    [
      '<picture><source srcset="b.avif"><img src="a.jpg?w=9&format=webp;png&as=picture"></picture>',
      '<picture><source srcset="b.avif"><source type="image/webp" srcset="/webp-9 9w" sizes="100vw"><img src="/png-9" width="9" height="6"></picture>',
    ],
    ['<source srcset="a.jpg?w=8&densities=1;2, b.jpg 3x">', '<source srcset="/jpeg-8 1x, /jpeg-16 2x, b.jpg 3x">'],
    ['<source srcset="a.jpg?w=8;16">', '<source srcset="/jpeg-8 8w, /jpeg-16 16w" sizes="100vw">'],
    [
      '<link rel="preload" as="image" href="a.jpg?w=8;16">',
      '<link rel="preload" as="image" href="/jpeg-16" imagesrcset="/jpeg-8 8w, /jpeg-16 16w" imagesizes="100vw">',
    ],
    [
      '<meta property="og:image" content="a.jpg?w=8">',
      '<meta property="og:image" content="https://example.com/jpeg-8">',
    ],
    [
      '<script type="application/ld+json">{ "image": [ "a.jpg?w=8" ] }</script>',
      '<script type="application/ld+json">{ "image": [ "https://example.com/jpeg-8" ] }</script>',
    ],
    ['<template><img src="a.jpg?w=8"></template>', '<template><img src="/jpeg-8"></template>'],
    ['<noscript><img src="a.jpg?w=8"></noscript>', '<noscript><img src="/jpeg-8"></noscript>'],
    ['<svg><image xlink:href="a.jpg?w=8"/></svg>', '<svg><image xlink:href="/jpeg-8"/></svg>'],
    ['<link rel=manifest href=a.webmanifest>', '<link rel=manifest href="/b.webmanifest">'],
    ['<table><img src="a.jpg?w=8"></table>', '<table><img src="/jpeg-8"></table>'],
    ['<a href="a.jpg?w=8"><div></a><img src="a.jpg?w=8">', '<a href="/jpeg-8"><div></a><img src="/jpeg-8">'],
  ])('%s', async (html, written) => {
    expect((await rewrite(html)).html).toBe(written)
  })
})
