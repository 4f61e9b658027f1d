import { type Row, valueRow } from '../row.js'

/** `new URL(…, import.meta.url)`. */
export const NEW_URLS: readonly Row[] = [
  valueRow(
    'new-url',
    "new URL('./a.jpg?w=24', import.meta.url)",
    "export default new URL('./new-url.jpg?w=24&format=webp', import.meta.url).href\n",
    { core: 'new-url.jpg?w=24&format=webp' },
    ['new URL'],
  ),
  valueRow(
    'new-url-backticks',
    'new URL(`./a.jpg?w=24`, import.meta.url)',
    'export default new URL(`./new-url-backticks.jpg?w=24&format=webp`, import.meta.url).href\n',
    { core: 'new-url-backticks.jpg?w=24&format=webp' },
    ['new URL'],
  ),
  valueRow(
    'new-url-in-chunk',
    'new URL() in a module that is loaded on demand',
    {
      'lazy.js': "export default new URL('./new-url-in-chunk.jpg?w=24&format=webp', import.meta.url).href\n",
      'index.js': "export default import('./lazy.js').then(module => module.default)\n",
    },
    { core: 'new-url-in-chunk.jpg?w=24&format=webp' },
    ['new URL'],
  ),
  valueRow(
    'new-url-above',
    "new URL('../a.jpg?w=24', import.meta.url)",
    {
      'deep/module.js': "export const url = new URL('../new-url-above.jpg?format=webp&w=24', import.meta.url)\n",
      'index.js': "import { url } from './deep/module.js'\nexport default url.href\n",
    },
    { core: 'new-url-above.jpg?w=24&format=webp' },
    ['new URL'],
  ),
  valueRow(
    'new-url-and-import',
    'an import and new URL() of one picture are one file',
    "import a from './new-url-and-import.jpg?w=24&format=webp'\nconst b = new URL('./new-url-and-import.jpg?w=24&format=webp', import.meta.url).href\nexport default [b, new URL(a, location.href).href.split('?')[0] === b.split('?')[0]]\n",
    [{ core: 'new-url-and-import.jpg?w=24&format=webp' }, true],
    ['new URL'],
  ),
  valueRow(
    'new-url-variable',
    'new URL(`./${name}.jpg?w=24`, import.meta.url)',
    {
      'locate.js':
        'export const locate = name => new URL(`./pictures/${name}.jpg?w=24&format=webp`, import.meta.url).href\n',
      'index.js':
        "import { locate } from './locate.js'\nexport default ['new-url-variable-a', 'new-url-variable-b'].map(locate)\n",
    },
    ['a', 'b'].map(letter => ({ core: `pictures/new-url-variable-${letter}.jpg?w=24&format=webp` })),
    ['new URL with a variable'],
  ),
]
