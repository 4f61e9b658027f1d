import { type Row, valueRow } from '../row.js'

/** Names and formats of pictures, and directives of all spellings. */
export const NAMES: readonly Row[] = [
  named('names-upper', 'names-upper.JPG'),
  named('names-jpeg', 'names-jpeg.jpeg'),
  named('names-space', 'names-space 1.jpg'),
  named('names-encoded', 'names-encoded%201.jpg'),
  named('names-unicode', 'names-unicode-näher-日本.jpg'),
  named('names-dots', 'names-dots.min.v2.jpg'),
  named('names-plus', 'names-plus+a&b=c.jpg'),
  named('names-brackets', 'names-brackets-[x](1).jpg'),
  named('names-hash', 'names-hash%231.jpg'),
  named('names-percent', 'names-percent-100%25.jpg'),
  named('source-png', 'source-png.png'),
  named('source-webp', 'source-webp.webp', 'w=24&format=jpg'),
  named('source-avif', 'source-avif.avif'),
  named('source-gif', 'source-gif.gif'),
  named('source-svg', 'source-svg.svg'),
  valueRow(
    'names-same',
    'pictures of one name in two folders',
    "import a from './a/names-same.jpg?w=24&format=webp'\nimport b from './b/names-same.jpg?w=24&format=webp'\nexport default [a, b]\n",
    [{ core: 'a/names-same.jpg?w=24&format=webp' }, { core: 'b/names-same.jpg?w=24&format=webp' }],
  ),
  valueRow(
    'names-colour',
    "import x from './a.png?w=24&background=#fa2'",
    "export { default } from './names-colour.png?w=24&format=jpg&background=#fa2'\n",
    { core: 'names-colour.png?w=24&format=jpg&background=%23fa2' },
  ),
  valueRow(
    'names-colour-encoded',
    "import x from './a.png?w=24&background=%23fa2'",
    "export { default } from './names-colour-encoded.png?w=24&format=jpg&background=%23fa2'\n",
    { core: 'names-colour-encoded.png?w=24&format=jpg&background=%23fa2' },
  ),
]

function named(name: string, file: string, directives = 'w=24&format=webp'): Row {
  return valueRow(
    name,
    `import x from './${file.replace(name, 'a')}?w=24'`,
    `export { default } from './${file}?${directives}'\n`,
    { core: `${file}?${directives}` },
  )
}
