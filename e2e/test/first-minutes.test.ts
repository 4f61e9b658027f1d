import { ImageEngine, type Options } from '@lazy-image/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { runProgram } from '../support/command-line.js'
import { COMPILER_DEV_SERVERS, startCompilerDevServer } from '../support/compiler-dev-servers.js'
import { overlay } from '../support/dev-page.js'
import { startDevServer } from '../support/dev-server.js'
import { fixture } from '../support/fixture.js'
import { errorText } from '../support/hosts/error-text.js'
import type { Host } from '../support/hosts/host.js'
import { VITES } from '../support/hosts/vite.js'
import { HOSTS } from '../support/hosts.js'
import { Project } from '../support/project.js'

// What people meet first, in three bundlers of different kinds: each mistake stops the build, with what to write instead.

const THREE: readonly Host[] = HOSTS.filter(({ name }) => ['vite 8', 'rollup', 'webpack'].includes(name))

test('there are three', () => expect(THREE).toHaveLength(3))

/** Each slip with the code and the sentence that tell it. */
const SLIPS: readonly [request: string, code: string, message: string][] = [
  ['./hero.jpg?fromat=webp', 'DIRECTIVE_UNKNOWN', 'Unknown directive "fromat"; did you mean format?'],
  ['./hero.jpg?widht=400', 'DIRECTIVE_UNKNOWN', 'Unknown directive "widht"; did you mean width?'],
  ['./hero.jpg?W=400', 'DIRECTIVE_UNKNOWN', 'Unknown directive "W"; did you mean w?'],
  ['./hero.jpg?w=40&zzyzx=1', 'DIRECTIVE_UNKNOWN', 'Unknown directive "zzyzx"'],
  ['./hero.jpg?w=40&fit=covr', 'DIRECTIVE_INVALID', 'but received "covr"; did you mean cover?'],
  ['./hero.jpg?w=40&w=80', 'DIRECTIVE_REPEATED', 'Directive w is given more than once'],
  ['./hero.jpg?w=400,800', 'DIRECTIVE_INVALID', 'a list is written w=400;800'],
  ['./hero.jpg?w=400;format=webp', 'DIRECTIVE_INVALID', '"&" between directives: w=400&format=webp'],
  [
    './hero.jpg?w=400?format=webp',
    'DIRECTIVE_INVALID',
    'a query has one "?", and "&" between directives: w=400&format=webp',
  ],
  ['./hreo.jpg?w=400', 'SOURCE_NOT_FOUND', 'hero.jpg?'],
  ['./Hero.jpg?w=400', 'SOURCE_NOT_FOUND', 'hero.jpg, which differs in upper and lower case'],
  ['./hero.png?w=400', 'SOURCE_NOT_FOUND', 'hero.jpg, which differs in its extension'],
]

/** What configurations get wrong, with the sentence that tells it. */
const OPTIONS: readonly [options: object, message: string][] = [
  [{ w: 400 }, 'Unknown option w: it is a directive; for every image, write defaults: { w: 400 }'],
  [{ format: 'webp' }, 'Unknown option format: it is a directive; for every image, write defaults: { format: "webp" }'],
  [
    { defaultDirectives: {} },
    'Unknown option defaultDirectives: it is an option of vite-imagetools; imagetools() from @lazy-image/vite-plugin takes it',
  ],
  [
    { removeMetadata: false },
    'Unknown option removeMetadata: it is an option of vite-imagetools; imagetools() from @lazy-image/vite-plugin takes it',
  ],
  [{ concurency: 4 }, 'did you mean concurrency?'],
  [{ cache: 800 }, 'Option cache must be false or an object such as { dir: "…" }, but received 800 (number)'],
  [{ concurrency: '4' }, 'Option concurrency must be an integer from 1 to 1024, but received "4" (string)'],
]

/** A module that imports each on a line of its own, the first on line 2. */
function projectWith(requests: readonly string[]): Project {
  const imports = requests.map((request, index) => `import image${index} from '${request}'\n`).join('')
  const names = requests.map((_, index) => `image${index}`).join(', ')
  return new Project({
    'src/hero.jpg': fixture('a.jpg'),
    'src/entry.js': `// Photographs.\n${imports}export const all = [${names}]\n`,
  })
}

describe.each(THREE)('$name', host => {
  const fail = async (requests: readonly string[], options: Options = {}) => {
    // Some tell of an option when the plugin is made.
    const refused = (error: unknown) => ({ failure: errorText(error), warnings: '', batches: [] })
    const { failure, warnings, batches } = await host.build(projectWith(requests), options).catch(refused)
    return { failure: failure ?? '', warnings, batches }
  }

  test('every slip stops the build and is told with what to write, all of them at once, and nothing is made', async () => {
    const { failure, batches } = await fail(SLIPS.map(([request]) => request))
    for (const [index, [request, code, message]] of SLIPS.entries()) {
      const place = new RegExp(
        `src[\\\\/]entry\\.js[: (]+${index + 2}:${`import image${index} from `.length + 1}[ \\n)]`,
      )
      expect(failure, request).toMatch(place)
      expect(failure, request).toContain(message)
      expect(failure.split(`[${code}]`).length - 1, code).toBe(SLIPS.filter(slip => slip[1] === code).length)
    }
    expect(batches).toEqual([])
  })

  test('a slip is told as a warning where that is asked for, and the picture is left or made without it', async () => {
    const { failure, warnings } = await fail(['./hero.jpg?w=40&fromat=webp'], { strict: 'warn' })
    expect(failure).toBe('')
    expect(warnings).toContain('Unknown directive "fromat" is ignored; did you mean format?')
  })

  test('a word of another tool alone is told once, with ours for it, however many ask by it', async () => {
    const project = projectWith(['./hero.jpg?q=80', './two.jpg?q=80'])
    project.write({ 'src/two.jpg': fixture('a.jpg') })
    const { warnings } = await host.build(project)
    expect(warnings.match(/did you mean quality=80\?/g)).toHaveLength(1)
  })

  test('each of several words of other tools is told once, though a bundler may fail over the first that it finds', async () => {
    const words = ['q=80', 'fm=webp', 'dpr=2', 'bg=red']
    const project = projectWith(words.map((_, at) => `./p${at}.jpg?${words.slice(0, at + 1).join('&')}`))
    project.write(Object.fromEntries(words.map((_, at) => [`src/p${at}.jpg`, fixture('a.jpg')])))
    const { warnings } = await host.build(project)
    for (const meant of ['quality=80', 'format=webp', 'densities=2', 'background=red'])
      expect(warnings.split(`did you mean ${meant}?`), meant).toHaveLength(2)
    expect(warnings.match(/The same of \d/g)?.sort()).toEqual([1, 2, 3].map(others => `The same of ${others}`))
  })

  test('pixels that turn out bad are told with the rest where the build is to keep going', async () => {
    const project = projectWith(['./hero.jpg?fromat=webp', './cut.jpg?w=40'])
    project.write({ 'src/cut.jpg': fixture('a.jpg').subarray(0, 9000) })
    expect((await host.build(project)).failure).not.toContain('[SOURCE_TRUNCATED]')
    const { failure } = await host.build(project, { keepGoing: true })
    for (const code of ['DIRECTIVE_UNKNOWN', 'SOURCE_TRUNCATED']) expect(failure).toContain(`[${code}]`)
  })

  test.each(OPTIONS)('an option is refused with what to write: %j', async (options, message) => {
    const { failure } = await fail(['./hero.jpg?w=40'], options as Options)
    expect(failure).toContain(message)
  })
})

describe('a dev server tells a slip over its page:', () => {
  const project = () => {
    const page = { 'index.html': '<script type="module" src="/src/entry.js"></script>' }
    const slip = projectWith(['./hero.jpg?fromat=webp'])
    slip.write({
      ...page,
      'public/index.html': '<link rel="icon" href="data:,"><script defer src="/main.js"></script>',
    })
    return slip
  }
  const TOLD = /Unknown directive "fromat"; did you mean format\?/

  test.each(Object.entries(VITES))('%s', async (_name, vite) => {
    const { origin } = await startDevServer(vite, project())
    const { page, close } = await openPage(`${origin}/`)
    onTestFinished(close)
    expect(await overlay(page)).toMatch(TOLD)
  })

  const COMPILERS = COMPILER_DEV_SERVERS.filter(({ name }) => /^(?:webpack|Rspack)/.test(name))

  test('there are two of compilers', () => expect(COMPILERS).toHaveLength(2))

  test.each(COMPILERS.map(server => [server.name, server] as const))('%s', async (_name, server) => {
    const { origin } = await startCompilerDevServer(server, project(), {})
    const { page, close } = await openPage(`${origin}/index.html`)
    onTestFinished(close)
    await page.frameLocator(server.overlay).getByText(TOLD).first().waitFor()
  })
})

test('messages of the Node API name the file', async () => {
  const project = projectWith([])
  project.write({ 'src/cut.jpg': fixture('a.jpg').subarray(0, 9000) })
  for (const [name, output] of [
    ['cut.jpg', 'out.webp'],
    ['hreo.jpg', 'out.webp'],
    ['hero.jpg', 'nowhere/out.webp'],
  ] as const) {
    const made = ImageEngine.fromPath(project.path(`src/${name}`))
      .resize(40)
      .toFile(project.path(output), 'webp')
    await expect(made, name).rejects.toThrow(output.includes('/') ? 'nowhere' : name)
  }
})

const UNCALLED = 'plugins: [lazyImage] holds the function that makes the plugin; write plugins: [lazyImage()]'

const OLD_NODE = 'lazy-image needs Node 20.19 or newer, but this is Node 18.20.8'

/** Node, as far as our code is told. */
const AS_OLD = [
  '--import',
  "data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.8' } })",
]

/** As users write a build in a script, where nothing but Node tells what is thrown. */
const SCRIPTS: readonly [name: string, script: (plugin: string) => string][] = [
  [
    'vite',
    plugin => `import { build } from 'vite'
import lazyImage from '@lazy-image/unplugin/vite'
await build({ configFile: false, logLevel: 'silent', build: { lib: { entry: 'src/entry.js', formats: ['es'] } }, plugins: [${plugin}] })
`,
  ],
  [
    'rollup',
    plugin => `import { rollup } from 'rollup'
import lazyImage from '@lazy-image/unplugin/rollup'
await (await rollup({ input: 'src/entry.js', plugins: [${plugin}] })).generate({})
`,
  ],
  [
    'webpack',
    plugin => `import webpack from 'webpack'
import lazyImage from '@lazy-image/unplugin/webpack'
webpack({ mode: 'none', entry: './src/entry.js', plugins: [${plugin}] }).run(error => { if (error) throw error })
`,
  ],
]

describe.each(SCRIPTS)('a script that builds by %s', (_name, script) => {
  /** What is printed of an error, a line of it. */
  const told = async (plugin: string, ...node: string[]) => {
    const project = new Project({ 'src/entry.js': 'export default 1\n', 'build.mjs': script(plugin) })
    const { code, text } = await runProgram(project.root, process.execPath, ...node, 'build.mjs')
    expect(code, text).not.toBe(0)
    return text
  }

  test.each([
    ['lazyImage({ concurrency: 0 })', 'Option concurrency must be an integer from 1 to 1024, but received 0 (number)'],
    ['lazyImage', UNCALLED],
  ])('is told in one line, without a stack and without an object: %s', async (plugin, message) => {
    const text = await told(plugin)
    expect(text.split(message)).toHaveLength(2)
    expect(text).not.toMatch(/OPTION_INVALID|spans|packages[\\/]/)
  })

  test('on a Node that is too old is told so in one line', async () => {
    const text = await told('lazyImage()', ...AS_OLD)
    expect(text.split(OLD_NODE)).toHaveLength(2)
    expect(text).not.toMatch(/NODE_UNSUPPORTED|packages[\\/]/)
  })
})
