import type { Expected, Look, Row } from '../row.js'

const ASKED = 'w=24&format=webp'

/** References in the text of a page. */
export const HTML: readonly Row[] = [
  attributeRow('html-img', 'src', (here, id) => `<img ${id} src="${here}/html-img.jpg?${ASKED}" alt="">`),
  attributeRow(
    'html-img-escaped',
    'src',
    (here, id) => `<img ${id} src='${here}/html-img-escaped.jpg?w=24&amp;format=webp' alt=''>`,
  ),
  attributeRow(
    'html-img-root',
    'src',
    (_, id) => `<img ${id} src="/src/html-img-root/html-img-root.jpg?${ASKED}" alt="">`,
  ),
  attributeRow(
    'html-img-twice',
    'src',
    (here, id) =>
      `<img src="${here}/html-img-twice.jpg?${ASKED}" alt=""><img ${id} src="${here}/html-img-twice.jpg?${ASKED}" alt="">`,
  ),
  attributeRow(
    'html-img-inline',
    'src',
    (here, id) => `<img ${id} src="${here}/html-img-inline.jpg?${ASKED}&inline" alt="">`,
    {
      core: `html-img-inline.jpg?${ASKED}&inline`,
    },
  ),
  attributeRow(
    'html-srcset',
    'srcset',
    (here, id) =>
      `<img ${id} srcset="${here}/html-srcset.jpg?w=20&format=webp 20w, ${here}/html-srcset.jpg?w=48&format=webp 48w" sizes="20px" alt="">`,
    {
      text: [
        { core: 'html-srcset.jpg?w=20&format=webp' },
        ' 20w, ',
        { core: 'html-srcset.jpg?w=48&format=webp' },
        ' 48w',
      ],
    },
  ),
  attributeRow(
    'html-srcset-list',
    'srcset',
    (here, id) => `<img ${id} srcset="${here}/html-srcset-list.jpg?w=20;48&format=webp" sizes="20px" alt="">`,
    { core: 'html-srcset-list.jpg?w=20;48&format=webp&as=srcset' },
  ),
  attributeRow(
    'html-source',
    'srcset',
    (here, id) =>
      `<picture><source ${id} srcset="${here}/html-source.jpg?${ASKED}" type="image/webp"><img alt=""></picture>`,
  ),
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
  attributeRow(
    'html-poster',
    'poster',
    (here, id) => `<video ${id} poster="${here}/html-poster.jpg?${ASKED}" width="24" height="16"></video>`,
  ),
  attributeRow(
    'html-svg-image',
    'href',
    (here, id) =>
      `<svg width="24" height="16"><image ${id} href="${here}/html-svg-image.jpg?${ASKED}" width="24" height="16"/></svg>`,
  ),
  attributeRow(
    'html-svg-xlink',
    'xlink:href',
    (here, id) =>
      `<svg width="24" height="16"><image ${id} xlink:href="${here}/html-svg-xlink.jpg?${ASKED}" width="24" height="16"/></svg>`,
  ),
  attributeRow(
    'html-input',
    'src',
    (here, id) => `<input ${id} type="image" src="${here}/html-input.jpg?${ASKED}" alt="">`,
  ),
  {
    name: 'html-widths',
    shown: '<img src="./a.jpg?w=20;48" sizes="20px">',
    needs: ['html pictures'],
    body: here => `<img id="html-widths" src="${here}/html-widths.jpg?w=20;48&format=webp" sizes="20px" alt="">`,
    looks: [
      { element: '#html-widths', attribute: 'src', is: { core: 'html-widths.jpg?w=48&format=webp' } },
      { element: '#html-widths', attribute: 'srcset', is: { core: 'html-widths.jpg?w=20;48&format=webp&as=srcset' } },
    ],
  },
  {
    name: 'html-densities',
    shown: '<img src="./a.jpg?w=24&densities=1x;2x">',
    needs: ['html pictures'],
    body: here => `<img id="html-densities" src="${here}/html-densities.jpg?w=24&densities=1x;2x&format=webp" alt="">`,
    looks: [
      {
        element: '#html-densities',
        attribute: 'srcset',
        is: {
          text: [
            { core: 'html-densities.jpg?w=24&format=webp' },
            ' 1x, ',
            { core: 'html-densities.jpg?w=48&format=webp' },
            ' 2x',
          ],
        },
      },
    ],
  },
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
    name: 'html-picture',
    shown: '<img src="./a.jpg?w=20;48&format=avif;webp&as=picture">',
    needs: ['html pictures'],
    body: here =>
      `<div id="html-picture"><img src="${here}/html-picture.jpg?w=20;48&format=avif;webp&as=picture" sizes="20px" alt=""></div>`,
    looks: [
      {
        element: '#html-picture picture source',
        attribute: 'srcset',
        is: { core: 'html-picture.jpg?w=20;48&format=avif&as=srcset' },
      },
      { element: '#html-picture picture source', attribute: 'type', is: 'image/avif' },
    ],
  },
  attributeRow(
    'html-public',
    'src',
    (_, id) => `<img ${id} src="/html-public.jpg?${ASKED}" alt="">`,
    { core: `/public/html-public.jpg?${ASKED}` },
    'body',
    ['html', 'public'],
  ),
  attributeRow(
    'html-public-plain',
    'src',
    (_, id) => `<img ${id} src="/html-public-plain.jpg" alt="">`,
    { source: '/public/html-public-plain.jpg' },
    'body',
    ['html', 'public'],
  ),
  attributeRow('html-plain', 'src', (here, id) => `<img ${id} src="${here}/html-plain.jpg" alt="">`, {
    source: 'html-plain.jpg',
  }),
  {
    name: 'html-style-attribute',
    shown: '<div style="background: url(./a.jpg?w=24)">',
    needs: ['html styles'],
    body: here =>
      `<div class="box" id="html-style-attribute" style="background-image: url('${here}/html-style-attribute.jpg?${ASKED}')"></div>`,
    looks: [background('html-style-attribute')],
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
  {
    name: 'html-script',
    shown: 'an import in an inline module script',
    needs: ['html scripts'],
    body: here =>
      `<img id="html-script" alt=""><script type="module">import url from '${here}/html-script.jpg?${ASKED}'
document.getElementById('html-script').src = url</script>`,
    looks: [{ element: '#html-script', attribute: 'src', is: { core: `html-script.jpg?${ASKED}` } }],
  },
]

function background(name: string): Look {
  return {
    element: `#${name}`,
    style: 'background-image',
    is: { text: ['url("', { core: `${name}.jpg?${ASKED}` }, '")'] },
  }
}

/** A row that is one attribute of one element. */
function attributeRow(
  name: string,
  attribute: string,
  html: (here: string, id: string) => string,
  is: Expected = { core: `${name}.jpg?${ASKED}` },
  part: 'head' | 'body' = 'body',
  needs: Row['needs'] = ['html'],
): Row {
  return {
    name,
    shown: html('.', '').replaceAll(' >', '>').replaceAll('  ', ' ').replaceAll(name, 'a'),
    needs,
    [part]: (here: string) => html(here, `id="${name}"`),
    looks: [{ element: `#${name}`, attribute, is }],
  }
}
