import type { Row } from '../row.js'
import { ASKED, attributeRow, background } from './html-row.js'

/** References in the head of a page. */
export const HTML_HEAD: readonly Row[] = [
  attributeRow(
    'html-icon',
    'href',
    (here, id) => `<link ${id} rel="icon" href="${here}/html-icon.png?w=32">`,
    {
      core: 'html-icon.png?w=32',
    },
    'head',
  ),
  attributeRow(
    'html-apple-touch-icon',
    'href',
    (here, id) => `<link ${id} rel="apple-touch-icon" href="${here}/html-apple-touch-icon.png?w=48">`,
    { core: 'html-apple-touch-icon.png?w=48' },
    'head',
  ),
  {
    ...attributeRow(
      'html-preload',
      'href',
      (here, id) => `<link ${id} rel="preload" as="image" href="${here}/html-preload.jpg?${ASKED}">`,
      undefined,
      'head',
    ),
    body: here => `<img src="${here}/html-preload.jpg?${ASKED}" alt="">`,
  },
  {
    ...attributeRow(
      'html-preload-srcset',
      'imagesrcset',
      (here, id) =>
        `<link ${id} rel="preload" as="image" imagesrcset="${here}/html-preload-srcset.jpg?${ASKED} 24w" imagesizes="24px">`,
      { text: [{ core: `html-preload-srcset.jpg?${ASKED}` }, ' 24w'] },
      'head',
    ),
    body: here => `<img srcset="${here}/html-preload-srcset.jpg?${ASKED} 24w" sizes="24px" alt="">`,
  },
  attributeRow(
    'html-og-image',
    'content',
    (here, id) => `<meta ${id} property="og:image" content="${here}/html-og-image.jpg?w=48&format=jpg">`,
    { core: 'html-og-image.jpg?w=48&format=jpg' },
    'head',
  ),
  attributeRow(
    'html-twitter-image',
    'content',
    (here, id) => `<meta ${id} name="twitter:image" content="${here}/html-twitter-image.jpg?w=48&format=jpg">`,
    { core: 'html-twitter-image.jpg?w=48&format=jpg' },
    'head',
  ),
  {
    name: 'html-manifest',
    shown: '<link rel="manifest" href="./site.webmanifest">, with icons like "./a.png?w=48"',
    needs: ['html manifests'],
    files: {
      'site.webmanifest': '{ "name": "Matrix", "icons": [{ "src": "./html-manifest.png?w=48", "sizes": "48x48" }] }\n',
      'index.js': `const { href } = document.querySelector('#html-manifest')
const manifest = fetch(href).then(response => response.json())
export default manifest.then(({ icons: [icon] }) => new URL(icon.src, href).href)
`,
    },
    head: here => `<link id="html-manifest" rel="manifest" href="${here}/site.webmanifest">`,
    looks: [{ value: { core: 'html-manifest.png?w=48' } }],
  },
  {
    name: 'html-json',
    shown: '<script type="application/ld+json">{ "image": "./a.jpg?w=24" }</script>',
    needs: ['html data'],
    head: here =>
      `<script id="html-json" type="application/ld+json">{"image":"${here}/html-json.jpg?${ASKED}"}</script>`,
    looks: [
      { element: '#html-json', text: true, is: { text: ['{"image":"', { core: `html-json.jpg?${ASKED}` }, '"}'] } },
    ],
  },
  {
    name: 'html-style-element',
    shown: '<style>… url(./a.jpg?w=24) …</style>',
    needs: ['html styles'],
    head: here =>
      `<style>#html-style-element { background-image: url("${here}/html-style-element.jpg?${ASKED}") }</style>`,
    body: () => '<div class="box" id="html-style-element"></div>',
    looks: [background('html-style-element')],
  },
]
