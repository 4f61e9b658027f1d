import type { RefusedRow } from '../row.js'

/** References that cannot be followed. A build fails for each, and says why and where. */
export const REFUSED: readonly RefusedRow[] = [
  refusedImport('refused-value', 'w=4oo', /Directive w must be an integer/),
  refusedImport('refused-effect', 'w=24&format=webp&progressive', /progressive/),
  {
    name: 'refused-missing',
    shown: 'an import of a picture that is missing',
    needs: ['import'],
    files: { 'index.js': "import x from './refused-mising.jpg?w=24&format=webp'\nexport default x\n" },
    pictures: ['refused-missing.jpg'],
    says: /refused-mising\.jpg.*refused-missing\.jpg/s,
    at: 'index.js',
  },
  {
    name: 'refused-damaged',
    shown: 'an import of a picture that is damaged',
    needs: ['import'],
    files: {
      'index.js': "import x from './refused-damaged.bad.jpg?w=24&format=webp'\nexport default x\n",
      'refused-damaged.bad.jpg': 'no picture',
    },
    says: /refused-damaged\.bad\.jpg/,
    at: 'index.js',
  },
  {
    name: 'refused-css',
    shown: 'url("./a.jpg?w=0")',
    needs: ['css'],
    style: 'style.css',
    files: { 'style.css': '.refused-css { background-image: url("./refused-css.jpg?w=0") }\n' },
    pictures: ['refused-css.jpg'],
    says: /Directive w must be an integer/,
    at: 'style.css',
  },
  {
    name: 'refused-css-object',
    shown: 'url("./a.jpg?w=24&as=img")',
    needs: ['css'],
    style: 'style.css',
    files: { 'style.css': '.refused-css-object { background-image: url("./refused-css-object.jpg?w=24&as=img") }\n' },
    pictures: ['refused-css-object.jpg'],
    says: /as=img|without as|one URL/,
    at: 'style.css',
  },
  {
    name: 'refused-new-url',
    shown: "new URL('./a.jpg?w=20;24', import.meta.url)",
    needs: ['new URL'],
    files: {
      'index.js': "export default new URL('./refused-new-url.jpg?w=20;24&format=webp', import.meta.url).href\n",
    },
    pictures: ['refused-new-url.jpg'],
    says: /one URL|several|2 /,
    at: 'index.js',
  },
  {
    name: 'refused-html',
    shown: '<img src="./a.jpg?w=0">',
    needs: ['html'],
    body: here => `<img src="${here}/refused-html.jpg?w=0" alt="">`,
    pictures: ['refused-html.jpg'],
    says: /Directive w must be an integer/,
    at: '/index.html',
  },
  {
    name: 'refused-html-object',
    shown: '<img src="./a.jpg?w=24&as=metadata">',
    needs: ['html'],
    body: here => `<img src="${here}/refused-html-object.jpg?w=24&as=metadata" alt="">`,
    pictures: ['refused-html-object.jpg'],
    says: /as=metadata|src/,
    at: '/index.html',
  },
]

function refusedImport(name: string, directives: string, says: RegExp): RefusedRow {
  return {
    name,
    shown: `import x from './a.jpg?${directives}'`,
    needs: ['import'],
    files: { 'index.js': `export { default } from './${name}.jpg?${directives}'\n` },
    pictures: [`${name}.jpg`],
    says,
    at: 'index.js',
  }
}
