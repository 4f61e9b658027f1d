import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type DevServer, imageUrlsIn, startDevServer } from '../support/dev-server.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { rolldownHost } from '../support/hosts/rolldown.js'
import { rollupHost } from '../support/hosts/rollup.js'
import { buildWithVite, VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'
import { until } from '../support/until.js'

/** What may mean something to a URL, a glob, a query, a replacement or a shell, and nothing to a file system. */
const NAMES = [
  '$&',
  "$'$`$1$$",
  '100%',
  '%',
  'a%20b',
  '%E0%A4%A',
  'a#b',
  'a?b',
  'a b',
  ' a ',
  "it's",
  'say "hi"',
  '[id]',
  '(group)',
  '{x}',
  'a&b=c+d',
  'a;b,c',
  '@a!b~^',
  'a|b`c',
  'a<b>',
  'n\u00e4her',
  'na\u0308her',
  '\u65e5\u672c\u{1f600}',
  'B.b',
  'b.b',
  '!~{001}~',
]

const IMAGE = fixture('small.png')

/** A file under each name, and one in a folder of each name. */
const FILES = NAMES.flatMap(name => [`${name}.png`, `in ${name}/${name}.png`])

/** Each asks for another width, and so for another file. A question mark in a path is written with an escape, as in any URL. */
const SPECIFIERS = FILES.map((file, index) => `./${file.replaceAll('?', '%3F')}?w=${index + 1}&format=webp`)

const IMPORTS = SPECIFIERS.map(
  (specifier, index) => `export { default as image${index} } from ${JSON.stringify(specifier)}\n`,
).join('')

const GLOB = `const found = import.meta.glob('./**/*.png', { query: '?w=64&format=webp', import: 'default', eager: true })
export const globbed = found
`

function projectWith(entry: string): Project {
  const project = new Project({ 'index.html': '', 'src/entry.js': entry })
  for (const file of FILES) project.write({ [`src/${file}`]: IMAGE })
  return project
}

describe('any name of a file or a folder is built', () => {
  test.each([rollupHost, rolldownHost])('by $name', async host => {
    const project = projectWith(IMPORTS)
    const { failure, entry } = await host.build(project)
    expect(failure).toBeNull()
    const urls = Object.values(await exportsOf(entry)).map(String)
    expect(urls.length).toBe(FILES.length)
    expect(urls.filter(url => !existsSync(fileURLToPath(url)))).toEqual([])
  })

  test.each(Object.entries(VITES))('by %s, imported and globbed, and listed in the manifest', async (_, vite) => {
    const project = projectWith(IMPORTS + GLOB)
    const { failure, entry } = await buildWithVite(vite, project, {}, { build: { manifest: true } })
    expect(failure).toBeNull()
    const { globbed, ...imported } = await exportsOf(entry)
    const byFile = globbed as Readonly<Record<string, string>>
    expect(Object.keys(byFile).sort()).toEqual(FILES.map(file => `./${file}`).sort())
    const all = [...Object.values(imported), ...Object.values(byFile)].map(String)
    expect(all.filter(url => !existsSync(join(project.path('dist'), decodeURIComponent(url))))).toEqual([])

    const manifest = JSON.parse(project.read('dist/.vite/manifest.json')) as Readonly<Record<string, { file: string }>>
    const listed = FILES.map((file, index) => manifest[`src/${file}?w=${index + 1}&format=webp`]?.file)
    const urls = FILES.map((_, index) => String(imported[`image${index}`]))
    expect(listed).toEqual(urls.map(url => decodeURIComponent(url).slice(1)))
  })
})

describe.each(Object.entries(VITES))('%s', (_, vite) => {
  test.each([
    { how: 'imported', entry: IMPORTS },
    { how: 'globbed', entry: GLOB },
  ])('serves any name of a file or a folder, $how, to pages and to server code', async ({ entry }) => {
    const dev = await startDevServer(vite, projectWith(entry))
    const modules = moduleUrlsIn(await (await dev.get('/src/entry.js')).text())
    expect(modules.length).toBe(FILES.length)
    const urls = await Promise.all(modules.map(url => imageUrlOf(dev, url)))
    const types = await Promise.all(urls.map(async url => (await dev.get(url)).headers.get('content-type')))
    expect(urls.filter((_, index) => types[index] !== 'image/webp')).toEqual([])

    const { globbed, ...imported } = await dev.server.ssrLoadModule('/src/entry.js')
    expect(new Set([...Object.values(globbed ?? {}), ...Object.values(imported)])).toEqual(new Set(urls))
  })

  test.each(['a#b.png', 'who?.png', '100%.png', 'plain.png'])('an edited %s gets another URL', async name => {
    const specifier = `./${name.replaceAll('?', '%3F')}?w=20&format=webp`
    const project = new Project({
      'index.html': '',
      [`src/${name}`]: IMAGE,
      'src/entry.js': `export { default } from '${specifier}'\n`,
    })
    const dev = await startDevServer(vite, project)
    const [module = ''] = moduleUrlsIn(await (await dev.get('/src/entry.js')).text())
    const before = await imageUrlOf(dev, module)
    // What is written before the watcher has looked around is no change to it.
    await until(async () => (dev.server.watcher.getWatched()[project.path('src')]?.includes(name) ? true : undefined))
    project.write({ [`src/${name}`]: fixture('a.jpg') })
    await until(async () => ((await imageUrlOf(dev, module)) === before ? undefined : true))
  })

  test('patterns of the options mean names as they are', async () => {
    const project = projectWith(IMPORTS)
    const include = (id: string) => FILES.some(file => id.startsWith(`${project.path(`src/${file}`)}?`))
    const dev = await startDevServer(vite, project, { options: { include } })
    const { default: _, ...urls } = await dev.server.ssrLoadModule('/src/entry.js')
    expect(Object.values(urls).filter(url => !/&k=/.test(String(url)))).toEqual([])
  })

  test('a link to a file of another name is the image', async () => {
    const project = new Project({
      'store/5f2a': IMAGE,
      'src/entry.js': "export { default } from './linked.png?w=20&format=webp'\n",
    })
    symlinkSync(project.path('store/5f2a'), project.path('src/linked.png'))
    const { failure, entry } = await buildWithVite(vite, project)
    expect(failure).toBeNull()
    expect((await exportsOf(entry))['default']).toMatch(/^\/assets\/linked-.+\.webp$/)
  })

  test.each([
    { there: 'Photo.png', asked: 'photo.png', says: 'which differs in upper and lower case' },
    {
      there: 'cafe\u0301.png',
      asked: 'caf\u00e9.png',
      says: 'which looks the same but is written with other Unicode characters',
    },
    { there: 'photo.jpeg', asked: 'photo.png', says: 'which differs in its extension' },
    { there: 'Images/photo.png', asked: 'images/photo.png', says: 'which differs in upper and lower case' },
  ])('names $there where $asked is not there', async ({ there, asked, says }) => {
    const project = new Project({ 'src/entry.js': `export { default } from './${asked}?w=20'\n` })
    project.write({ [`src/${there}`]: IMAGE })
    const { failure } = await buildWithVite(vite, project)
    expect(failure).toContain(
      `There is no file ${project.path(`src/${asked}`)}; there is ${project.path(`src/${there}`)}, ${says}`,
    )
  })
})

/** The URLs of image modules in a module's code. */
function moduleUrlsIn(code: string): string[] {
  return [...code.matchAll(/from ("(?:\\.|[^"\\])*\?import&(?:\\.|[^"\\])*")/g)].map(([, text = '']) =>
    JSON.parse(text),
  )
}

async function imageUrlOf(dev: DevServer, module: string): Promise<string> {
  const response = await dev.get(module)
  const code = await response.text()
  const [url = ''] = imageUrlsIn(code)
  expect(url, `${module} ${code.slice(0, 500)}`).not.toBe('')
  return url
}
