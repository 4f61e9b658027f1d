import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import lazyImage from '@lazy-image/vite-plugin'
import legacy from '@vitejs/plugin-legacy'
import type { Plugin, UserConfig } from 'vite'
import { describe, expect, test } from 'vitest'
import { SubresourceIntegrityPlugin } from 'webpack-subresource-integrity'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { recordedLogger, VITES, type Vite } from '../support/hosts/vite.js'
import { buildWithWebpack } from '../support/hosts/webpack.js'
import { Project } from '../support/project.js'

const files = {
  'src/a.jpg': fixture('a.jpg'),
  'src/über.jpg': fixture('a.jpg'),
  'index.html': '<link rel="stylesheet" href="/src/page.css"><script type="module" src="/src/main.js"></script>\n',
  'src/page.css': '.page { background: url(./a.jpg?w=21&format=webp) }\n',
  'src/main.js': `import one from './a.jpg?w=22&format=webp'
import other from './über.jpg?w=23&format=webp'
document.title = one + other
void import('./lazy.js')
`,
  'src/lazy.js': "import './lazy.css'\nimport two from './a.jpg?w=24&format=webp'\ndocument.body.title = two\n",
  'src/lazy.css': '.lazy { background: url("./a.jpg?w=25&format=webp") }\n',
}
const WIDTHS = [21, 22, 23, 24, 25]

async function build(vite: Vite, settings: UserConfig = {}, project = new Project(files)): Promise<Project> {
  await vite.build(
    vite.mergeConfig(
      {
        root: project.root,
        configFile: false,
        logLevel: 'warn',
        customLogger: recordedLogger(),
        plugins: [lazyImage({ cache: { dir: project.cacheFolder } })],
        build: { modulePreload: false },
      },
      settings,
    ),
  )
  return project
}

/** Every URL of an image in the output's text files, with the file that refers to it. */
function urlsIn(project: Project): { url: string; from: string }[] {
  return project
    .list('dist')
    .filter(file => /\.(?:js|css|html)$/.test(file))
    .flatMap(from =>
      [...project.read(`dist/${from}`).matchAll(/[^"'`()\s,]+\.webp/g)].map(([url]) => ({ url: decodeURI(url), from })),
    )
}

/** Widths of the pictures that URLs lead to. */
function widthsOf(project: Project, paths: readonly string[]): number[] {
  const widths = paths.map(path => {
    const bytes = project.readBytes(`dist/${path}`)
    expect(bytes.toString('latin1', 8, 15), path).toBe('WEBPVP8')
    return bytes.readUInt16LE(26) & 0x3fff
  })
  return [...new Set(widths)].sort((a, b) => a - b)
}

function resolveFrom(from: string, url: string): string {
  return posix.join(posix.dirname(from), url)
}

describe.each(Object.entries(VITES))('%s', (_, vite) => {
  test.each(['/', '/sub/', '/ünï/', 'https://cdn.example/x/'])('base %s is in front of every URL', async base => {
    const project = await build(vite, { base })
    const urls = urlsIn(project).map(({ url }) => url)
    const given = base.startsWith('/') ? base : new URL(base).href
    expect(urls.filter(url => !url.startsWith(given))).toEqual([])
    expect(
      widthsOf(
        project,
        urls.map(url => url.slice(given.length)),
      ),
    ).toEqual(WIDTHS)
  })

  test('base ./ leads from each file to its pictures', async () => {
    const project = await build(vite, { base: './' })
    const paths = urlsIn(project).map(({ url, from }) => resolveFrom(from, url))
    expect(widthsOf(project, paths)).toEqual(WIDTHS)
  })

  test('renderBuiltUrl says where a file is, as text, relative, or when the page runs', async () => {
    const text = await build(vite, { experimental: { renderBuiltUrl: name => `https://cdn.example/${name}` } })
    const urls = urlsIn(text).map(({ url }) => url)
    expect(
      widthsOf(
        text,
        urls.map(url => url.replace('https://cdn.example/', '')),
      ),
    ).toEqual(WIDTHS)

    const relative = await build(vite, { experimental: { renderBuiltUrl: () => ({ relative: true }) } })
    const paths = urlsIn(relative).map(({ url, from }) => resolveFrom(from, url))
    expect(widthsOf(relative, paths)).toEqual(WIDTHS)

    const runtime = await build(vite, {
      experimental: {
        renderBuiltUrl: (name, { hostType }) =>
          hostType === 'js' ? { runtime: `window.__at(${JSON.stringify(name)})` } : `/${name}`,
      },
    })
    const code = runtime
      .list('dist/assets')
      .filter(file => file.endsWith('.js'))
      .map(file => runtime.read(`dist/assets/${file}`))
      .join('')
    const calls = [...code.matchAll(/__at\(["'`]([^"'`]+\.webp)["'`]\)/g)].map(([, name = '']) => name)
    expect(widthsOf(runtime, calls)).toEqual([22, 23, 24])
  })

  test('one stylesheet for all has every picture', async () => {
    const project = await build(vite, { build: { cssCodeSplit: false } })
    const urls = urlsIn(project)
    const styled = urls.filter(({ from }) => from.endsWith('.css')).map(({ url }) => url.slice(1))
    expect(widthsOf(project, styled)).toEqual([21, 25])
  })

  test('names say width, height and query, in those of images alone', async () => {
    const output = { assetFileNames: 'assets/[name]-[width]x[height].[query].[hash:6][extname]' }
    const project = await build(vite, { build: { rollupOptions: { output } } })
    const names = project.list('dist/assets').map(name => name.replace(/\.[\w-]{6}\.(?=\w+$)/, '.#.'))
    expect(names).toEqual(
      expect.arrayContaining(['a-21x14.w-21_format-webp.#.webp', 'a-25x17.w-25_format-webp.#.webp']),
    )
    const styles = names.filter(name => name.endsWith('.css'))
    for (const name of styles) expect(name).toMatch(/^\w+x\.#\.css$/)
    expect(styles).toHaveLength(2)
  })

  test('a name without a hash keeps what its template says of an image', async () => {
    const output = { assetFileNames: 'assets/[name]-[width][extname]' }
    const project = await build(vite, { build: { rollupOptions: { output } } })
    expect(project.list('dist/assets').filter(name => name.endsWith('.webp'))).toEqual([
      'a-21.webp',
      'a-22.webp',
      'a-24.webp',
      'a-25.webp',
      expect.stringMatching(/ber-23\.webp$/),
    ])
  })

  test('the server’s manifest names the files that a module needs', async () => {
    const project = await build(vite, { build: { ssrManifest: true } })
    const manifest = JSON.parse(project.read('dist/.vite/ssr-manifest.json')) as Record<string, string[]>
    const listed = Object.entries(manifest).filter(([id]) => id.startsWith('src/lazy.js'))
    expect(
      widthsOf(
        project,
        listed.flatMap(([, urls]) => urls.filter(url => url.endsWith('.webp')).map(url => url.slice(1))),
      ),
    ).toEqual([24, 25])
  })

  test('suffixes of Vite’s stay Vite’s', async () => {
    const project = new Project({
      ...files,
      'src/small.png': fixture('small.png'),
      'src/main.js': `import url from './a.jpg?url'
import raw from './a.jpg?raw'
import inline from './small.png?inline'
import file from './small.png?no-inline'
import Worker from './worker.js?worker'
console.log(url, raw.length, inline, file, Worker)
`,
      'src/worker.js': 'postMessage(1)\n',
      'index.html': '<script type="module" src="/src/main.js"></script>\n',
    })
    const ours = await build(vite, {}, project)
    const withUs = ours.list('dist')
    const code = withUs.filter(file => file.endsWith('.js')).map(file => ours.read(`dist/${file}`))
    ours.remove('dist')
    await vite.build({ root: project.root, configFile: false, logLevel: 'silent', build: { modulePreload: false } })
    expect(ours.list('dist')).toEqual(withUs)
    expect(withUs.filter(file => file.endsWith('.js')).map(file => ours.read(`dist/${file}`))).toEqual(code)
  })
})

test('vite 8: scripts for old browsers refer to the same files, which are encoded once', async () => {
  let encodes = 0
  const project = new Project(files)
  await VITES['vite 8'].build({
    root: project.root,
    configFile: false,
    logLevel: 'warn',
    customLogger: recordedLogger(),
    plugins: [
      lazyImage({ cache: false, onBatch: report => (encodes += report.encodes) }),
      legacy({ targets: ['chrome 60'], polyfills: false, modernPolyfills: false }),
    ],
  })
  const urls = urlsIn(project)
  for (const isLegacy of [true, false]) {
    const scripts = urls.filter(({ from }) => from.endsWith('.js') && from.includes('-legacy') === isLegacy)
    expect(
      widthsOf(
        project,
        scripts.map(({ url }) => url.slice(1)),
      ),
    ).toEqual(expect.arrayContaining([22, 23, 24]))
  }
  expect(encodes).toBe(WIDTHS.length)
})

test.each(Object.entries(VITES))('%s: who hashes files of a bundle hashes what is written', async (_, vite) => {
  for (const cssCodeSplit of [true, false]) {
    const hashes = new Map<string, string>()
    const integrity: Plugin = {
      name: 'integrity',
      enforce: 'post',
      // As tools for integrity do: Vite itself writes code before that.
      generateBundle: {
        order: 'post',
        handler(_options, bundle) {
          for (const [name, file] of Object.entries(bundle)) {
            if (!/\.(?:css|webp|js)$/.test(name)) continue
            hashes.set(name, hashOf(file.type === 'chunk' ? file.code : file.source))
          }
        },
      },
    }
    const inline = {
      'src/lazy.css': '.lazy { background: url("./a.jpg?w=25&format=webp&inline") }\n',
      'src/lazy.js': `import './lazy.css'
import two from './a.jpg?w=24&format=webp&as=img&placeholder=lqip'
document.body.title = two.src + two.placeholder
`,
    }
    const project = await build(
      vite,
      { plugins: [integrity], build: { cssCodeSplit } },
      new Project({ ...files, ...inline }),
    )
    expect(hashes.size).toBeGreaterThan(5)
    for (const [name, hash] of hashes) expect(hashOf(project.readBytes(`dist/${name}`)), name).toBe(hash)
  }
})

function hashOf(content: string | Uint8Array): string {
  return createHash('sha384').update(content).digest('base64')
}

describe('webpack', () => {
  const entry = {
    'src/a.jpg': fixture('a.jpg'),
    'src/entry.js': `export { default as url } from './a.jpg?w=22&format=webp'
export const lazy = () => import('./lazy.js')
`,
    'src/lazy.js': `import two from './a.jpg?w=24&format=webp&as=img&placeholder=lqip'
document.body.title = two.src + two.placeholder
`,
  }

  test('integrity is that of the scripts that are written', async () => {
    const project = new Project(entry)
    const { failure } = await buildWithWebpack(
      project,
      {},
      {
        target: 'web',
        experiments: {},
        output: {
          module: false,
          library: { type: 'var', name: 'library' },
          crossOriginLoading: 'anonymous',
          chunkFilename: 'lazy.js',
        },
        plugins: [new SubresourceIntegrityPlugin({ enabled: true })],
      },
    )
    expect(failure).toBeNull()
    const hash = hashOf(project.readBytes('dist/lazy.js'))
    expect(project.read('dist/entry.js')).toContain(`sha384-${hash}`)
    expect(project.read('dist/lazy.js')).toContain('data:image/webp;base64,UklGR')
  })

  test.each([
    ['auto', /^[^/]/],
    ['/pub/', /^\/pub\//],
    ['https://cdn.example/x/', /^https:\/\/cdn\.example\/x\//],
  ])('publicPath %s is in front of every URL', async (publicPath, pattern) => {
    const project = new Project({
      ...entry,
      'src/entry.js': "export { default as url } from './a.jpg?w=22&format=webp'\n",
    })
    const { failure, entry: file } = await buildWithWebpack(project, {}, { output: { publicPath } })
    expect(failure).toBeNull()
    const { url } = await exportsOf(file)
    if (publicPath === 'auto') expect(existsSync(fileURLToPath(String(url)))).toBe(true)
    else expect(url).toMatch(pattern)
  })

  test('names say width and height, in those of images alone', async () => {
    const project = new Project({
      ...entry,
      'src/plain.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
      'src/entry.js': `export { default as url } from './a.jpg?w=22&format=webp'
export { default as plain } from './plain.svg'
`,
    })
    const { failure } = await buildWithWebpack(
      project,
      {},
      {
        output: { assetModuleFilename: '[name]-[width]x[height].[hash:6][ext]' },
        module: { rules: [{ test: /\.svg$/, type: 'asset/resource' }] },
      },
    )
    expect(failure).toBeNull()
    expect(project.list('dist')).toEqual([
      expect.stringMatching(/^a-22x15\.[0-9a-f]{6}\.webp$/),
      'entry.js',
      expect.stringMatching(/^plainx\.\w{6}\.svg$/),
    ])
  })
})
