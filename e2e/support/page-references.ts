import type { Page } from 'playwright-core'
import { fixture } from './fixture.js'

/** A picture that a page names: its own width in pixels and what its bytes are. */
export interface NamedPicture {
  width: number
  type: string
  /** What stands behind its URL in a `srcset`. */
  descriptor: string
}

/** A place in a page, and what it is to name in the end. */
export interface PageReference {
  name: string
  markup: string
  element: string
  /** `text` for the strings of a script that holds JSON. */
  attribute: string
  /** As `<width> <type> <descriptor>`. */
  pictures: readonly string[]
}

/** @param here the folder of pictures, as a page names it. */
export function pageReferences(here: string): PageReference[] {
  const one = (name: string, tag: string, attribute: string, pictures: readonly string[]): PageReference => ({
    name,
    markup: tag.replace('<', '<').replace(/^<(\w+)/, `<$1 id="${name}"`),
    element: `#${name}`,
    attribute,
    pictures,
  })
  return [
    one('img', `<img src="${here}/a.jpg?w=20&format=webp" alt="">`, 'src', ['20 webp']),
    one('unquoted', `<img src=${here}/a.jpg?w=21&format=webp alt>`, 'src', ['21 webp']),
    one('entities', `<img src='${here}/a.jpg?w=22&amp;format=png' alt="">`, 'src', ['22 png']),
    one('spaced', `<img\n  src = " ${here}/a.jpg?w=23 "\n  alt="">`, 'src', ['23 jpeg']),
    one(
      'two',
      `<img src="${here}/a.jpg?w=20&format=webp" srcset="${here}/a.jpg?w=40&format=webp 2x, ${here}/a.jpg 3x" alt="">`,
      'srcset',
      ['40 webp 2x', '1200 jpeg 3x'],
    ),
    one('several', `<img src="${here}/a.jpg?w=24;48&format=webp" alt="">`, 'srcset', ['24 webp 24w', '48 webp 48w']),
    one('densities', `<img src="${here}/a.jpg?w=25&densities=1;2" alt="">`, 'srcset', ['25 jpeg 1x', '50 jpeg 2x']),
    one('picture', `<img src="${here}/a.jpg?w=26&format=avif;webp;png&as=picture" alt="">`, 'src', ['26 png']),
    one('sized', `<img src="${here}/a.jpg?w=27&as=html&format=webp" alt="">`, 'src', ['27 webp']),
    one('inline', `<img src="${here}/a.jpg?w=8&inline&format=webp" alt="">`, 'src', ['8 webp']),
    one('trimmed', `<img src="${here}/a.jpg?w=28&trim&as=img" alt="">`, 'src', ['28 jpeg']),
    one(
      'source',
      `<picture><source id="source" srcset="${here}/a.jpg?w=29;58&format=webp" type="image/webp"><img src="${here}/a.jpg?w=29" alt=""></picture>`,
      'srcset',
      ['29 webp 29w', '58 webp 58w'],
    ),
    one('icon', `<link rel="icon" href="${here}/small.png?w=16">`, 'href', ['16 png']),
    one('touch', `<link rel="apple-touch-icon" href="${here}/small.png?w=18">`, 'href', ['18 png']),
    one('preload', `<link rel="preload" as="image" href="${here}/a.jpg?w=30;60" imagesizes="30px">`, 'imagesrcset', [
      '30 jpeg 30w',
      '60 jpeg 60w',
    ]),
    one(
      'preloaded',
      `<link rel="preload" as="image" imagesrcset="${here}/a.jpg?w=31;62" imagesizes="31px">`,
      'imagesrcset',
      ['31 jpeg 31w', '62 jpeg 62w'],
    ),
    one('og', `<meta property="og:image" content="${here}/a.jpg?w=32">`, 'content', ['32 jpeg']),
    one('twitter', `<meta name="twitter:image" content="${here}/a.jpg?w=33">`, 'content', ['33 jpeg']),
    one('poster', `<video poster="${here}/a.jpg?w=34&format=webp"></video>`, 'poster', ['34 webp']),
    one('svg', `<svg><image id="svg" href="${here}/a.jpg?w=35"/></svg>`, 'href', ['35 jpeg']),
    one('xlink', `<svg><image id="xlink" xlink:href="${here}/a.jpg?w=36"></image></svg>`, 'xlink:href', ['36 jpeg']),
    one('object', `<object data="${here}/a.jpg?w=37&format=png" type="image/png"></object>`, 'data', ['37 png']),
    one('input', `<input type="image" src="${here}/a.jpg?w=38" alt="">`, 'src', ['38 jpeg']),
    one('data', `<div data-background="${here}/a.jpg?w=39"></div>`, 'data-background', ['39 jpeg']),
    one('lazy', `<img data-srcset="${here}/a.jpg?w=40;80" alt="">`, 'data-srcset', ['40 jpeg 40w', '80 jpeg 80w']),
    one('link', `<a href="${here}/a.jpg?w=41&format=webp">a</a>`, 'href', ['41 webp']),
    one(
      'ld',
      `<script type="application/ld+json">{ "@type": "Thing", "name": "a?w=1", "image": ["${here}/a.jpg?w=42&format=webp"] }</script>`,
      'text',
      ['42 webp'],
    ),
    one('noscript', `<noscript><img src="${here}/a.jpg?w=43" alt=""></noscript>`, 'noscript', ['43 jpeg']),
    one('template', `<template><img src="${here}/a.jpg?w=44" alt=""></template>`, 'template', ['44 jpeg']),
    one('public', '<img src="/shown.png?w=45&format=webp" alt="">', 'src', ['45 webp']),
    one('plain', '<img src="/shown.png" alt="">', 'src', ['64 png']),
    one('named', `<img src="${here}/a%20b%23.jpg?w=46" alt="">`, 'src', ['46 jpeg']),
    one('aliased', '<img src="@/a.jpg?w=47" alt="">', 'src', ['47 jpeg']),
  ].map(reference => ({ ...reference, markup: reference.markup.replaceAll(/ id="\w+"(?=.* id="\w+")/gs, '') }))
}

/** What the references of a page name. */
export const REFERENCE_FILES: Readonly<Record<string, Uint8Array>> = {
  'src/a.jpg': fixture('a.jpg'),
  'src/a b#.jpg': fixture('a.jpg'),
  'src/small.png': fixture('small.png'),
  'public/shown.png': fixture('small.png'),
}

export function pageWith(references: readonly PageReference[]): string {
  const head = references.filter(({ markup }) => /^<(?:link|meta)/.test(markup))
  const body = references.filter(reference => !head.includes(reference))
  const lines = (some: readonly PageReference[]) => some.map(({ markup }) => markup).join('\n')
  return `<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>a</title>\n${lines(head)}\n</head>\n<body>\n${lines(body)}\n</body>\n</html>\n`
}

/** The pictures that an open page names at a reference, fetched and looked at by the browser. */
export async function namedPictures(
  page: Page,
  { element, attribute }: Pick<PageReference, 'element' | 'attribute'>,
): Promise<string[]> {
  const pictures = await page.evaluate(
    async ({ element, attribute }) => {
      const TYPES: Record<string, string> = { ffd8: 'jpeg', '8950': 'png', '5249': 'webp', '0000': 'avif' }
      const found = document.querySelector(element)
      if (found === null) throw new Error(`no ${element}`)
      const read = (): string[] => {
        if (attribute === 'text') {
          return JSON.parse(found.textContent ?? '').image
        }
        if (attribute === 'noscript' || attribute === 'template') {
          const inner = document.createElement('template')
          inner.innerHTML = attribute === 'noscript' ? (found.textContent ?? '') : found.innerHTML
          return [inner.content.querySelector('img')?.getAttribute('src') ?? '']
        }
        const text = found.getAttribute(attribute) ?? ''
        return attribute.endsWith('srcset') ? text.split(/,\s+/) : [text]
      }
      const look = async (candidate: string) => {
        const [url = '', descriptor = ''] = candidate.split(' ')
        const response = await fetch(new URL(url, document.baseURI))
        if (!response.ok) return `${response.status} ${url}`
        const blob = await response.blob()
        const start = new Uint8Array(await blob.slice(0, 2).arrayBuffer())
        const type = TYPES[[...start].map(byte => byte.toString(16).padStart(2, '0')).join('')] ?? 'unknown'
        const { width } = await createImageBitmap(blob)
        return `${width} ${type} ${descriptor}`.trim()
      }
      return Promise.all(read().map(look))
    },
    { element, attribute },
  )
  return pictures
}
