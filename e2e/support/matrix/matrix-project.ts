import { fileURLToPath } from 'node:url'
import type { RefusedRow, Row } from '../../matrix/row.js'
import { Project } from '../project.js'
import { PAGE_ENTRY } from '../write-page.js'
import { makePicture } from './picture.js'
import { pathInProject, picturesOf } from './row-pictures.js'

/** Results of all builds of the matrix: each picture is encoded once, whatever bundler asks for it at whatever base. */
const SHARED_CACHE = fileURLToPath(new URL('../../node_modules/.cache/lazy-image-matrix', import.meta.url))

const SETTINGS: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'matrix',
    private: true,
    type: 'module',
    imports: { '#pictures/*': './src/*' },
  }),
  'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '~/*': ['./src/*'] } } }),
  'public/plain.txt': 'copied as it is\n',
  // A plugin that writes references: `-picture: name`.
  'postcss.config.mjs': `function Once(root) {
  root.walkDecls('-picture', declaration => {
    declaration.assign({ prop: 'background-image', value: \`url("./\${declaration.value}.jpg?w=24&format=webp")\` })
  })
}
export default { plugins: [{ postcssPlugin: 'matrix-pictures', Once }] }
`,
}

/** One project with many rows. */
export class MatrixProject extends Project {
  override get cacheFolder(): string {
    return SHARED_CACHE
  }

  /** Writes files and pictures of rows; what is built of them says {@link select}. */
  async add(rows: readonly (Row | RefusedRow)[]): Promise<void> {
    this.write(SETTINGS)
    for (const row of rows) {
      for (const [path, text] of Object.entries(row.files ?? {})) this.write({ [pathInProject(row, path)]: text })
      for (const path of picturesOf(row)) this.write({ [path]: await makePicture(path) })
    }
  }

  /** Makes a page of rows: what is not among them stays out of the build. */
  select(rows: readonly (Row | RefusedRow)[]): void {
    this.write({ 'index.html': pageOf(rows), 'src/entry.js': entryOf(rows) })
  }
}

function pageOf(rows: readonly (Row | RefusedRow)[]): string {
  const html = (part: 'head' | 'body') =>
    rows.map(row => row[part]?.(`./src/${row.name}`) ?? '').filter(text => text !== '')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Matrix</title>
<link rel="icon" href="data:,">
<style>.box { width: 24px; height: 16px; background-size: 100% 100% }</style>
${html('head').join('\n')}
</head>
<body>
${html('body').join('\n')}
${PAGE_ENTRY}
</body>
</html>
`
}

/** Styles are imported before anything runs; modules one by one, so that what fails in one says nothing of others. */
function entryOf(rows: readonly (Row | RefusedRow)[]): string {
  const styles = rows.flatMap(({ name, style }) => (style === undefined ? [] : [`import './${name}/${style}'`]))
  const modules = rows.flatMap(({ name, files = {} }) => {
    const module = ['index.js', 'index.ts', 'index.jsx', 'index.tsx'].find(file => file in files)
    return module === undefined ? [] : [`  '${name}': settle(import('./${name}/${module}')),`]
  })
  return `${styles.join('\n')}
async function settle(module) {
  try {
    const later = new Promise((_, reject) => setTimeout(() => reject(new Error('no value within a minute')), 60000))
    return { value: await Promise.race([module.then(({ default: value }) => value), later]) }
  } catch (error) {
    return { error: String(error) }
  }
}
window.matrix = {
${modules.join('\n')}
}
`
}
