import type { Options } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { startDevServer } from '../support/dev-server.js'
import { fixture } from '../support/fixture.js'
import { VITES } from '../support/hosts/vite.js'
import { HOSTS } from '../support/hosts.js'
import { Project } from '../support/project.js'
import { until } from '../support/until.js'

/** An import that is built and warned of. */
interface Warned {
  what: string
  request: string
  /** The part of the request that the carets must be under. */
  part: string
  message: RegExp
  code: string
  options?: Options
}

const WARNED: readonly Warned[] = [
  {
    what: 'an unknown directive',
    request: './a.jpg?w=310&qualty=50&format=webp',
    part: 'qualty=50',
    message: /Unknown directive "qualty" is ignored; did you mean quality\?/,
    code: 'DIRECTIVE_UNKNOWN',
    options: { strict: 'warn' },
  },
  {
    what: 'a directive that is given twice',
    request: './a.jpg?w=310&w=320',
    part: 'w=320',
    message: /Directive w is given more than once; the last one counts/,
    code: 'DIRECTIVE_REPEATED',
    options: { strict: 'warn' },
  },
  {
    what: 'a directive that the image’s own format makes idle',
    request: './small.png?w=20&quality=50',
    part: 'quality=50',
    message: /Directive quality has no effect on png/,
    code: 'DIRECTIVE_INEFFECTIVE',
  },
  {
    what: 'a bad value where that is no error',
    request: './a.jpg?w=310&format=wepb&quality=30',
    part: 'format=wepb',
    message: /Directive format must be one of .*, but received "wepb"; it is ignored; did you mean webp\?/,
    code: 'DIRECTIVE_INVALID',
    options: { strict: 'warn' },
  },
  {
    what: 'a value that is read as vite-imagetools reads it',
    request: './a.jpg?w=310px&as=img',
    part: 'w=310px',
    message: /Directive w must be an integer .*, but received "310px"; it is read as 310/,
    code: 'DIRECTIVE_INVALID',
    options: { strict: 'compat' },
  },
  {
    what: 'a value with a hash sign beside the mistake',
    request: './small.png?w=20&flatten&background=#fa2&fromat=png',
    part: 'fromat=png',
    message: /did you mean format\?/,
    code: 'DIRECTIVE_UNKNOWN',
    options: { strict: 'warn' },
  },
  {
    what: 'transparency that a format cannot hold',
    request: './alpha.webp?w=20&format=webp;jpg&as=picture',
    part: 'format=webp;jpg',
    message: /Transparency is lost in jpg, .* such as background=white, or ask for avif/,
    code: 'TRANSPARENCY_LOST',
  },
]

/** An import that a bundler answers itself, and that seems to have meant something else. */
const LEFT: readonly Warned[] = [
  {
    what: 'a query that holds nothing but a misspelt directive',
    request: './a.jpg?fromat=webp',
    part: 'fromat=webp',
    message: /The query names no directive, so that the image is left as it is; did you mean format\?/,
    code: 'DIRECTIVE_UNKNOWN',
    options: { strict: 'warn' },
  },
  {
    what: 'an SVG that is asked for a size alone',
    request: './logo.svg?w=20',
    part: 'w=20',
    message: /An SVG stays as it is; name a format/,
    code: 'DIRECTIVE_INEFFECTIVE',
  },
  {
    what: 'a query in another tool’s words',
    request: './a.jpg?q=80',
    part: 'q=80',
    message: /The query names no directive, so that the image is left as it is; did you mean quality=80\?/,
    code: 'DIRECTIVE_UNKNOWN',
  },
]

/** An import on line 3, column 18. */
function projectWith(request: string): Project {
  return new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/small.png': fixture('small.png'),
    'src/alpha.webp': fixture('lossy-alpha.webp'),
    'src/logo.svg': fixture('imagetools/logo.svg'),
    'src/entry.js': "export * from './gallery.js'\n",
    'src/gallery.js': `// Photographs.\n\nexport { default as image } from '${request}'\n`,
  })
}

/** That a text tells the place, the request with carets under the part, the rule and the code, and tells it once. */
function expectWarning(text: string, { request, part, message, code }: Warned): void {
  const carets = ' '.repeat(request.indexOf(part)) + '^'.repeat(part.length)
  const lines = text.split('\n')
  const first = lines.findIndex(line => /src[\\/]gallery\.js:3:34 /.test(line))
  expect(lines[first], text).toMatch(message)
  expect(lines[first]).toContain(`[${code}]`)
  // webpack indents what it tells.
  const [, indent = '', shown] = /^( *)(.*)$/.exec(lines[first + 1] ?? '') ?? []
  expect(shown).toBe(request)
  expect(lines[first + 2]).toBe(indent + carets)
  expect(text.split(`[${code}]`).length).toBe(2)
}

/** Three imports with one mistake, in two modules. */
function sameMistakes(query: string): Project {
  const first = `export { default as a } from './a.jpg?${query}'\nexport { default as b } from './b.jpg?${query}'\n`
  return new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/b.jpg': fixture('rot6.jpg'),
    'src/c.png': fixture('small.png'),
    'src/entry.js': "export * from './first.js'\nexport * from './second.js'\n",
    'src/first.js': first,
    'src/second.js': `export { default as c } from './c.png?${query}'\n`,
  })
}

function expectOnce(text: string, message: RegExp): void {
  expect(text.match(message) ?? [], text).toHaveLength(1)
  expect(text).toContain('The same of 2 more imports:')
  for (const place of ['first.js:1:', 'first.js:2:', 'second.js:1:']) expect(text).toContain(`src/${place}`)
}

describe.each(HOSTS)('$name', host => {
  test.each(WARNED)('$what is told with the place, the part, the rule and the nearest spelling', async warned => {
    const built = await host.build(projectWith(warned.request), { cache: false, ...warned.options })
    expect(built.failure).toBeNull()
    expectWarning(built.warnings, warned)
  })

  test('what is right is told nothing of', async () => {
    const built = await host.build(projectWith('./a.jpg?w=310&format=webp'), { cache: false })
    expect(built.failure).toBeNull()
    expect(built.warnings.trim()).toBe('')
  })

  test('equal warnings are told once, with the number of their imports and the place of each', async () => {
    const built = await host.build(sameMistakes('w=20&qualty=50&format=webp'), { cache: false, strict: 'warn' })
    expect(built.failure).toBeNull()
    expectOnce(built.warnings, /Unknown directive "qualty"/g)
  })

  test('equal errors are told once, with the number of their imports and the place of each', async () => {
    const built = await host.build(sameMistakes('w=2o&format=webp'), { cache: false })
    expectOnce(built.failure ?? '', /Directive w must be/g)
  })

  test.each(LEFT)('$what is told though the bundler answers it', async warned => {
    const built = await host.build(projectWith(warned.request), { cache: false, ...warned.options })
    expectWarning(built.warnings, warned)
  })

  test('a function of defaults that leaves an image alone does not hide a misspelt directive', async () => {
    const [warned] = LEFT
    if (warned === undefined) throw new Error('no import')
    const built = await host.build(projectWith(warned.request), {
      cache: false,
      defaults: () => undefined,
      ...warned.options,
    })
    expectWarning(built.warnings, warned)
  })
})

// Elsewhere the build ends at the first image that nobody loads.
describe.each(HOSTS.filter(({ name }) => /^(?:vite|webpack)/.test(name)))('$name', host => {
  test('what a bundler answers itself is counted too', async () => {
    const built = await host.build(sameMistakes('fromat=webp'), { cache: false, strict: 'warn' })
    expectOnce(built.warnings, /did you mean format\?/g)
  })
})

describe('webpack', () => {
  const host = HOSTS.find(({ name }) => name === 'webpack')

  test('warns of the importing module, with its code', async () => {
    const built = await host?.build(projectWith('./a.jpg?w=310&qualty=50'), { cache: false, strict: 'warn' })
    expect(built?.warnings).toMatch(/WARNING in \.\/src\/gallery\.js 3:0-/)
    expect(built?.warnings).toMatch(
      /3 \| export \{ default as image \} from '\.\/a\.jpg\?w=310&qualty=50'\n +\| {34}\^{25}\n/,
    )
    expect(built?.warnings).not.toMatch(/Module Warning|image-loader/)
  })
})

describe.each(Object.entries(VITES))('%s in dev', (_name, vite) => {
  test.each([...WARNED, ...LEFT])('$what is told with the place, the part and the rule', async warned => {
    const dev = await startDevServer(vite, projectWith(warned.request), { options: { ...warned.options } })
    await dev.get('/src/entry.js')
    const gallery = await (await dev.get('/src/gallery.js')).text()
    const [, module = ''] = /from "([^"]+)"/.exec(gallery) ?? []
    expect((await dev.get(module)).status).toBe(200)
    expectWarning(dev.logger.warnings.join('\n'), warned)
  })
  test('equal warnings of one page are counted', async () => {
    const dev = await startDevServer(vite, sameMistakes('w=20&qualty=50&format=webp'), { options: { strict: 'warn' } })
    const pages = await Promise.all(['first', 'second'].map(name => dev.get(`/src/${name}.js`)))
    const modules = (await Promise.all(pages.map(page => page.text()))).join('\n')
    // At once, as a page asks for them: what comes long behind the rest is counted by itself.
    const urls = [...modules.matchAll(/from "([^"]+)"/g)].map(([, url = '']) => url)
    expect((await Promise.all(urls.map(url => dev.get(url)))).map(({ status }) => status)).toEqual(urls.map(() => 200))
    const told = () => dev.logger.warnings.join('\n')
    await until(() => (told().includes('The same of') ? true : undefined))
    // The first is told at once, and again with the count of what came behind it.
    expectOnce(told().replace(/\n.*"qualty".*\nThe same/, '\nThe same'), /Unknown directive "qualty"/g)
  })
})
