import type { Feature } from '../feature.js'
import { type Expected, type Row, valueRow } from '../row.js'

/** The bundler's own suffixes, alone and beside directives, and pictures without a query. */
export const SUFFIXES: readonly Row[] = [
  suffixed('suffix-none', '', { source: 'suffix-none.jpg' }, ['plain pictures']),
  suffixed('suffix-url', '?url', { source: 'suffix-url.jpg' }),
  suffixed('suffix-directives-url', '?w=24&format=webp&url', { core: 'suffix-directives-url.jpg?w=24&format=webp' }, [
    'import',
  ]),
  suffixed(
    'suffix-directives-no-inline',
    '?w=24&format=webp&no-inline',
    { core: 'suffix-directives-no-inline.jpg?w=24&format=webp' },
    ['import'],
  ),
  withPicture(
    'suffix-raw.svg',
    valueRow(
      'suffix-raw',
      "import x from './a.svg?raw'",
      "import text from './suffix-raw.svg?raw'\nexport default text.slice(0, 4)\n",
      '<svg',
      ['suffixes'],
    ),
  ),
  withPicture(
    'suffix-inline.jpg',
    valueRow(
      'suffix-inline',
      "import x from './a.jpg?inline'",
      "import uri from './suffix-inline.jpg?inline'\nexport default uri.slice(0, 16)\n",
      'data:image/jpeg;',
      ['suffixes'],
    ),
  ),
]

function suffixed(name: string, query: string, value: Expected, needs: readonly Feature[] = ['suffixes']): Row {
  return valueRow(
    name,
    `import x from './a.jpg${query}'`,
    `export { default } from './${name}.jpg${query}'\n`,
    value,
    needs,
  )
}

function withPicture(picture: string, row: Row): Row {
  return { ...row, pictures: [picture] }
}
