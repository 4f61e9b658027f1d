import { type Expected, type Row, valueRow } from '../row.js'

/** What Vite's `import.meta.glob` gives for pictures of a folder. */
export const GLOBS: readonly Row[] = [
  glob('glob-eager', "'./pictures/*.jpg'", eagerly("query: '?w=24&format=webp'"), './pictures/'),
  glob('glob-query-object', "'./pictures/*.jpg'", eagerly("query: { w: 24, format: 'webp' }"), './pictures/'),
  glob(
    'glob-absolute',
    "'/src/glob-absolute/pictures/*.jpg'",
    eagerly("query: '?w=24&format=webp'"),
    '/src/glob-absolute/pictures/',
  ),
  glob(
    'glob-alias',
    "'@/glob-alias/pictures/*.jpg'",
    eagerly("query: '?w=24&format=webp'"),
    '/src/glob-alias/pictures/',
  ),
  glob('glob-recursive', "'./**/*.jpg'", eagerly("query: '?w=24&format=webp'"), './pictures/'),
  glob('glob-base', "'./*.jpg'", eagerly("query: '?w=24&format=webp', base: './pictures'"), './'),
  glob(
    'glob-list',
    "'./pictures/*.jpg'",
    eagerly("query: '?w=20;24&format=webp'"),
    './pictures/',
    'w=20;24&format=webp',
  ),
  glob(
    'glob-img',
    "'./pictures/*.jpg'",
    eagerly("query: '?w=24&format=webp&as=img'"),
    './pictures/',
    'w=24&format=webp&as=img',
  ),
  {
    ...glob(
      'glob-patterns',
      "['./pictures/*.jpg', '!**/*-out.jpg']",
      eagerly("query: '?w=24&format=webp'"),
      './pictures/',
    ),
    pictures: ['pictures/glob-patterns-out.jpg'],
  },
  valueRow(
    'glob-lazy',
    "import.meta.glob('./*.jpg', { query: '?w=24' })",
    "const modules = import.meta.glob('./pictures/*.jpg', { query: '?w=24&format=webp' })\nexport default Promise.all(Object.values(modules).map(async load => (await load()).default))\n",
    ['a', 'b'].map(letter => ({ core: `pictures/glob-lazy-${letter}.jpg?w=24&format=webp` })),
    ['glob'],
  ),
  valueRow(
    'glob-member',
    "import.meta.glob('./*.jpg', { import: 'src', query: '?w=24&as=img' })",
    "export default import.meta.glob('./pictures/*.jpg', { eager: true, import: 'src', query: '?w=24&format=webp&as=img' })\n",
    { './pictures/glob-member-a.jpg': { core: 'pictures/glob-member-a.jpg?w=24&format=webp' } },
    ['glob'],
  ),
  valueRow(
    'glob-names',
    'import.meta.glob() of names with spaces and letters of all kinds',
    "export default import.meta.glob('./pictures/*.jpg', { eager: true, import: 'default', query: '?w=24&format=webp' })\n",
    {
      './pictures/glob-names näher.jpg': { core: 'pictures/glob-names näher.jpg?w=24&format=webp' },
      './pictures/glob-names 日本.jpg': { core: 'pictures/glob-names 日本.jpg?w=24&format=webp' },
    },
    ['glob'],
  ),
]

function eagerly(options: string): string {
  return `{ eager: true, import: 'default', ${options} }`
}

/** A row of two pictures, by the keys that the glob gives them. */
function glob(name: string, pattern: string, options: string, below: string, directives = 'w=24&format=webp'): Row {
  const value = Object.fromEntries(
    ['a', 'b'].map((letter): [string, Expected] => [
      `${below}${name}-${letter}.jpg`,
      { core: `pictures/${name}-${letter}.jpg?${directives}` },
    ]),
  )
  const call = `import.meta.glob(${pattern}, ${options})`
  return valueRow(name, call, `export default ${call}\n`, value, ['glob'])
}
