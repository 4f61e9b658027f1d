import type { Row } from '../row.js'
import { ASKED, attributeRow, background } from './html-row.js'

/** References in the body of a page. */
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
  {
    name: 'html-media',
    shown: '<img src="./a.jpg?w=20;48&format=webp&as=html&media=dark:a-dark.jpg">',
    needs: ['html pictures'],
    body: here =>
      `<div id="html-media"><img src="${here}/html-media.jpg?w=20;48&format=webp&as=html&media=dark:html-media-dark.jpg" sizes="20px"></div>`,
    looks: [
      {
        element: '#html-media picture source',
        attribute: 'srcset',
        is: { core: 'html-media-dark.jpg?w=20;48&format=webp&as=srcset' },
      },
      { element: '#html-media picture source', attribute: 'media', is: '(prefers-color-scheme: dark)' },
      { element: '#html-media img', attribute: 'src', is: { core: 'html-media.jpg?w=48&format=webp' } },
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
    name: 'html-script',
    shown: 'an import in an inline module script',
    needs: ['html scripts'],
    body: here =>
      `<img id="html-script" alt=""><script type="module">import url from '${here}/html-script.jpg?${ASKED}'
document.getElementById('html-script').src = url</script>`,
    looks: [{ element: '#html-script', attribute: 'src', is: { core: `html-script.jpg?${ASKED}` } }],
  },
]
