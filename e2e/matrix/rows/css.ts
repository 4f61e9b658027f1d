import { cssUrl, type Row } from '../row.js'
import { ASKED, ruleRow, styleRow } from './styles.js'

/** Plain CSS. */
export const CSS: readonly Row[] = [
  ruleRow('css-url', 'url("./a.jpg?w=24")', `background-image: url("./css-url.jpg?${ASKED}")`),
  ruleRow('css-url-single', "url('./a.jpg?w=24')", `background-image: url('./css-url-single.jpg?${ASKED}')`),
  ruleRow('css-url-bare', 'url(./a.jpg?w=24)', `background: url(./css-url-bare.jpg?${ASKED})`),
  ruleRow('css-url-no-dot', 'url(a.jpg?w=24)', `background: url(css-url-no-dot.jpg?${ASKED})`),
  ruleRow(
    'css-two',
    'several url() in one declaration',
    `background-image: url("./css-two-a.jpg?${ASKED}"), url(./css-two-b.jpg?${ASKED})`,
    {
      is: {
        text: [cssUrl({ core: `css-two-a.jpg?${ASKED}` }), ', ', cssUrl({ core: `css-two-b.jpg?${ASKED}` })],
      },
    },
  ),
  ruleRow(
    'css-variable',
    'var() of a url()',
    `--picture: url("./css-variable.jpg?${ASKED}"); background-image: var(--picture)`,
  ),
  ruleRow('css-mask', 'mask-image', `mask-image: url("./css-mask.jpg?${ASKED}")`, { property: 'mask-image' }),
  ruleRow('css-list-style', 'list-style-image', `list-style: url("./css-list-style.jpg?${ASKED}")`, {
    property: 'list-style-image',
  }),
  ruleRow('css-cursor', 'cursor', `cursor: url("./css-cursor.png?w=24"), auto`, {
    property: 'cursor',
    is: { text: [cssUrl({ core: 'css-cursor.png?w=24' }), ', auto'] },
  }),
  ruleRow('css-border-image', 'border-image', `border-image: url("./css-border-image.jpg?${ASKED}") 4`, {
    property: 'border-image-source',
  }),
  styleRow({
    name: 'css-content',
    shown: 'content of a pseudo-element',
    style: 'style.css',
    files: { 'style.css': `.css-content::before { content: url("./css-content.jpg?${ASKED}") }\n` },
    property: 'content',
    pseudo: '::before',
  }),
  ruleRow(
    'css-image-set',
    'image-set(url(…) 1x, …)',
    `background-image: image-set(url("./css-image-set.jpg?w=24&format=webp") 1x, url("./css-image-set.jpg?w=48&format=webp") 2x)`,
    {
      is: {
        text: [
          'image-set(',
          cssUrl({ core: 'css-image-set.jpg?w=24&format=webp' }),
          ' 1dppx, ',
          cssUrl({ core: 'css-image-set.jpg?w=48&format=webp' }),
          ' 2dppx)',
        ],
      },
    },
  ),
  ruleRow(
    'css-image-set-text',
    'image-set("./a.jpg?w=24" 1x, …)',
    `background-image: image-set("./css-image-set-text.jpg?${ASKED}" 1x type("image/webp"))`,
    {
      is: { text: ['image-set(', cssUrl({ core: `css-image-set-text.jpg?${ASKED}` }), ' 1dppx type("image/webp"))'] },
    },
  ),
  ruleRow(
    'css-formats',
    'url("./a.jpg?w=24&format=avif;webp")',
    'background-image: url("./css-formats.jpg?w=24&format=avif;webp")',
    {
      needs: ['css pictures'],
      is: {
        text: [
          'image-set(',
          cssUrl({ core: 'css-formats.jpg?w=24&format=avif' }),
          ' 1dppx type("image/avif"), ',
          cssUrl({ core: 'css-formats.jpg?w=24&format=webp' }),
          ' 1dppx type("image/webp"))',
        ],
      },
    },
  ),
  ruleRow(
    'css-densities',
    'url("./a.jpg?w=24&densities=1x;2x")',
    'background-image: url("./css-densities.jpg?w=24&densities=1x;2x&format=webp")',
    {
      needs: ['css pictures'],
      is: {
        text: [
          'image-set(',
          cssUrl({ core: 'css-densities.jpg?w=24&format=webp' }),
          ' 1dppx, ',
          cssUrl({ core: 'css-densities.jpg?w=48&format=webp' }),
          ' 2dppx)',
        ],
      },
    },
  ),
  styleRow({
    name: 'css-import',
    shown: '@import of a file in another folder',
    style: 'style.css',
    files: {
      'style.css': '@import "./deep/rules.css";\n',
      'deep/rules.css': `.css-import { background-image: url("../css-import.jpg?${ASKED}") }\n`,
    },
  }),
  styleRow({
    name: 'css-import-layer',
    shown: '@import … layer(…) supports(…)',
    style: 'style.css',
    files: {
      'style.css': '@import "./rules.css" layer(pictures) supports(display: grid);\n',
      'rules.css': `.css-import-layer { background-image: url("./css-import-layer.jpg?${ASKED}") }\n`,
    },
  }),
  styleRow({
    name: 'css-nested',
    shown: 'nested rules and @media',
    style: 'style.css',
    files: {
      'style.css': `body { @media screen { & .css-nested { background-image: url("./css-nested.jpg?${ASKED}") } } }\n`,
    },
  }),
  styleRow({
    name: 'css-comment',
    shown: 'a comment that names a picture',
    style: 'style.css',
    files: {
      'style.css': `/* url("./css-comment-missing.jpg?w=20") */ .css-comment { background-image: url("./css-comment.jpg?${ASKED}") /* url(./gone.jpg?w=1) */ }\n`,
    },
  }),
  ruleRow('css-name', 'url("./with space.jpg?w=24")', `background-image: url("./css-name (1).jpg?${ASKED}")`, {
    is: cssUrl({ core: `css-name (1).jpg?${ASKED}` }),
  }),
  ruleRow('css-encoded', 'url("./with%20space.jpg?w=24")', `background-image: url(./css-encoded%201.jpg?${ASKED})`, {
    is: cssUrl({ core: `css-encoded 1.jpg?${ASKED}` }),
  }),
  ruleRow('css-inline', 'url("./a.jpg?w=24&inline")', `background-image: url("./css-inline.jpg?${ASKED}&inline")`, {
    is: cssUrl({ core: `css-inline.jpg?${ASKED}&inline` }),
  }),
  ruleRow('css-alias', 'url("@/a.jpg?w=24")', `background-image: url("@/css-alias/css-alias.jpg?${ASKED}")`, {
    needs: ['css', 'alias'],
  }),
  ruleRow(
    'css-package',
    'url("package/a.jpg?w=24")',
    `background-image: url("matrix-styles/css-package.jpg?${ASKED}")`,
    {
      needs: ['css', 'package files'],
      is: cssUrl({ core: `/node_modules/matrix-styles/css-package.jpg?${ASKED}` }),
    },
  ),
  styleRow({
    name: 'css-of-package',
    shown: 'styles of a package with a picture of its own',
    style: 'style.css',
    files: {
      '/node_modules/matrix-styles/package.json': '{ "name": "matrix-styles", "version": "1.0.0" }\n',
      '/node_modules/matrix-styles/rules.css': `.css-of-package { background-image: url("./css-of-package.jpg?${ASKED}") }\n`,
      'style.css': '@import "matrix-styles/rules.css";\n',
    },
    needs: ['css', 'package files'],
    is: cssUrl({ core: `/node_modules/matrix-styles/css-of-package.jpg?${ASKED}` }),
  }),
  ruleRow('css-public', 'url(/a.jpg?w=24) of a public file', `background-image: url(/css-public.jpg?${ASKED})`, {
    needs: ['css', 'public'],
    is: cssUrl({ core: `/public/css-public.jpg?${ASKED}` }),
  }),
  {
    name: 'css-in-chunk',
    shown: 'styles of a module that is loaded on demand',
    needs: ['css'],
    files: {
      'style.css': `.css-in-chunk { background-image: url("./css-in-chunk.jpg?${ASKED}") }\n`,
      'index.js': "import './style.css'\nexport default 'styled'\n",
    },
    body: () => '<div class="box css-in-chunk"></div>',
    looks: [
      { value: 'styled' },
      { element: '.css-in-chunk', style: 'background-image', is: cssUrl({ core: `css-in-chunk.jpg?${ASKED}` }) },
    ],
  },
  {
    name: 'css-module',
    shown: 'a CSS module',
    needs: ['css modules'],
    files: {
      'style.module.css': `.picture { background-image: url("./css-module.jpg?${ASKED}") }\n`,
      'index.js':
        "import * as all from './style.module.css'\nconst { picture } = Object.assign({}, ...Object.values(all).filter(part => typeof part === 'object'), all)\ndocument.querySelector('.css-module').classList.add(picture)\nexport default 'styled'\n",
    },
    body: () => '<div class="box css-module"></div>',
    looks: [
      { value: 'styled' },
      { element: '.css-module', style: 'background-image', is: cssUrl({ core: `css-module.jpg?${ASKED}` }) },
    ],
  },
  {
    name: 'css-text',
    shown: "import text from './style.css?inline'",
    needs: ['inline css'],
    files: {
      'style.css': `.css-text { background-image: url("./css-text.jpg?${ASKED}") }\n`,
      'index.js':
        "import text from './style.css?inline'\nconst style = document.createElement('style')\nstyle.textContent = text\ndocument.head.append(style)\nexport default 'styled'\n",
    },
    body: () => '<div class="box css-text"></div>',
    looks: [
      { value: 'styled' },
      { element: '.css-text', style: 'background-image', is: cssUrl({ core: `css-text.jpg?${ASKED}` }) },
    ],
  },
]
