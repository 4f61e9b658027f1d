import { type Row, valueRow } from '../row.js'

/** What CommonJS modules require. */
export const REQUIRES: readonly Row[] = [
  required('require-url', 'w=24&format=webp'),
  required('require-list', 'w=20;24&format=webp'),
  required('require-img', 'w=20;24&format=webp&as=img'),
  valueRow(
    'require-in-package',
    'a CommonJS package that requires its own picture',
    {
      '/node_modules/matrix-commonjs/package.json':
        '{ "name": "matrix-commonjs", "version": "1.0.0", "main": "index.js" }\n',
      '/node_modules/matrix-commonjs/index.js': "exports.url = require('./require-in-package.jpg?w=24&format=webp')\n",
      'index.js':
        "import * as all from 'matrix-commonjs'\nconst { url } = { ...all.default, ...all }\nexport default 'default' in Object(url) ? url.default : url\n",
    },
    { core: '/node_modules/matrix-commonjs/require-in-package.jpg?w=24&format=webp' },
    ['require', 'package files'],
  ),
]

function required(name: string, directives: string): Row {
  return valueRow(
    name,
    `require('./a.jpg?${directives}')`,
    {
      'legacy.cjs': `const picture = require('./${name}.jpg?${directives}')\nexports.picture = Object(picture).default ?? picture\n`,
      'index.js': "import common from './legacy.cjs'\nexport default common.picture\n",
    },
    { core: `${name}.jpg?${directives}` },
    ['require'],
  )
}
