import { type Row, valueRow } from '../row.js'

/** Imports of JavaScript, and what they evaluate to. */
export const IMPORTS: readonly Row[] = [
  shape('import-url', 'w=24&format=webp'),
  shape('import-list', 'w=20;24&format=webp'),
  shape('import-srcset', 'w=20;24&format=webp&as=srcset'),
  shape('import-img', 'w=20;24&format=webp&as=img'),
  shape('import-picture', 'w=20;24&format=avif;webp;jpg&as=picture'),
  shape('import-html', 'w=20;24&format=webp;jpg&as=html&sizes=50vw'),
  {
    ...shape('import-media', 'w=20;24&format=webp&as=html&media=dark:import-media-dark.jpg'),
    shown: "import x from './a.jpg?w=20;24&format=webp&as=html&media=dark:a-dark.jpg'",
    pictures: ['import-media-dark.jpg'],
  },
  {
    ...shape('import-media-above', 'w=24&as=picture&media=(max-width:600px):../import-media-above-narrow.jpg'),
    shown: "import x from './a.jpg?w=24&as=picture&media=(max-width:600px):../narrow.jpg'",
    pictures: ['/src/import-media-above-narrow.jpg'],
  },
  shape('import-metadata', 'w=24&format=webp&as=metadata:width;height;src'),
  shape('import-size', 'w=24&format=webp&as=metadata:size;src'),
  shape('import-inline', 'w=24&format=webp&inline'),
  shape('import-lqip', 'w=24&format=webp&as=img&placeholder=lqip'),
  valueRow(
    'import-member',
    "import { src, w } from './a.jpg?w=24&as=img'",
    "import { src, w } from './import-member.jpg?w=24&format=webp&as=img'\nexport default [src, w]\n",
    [{ core: 'import-member.jpg?w=24&format=webp' }, 24],
  ),
  valueRow(
    'import-reexport',
    "export { default as hero } from './a.jpg?w=24'",
    {
      'pictures.js': "export { default as hero } from './import-reexport.jpg?w=24&format=webp'\n",
      'index.js': "export { hero as default } from './pictures.js'\n",
    },
    { core: 'import-reexport.jpg?w=24&format=webp' },
  ),
  valueRow(
    'import-dynamic',
    "await import('./a.jpg?w=24')",
    "export default import('./import-dynamic.jpg?w=24&format=webp').then(module => module.default)\n",
    { core: 'import-dynamic.jpg?w=24&format=webp' },
  ),
  valueRow(
    'import-in-chunk',
    'an import of a module that is loaded on demand',
    {
      'lazy.js': "export { default } from './import-in-chunk.jpg?w=24&format=webp'\n",
      'index.js': "export default import('./lazy.js').then(module => module.default)\n",
    },
    { core: 'import-in-chunk.jpg?w=24&format=webp' },
  ),
  nothing('import-unused', "import unused from './a.jpg?w=24'", 'import unused from'),
  nothing('import-bare', "import './a.jpg?w=24'", 'import'),
  valueRow(
    'import-order',
    'the same directives in another order are the same URL',
    "import a from './import-order.jpg?w=24&format=webp'\nimport b from './import-order.jpg?format=webp&w=24'\nexport default [a, a === b]\n",
    [{ core: 'import-order.jpg?w=24&format=webp' }, true],
  ),
  valueRow(
    'import-variable',
    'import(`./${name}.jpg?w=24`)',
    {
      'load.js':
        'export const load = name => import(`./pictures/${name}.jpg?w=24&format=webp`).then(module => module.default)\n',
      'index.js':
        "import { load } from './load.js'\nexport default Promise.all(['import-variable-a', 'import-variable-b'].map(load))\n",
    },
    [
      { core: 'pictures/import-variable-a.jpg?w=24&format=webp' },
      { core: 'pictures/import-variable-b.jpg?w=24&format=webp' },
    ],
    ['import with a variable'],
  ),
]

function shape(name: string, directives: string): Row {
  return valueRow(
    name,
    `import x from './a.jpg?${directives}'`,
    `export { default } from './${name}.jpg?${directives}'\n`,
    { core: `${name}.jpg?${directives}` },
  )
}

/** An import of which nothing is used makes no file. */
function nothing(name: string, shown: string, statement: string): Row {
  const request = `${name}.jpg?w=24&format=webp`
  return {
    name,
    shown: `${shown}, which makes no file`,
    needs: ['import'],
    files: { 'index.js': `${statement} './${request}'\nexport default 'nothing'\n` },
    looks: [{ value: 'nothing' }, { absent: request }],
  }
}
