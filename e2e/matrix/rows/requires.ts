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
      '/node_modules/matrix-commonjs/index.js': commonJs('require-in-package.jpg?w=24&format=webp'),
      'index.js': "import shown from 'matrix-commonjs'\nexport default shown\n",
    },
    [{ fact: 'requires' }, { core: '/node_modules/matrix-commonjs/require-in-package.jpg?w=24&format=webp' }],
    ['require', 'package files'],
  ),
]

function required(name: string, directives: string): Row {
  return valueRow(
    name,
    `require('./a.jpg?${directives}')`,
    {
      'legacy.cjs': commonJs(`${name}.jpg?${directives}`),
      'index.js': "import shown from './legacy.cjs'\nexport default shown\n",
    },
    [{ fact: 'requires' }, { core: `${name}.jpg?${directives}` }],
    ['require'],
  )
}

/** A module that is what `require` gives: its form, and the value. */
function commonJs(request: string): string {
  return `const required = require('./${request}')
const isModule = Object(required) === required && 'default' in required
module.exports = isModule ? ['module', required.default] : ['value', required]
`
}
