/**
 * What a bundler may have, by which rows of the matrix are chosen for it. The words are what docs/hosts.md says of the rows'
 * group.
 */
export const FEATURES = {
  import: 'imports',
  'import with a variable': 'imports with a variable in the path',
  glob: 'import.meta.glob',
  require: 'require()',
  'new URL': 'new URL(…, import.meta.url)',
  'new URL with a variable': 'new URL() with a variable in the path',
  css: 'CSS',
  'css pictures': 'several outputs in one url() of CSS',
  'css modules': 'CSS modules',
  'inline css': 'CSS as text (?inline)',
  sass: 'Sass',
  less: 'Less',
  stylus: 'Stylus',
  postcss: 'PostCSS',
  html: 'references in HTML',
  'html pictures': '<picture> made around an <img> of a page',
  'html data': 'structured data in HTML',
  'html scripts': 'module scripts in HTML',
  'html styles': 'style attributes and style elements in HTML',
  'template code': 'templates whose code calls require()',
  jsx: 'JSX',
  typescript: 'TypeScript',
  vue: 'Vue components',
  'vue pictures': 'several outputs in templates of Vue',
  pug: 'Pug in Vue components',
  svelte: 'Svelte components',
  worker: 'new Worker(new URL(…))',
  'worker suffix': '?worker',
  'service worker': 'service workers',
  alias: 'aliases of the bundler',
  'tsconfig paths': 'paths of tsconfig.json',
  'package imports': '# imports of package.json',
  'package files': 'pictures of packages',
  public: 'a folder of files that are copied as they are',
  'plain pictures': 'pictures without directives, as they are',
  suffixes: '?url, ?raw and ?inline of the bundler',
} as const satisfies Readonly<Record<string, string>>

export type Feature = keyof typeof FEATURES
