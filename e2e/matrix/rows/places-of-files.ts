import { type Row, valueRow } from '../row.js'

const ASKED = 'w=24&format=webp'

/** Aliases, packages and public files: a picture that is not beside the module. */
export const PLACES_OF_FILES: readonly Row[] = [
  valueRow(
    'alias-bundler',
    "import x from '@/a.jpg?w=24'",
    `export { default } from '@/alias-bundler/alias-bundler.jpg?${ASKED}'\n`,
    { core: `alias-bundler.jpg?${ASKED}` },
    ['alias'],
  ),
  valueRow(
    'alias-tsconfig',
    "import x from '~/a.jpg?w=24', by paths of tsconfig.json",
    { 'index.ts': `export { default } from '~/alias-tsconfig/alias-tsconfig.jpg?${ASKED}'\n` },
    { core: `alias-tsconfig.jpg?${ASKED}` },
    ['tsconfig paths'],
  ),
  valueRow(
    'alias-package-imports',
    "import x from '#pictures/a.jpg?w=24', by imports of package.json",
    `export { default } from '#pictures/alias-package-imports/alias-package-imports.jpg?${ASKED}'\n`,
    { core: `alias-package-imports.jpg?${ASKED}` },
    ['package imports'],
  ),
  valueRow(
    'package-picture',
    "import x from 'package/a.jpg?w=24'",
    {
      '/node_modules/matrix-pictures/package.json': '{ "name": "matrix-pictures", "version": "1.0.0" }\n',
      'index.js': `export { default } from 'matrix-pictures/package-picture.jpg?${ASKED}'\n`,
    },
    { core: `/node_modules/matrix-pictures/package-picture.jpg?${ASKED}` },
    ['package files'],
  ),
  valueRow(
    'package-exports',
    'a picture of a package that lists its exports',
    {
      '/node_modules/matrix-exports/package.json':
        '{ "name": "matrix-exports", "version": "1.0.0", "exports": { "./pictures/*": "./files/*", "./package.json": "./package.json" } }\n',
      'index.js': `export { default } from 'matrix-exports/pictures/package-exports.jpg?${ASKED}'\n`,
    },
    { core: `/node_modules/matrix-exports/files/package-exports.jpg?${ASKED}` },
    ['package files'],
  ),
  valueRow(
    'package-own',
    'a package whose module imports its own picture',
    {
      '/node_modules/matrix-own/package.json':
        '{ "name": "matrix-own", "version": "1.0.0", "type": "module", "exports": "./index.js" }\n',
      '/node_modules/matrix-own/index.js': `export { default as own } from './package-own.jpg?${ASKED}'\n`,
      'index.js': "export { own as default } from 'matrix-own'\n",
    },
    { core: `/node_modules/matrix-own/package-own.jpg?${ASKED}` },
    ['package files'],
  ),
  valueRow(
    'public-import',
    "import x from '/a.jpg?w=24' of a public file",
    `export { default } from '/public-import.jpg?${ASKED}'\n`,
    { core: `/public/public-import.jpg?${ASKED}` },
    ['public'],
  ),
]
