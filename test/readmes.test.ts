import { mkdtempSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ROOT } from './support/command.js'
import { type Manager, Newcomer, type Source } from './support/newcomer.js'
import { packPackages, type Tarballs } from './support/packed-packages.js'
import { readmeBlock } from './support/readme-block.js'

// What the README files of the packages and the templates of Vite say is typed into empty folders, letter by letter.
// LAZY_IMAGE_READMES=all does it for every template, by every package manager, from links and from tarballs; else a part of
// it is done, which other tests have the rest of: packed-packages installs tarballs by npm.

vi.setConfig({ testTimeout: 300_000 })

const ALL = process.env['LAZY_IMAGE_READMES'] === 'all'

const WAYS: readonly [Manager, Source][] = ALL
  ? [
      ['npm', 'link'],
      ['npm', 'tarball'],
      ['pnpm', 'link'],
      ['pnpm', 'tarball'],
    ]
  : [
      ['npm', 'link'],
      ['pnpm', 'link'],
    ]

const folder = mkdtempSync(join(realpathSync(tmpdir()), 'lazy-image-readmes-'))
const photo = readFileSync(join(ROOT, 'e2e/fixtures/a.jpg'))
let tarballs: Tarballs | null = null

beforeAll(async () => {
  if (!ALL) return
  tarballs = await packPackages()
}, 600_000)

afterAll(() => rm(folder, { recursive: true, force: true }), 120_000)

let count = 0
function newcomer([manager, source]: readonly [Manager, Source]): Newcomer {
  return new Newcomer(join(folder, `project-${count++}`), manager, source === 'link' ? null : tarballs)
}

/** Words behind `npm install` in a README. */
function installWords(text: string): string {
  return (/npm install (.*)/.exec(text)?.[1] ?? '').trim()
}

/** Extensions of the images below a folder, each once, sorted. */
function imagesIn(project: Newcomer, dist = 'dist'): string[] {
  const names = readdirSync(join(project.folder, dist), { recursive: true, encoding: 'utf8' })
  const images = names.map(name => /(?:hero|photo)-?.*\.(\w+)$/.exec(name)?.[1]).filter(name => name !== undefined)
  return [...new Set(images)].sort()
}

const USES = `import small from './hero.jpg?w=400'
import sizes from './hero.jpg?w=400;800'
`

const TEMPLATES = ALL ? ['vanilla', 'vanilla-ts', 'react-ts'] : ['vanilla-ts']

describe.each(WAYS)('by %s, from a %s', (...way) => {
  test.each(TEMPLATES)('Vite’s template %s builds its images on the first run', async template => {
    const isTyped = template.endsWith('-ts')
    const project = newcomer(way)
    await project.startFromTemplate(template)
    await project.install('')
    await project.install(installWords(readmeBlock('vite-plugin', 'sh', /npm install/)))

    const config = readmeBlock('vite-plugin', 'js', /^\/\/ vite\.config\.js/)
    if (template.startsWith('react')) {
      project.change('vite.config.ts', 'import react', `${/^import.*$/m.exec(config)?.[0]}\nimport react`)
      project.change('vite.config.ts', 'react()', 'react(), lazyImage()')
    } else project.write({ [isTyped ? 'vite.config.ts' : 'vite.config.js']: config })
    const reference = isTyped ? readmeBlock('vite-plugin', 'ts', /reference types/) : ''
    const urls = isTyped ? 'const urls: string[]' : 'const urls'
    project.write({
      'src/hero.jpg': photo,
      'src/photo.jpg': photo,
      [isTyped ? 'src/pictures.ts' : 'src/pictures.js']: [
        reference,
        readmeBlock('vite-plugin', 'js', /^import hero/),
        USES,
        `${urls} = [hero, small, ...sizes, photo.img.src]\ndocument.title = urls.join(' ')\n`,
      ].join(''),
      // Whichever copy of Vite the plugin's own types would come from.
      ...(isTyped && {
        'src/plugin.ts':
          "import lazyImage from '@lazy-image/vite-plugin'\nimport type { Plugin } from 'vite'\n\nexport const plugin: Plugin = lazyImage()\n",
      }),
    })
    const entry = template === 'vanilla' ? 'src/main.js' : template === 'vanilla-ts' ? 'src/main.ts' : 'src/main.tsx'
    project.write({ [entry]: `import './pictures.${isTyped ? 'ts' : 'js'}'\n${project.read(entry)}` })

    await project.build()
    expect(imagesIn(project)).toEqual(expect.arrayContaining(['avif', 'jpg', 'webp']))
    if (!isTyped) return
    expect(project.read('src/lazy-image.d.ts')).toContain('const image: string[]')
    if (!ALL && way[0] === 'pnpm') return
    await project.build()

    await project.install(installWords(readmeBlock('cli', 'sh', /npm install/)))
    const { scripts } = JSON.parse(readmeBlock('cli', 'json', /"types"/))
    const manifest = JSON.parse(project.read('package.json'))
    project.write({
      'package.json': JSON.stringify({ ...manifest, scripts: { ...manifest.scripts, types: scripts.types } }),
    })
    expect(await project.exec('lazy-image', 'types', '--check')).toContain(
      'src/lazy-image.d.ts declares 4 image imports',
    )
  })
})

describe.each(ALL ? WAYS : WAYS.slice(0, 0))('by %s, from a %s', (...way) => {
  const start = (): Newcomer => {
    const project = newcomer(way)
    project.write({
      'package.json': '{ "private": true, "type": "module" }\n',
      ...Object.fromEntries(['hero', 'photo', 'a'].map(name => [`${name}.jpg`, photo])),
      'b.png': readFileSync(join(ROOT, 'e2e/fixtures/small.png')),
    })
    return project
  }

  test('Rollup builds by the README of @lazy-image/unplugin', async () => {
    const project = start()
    await project.install(`${installWords(readmeBlock('unplugin', 'sh', /npm install/))} rollup`)
    project.write({
      'rollup.config.js': readmeBlock('unplugin', 'js', /^\/\/ rollup\.config\.js/),
      'main.js': `${readmeBlock('unplugin', 'js', /^import hero/)}console.log(hero)\n`,
    })
    await project.exec('rollup', '--config')
    expect(imagesIn(project)).toEqual(['webp'])
  })

  test('webpack builds by the README of @lazy-image/webpack-plugin', async () => {
    const project = start()
    await project.install(`${installWords(readmeBlock('webpack-plugin', 'sh', /npm install/))} webpack webpack-cli`)
    project.write({
      'webpack.config.cjs': readmeBlock('webpack-plugin', 'js', /^\/\/ webpack\.config\.cjs/),
      'main.js': `${readmeBlock('webpack-plugin', 'js', /^import hero/)}console.log(hero, photo)\n`,
    })
    await project.exec('webpack', '--mode', 'production')
    expect(imagesIn(project)).toEqual(['avif', 'jpg', 'webp'])
  })

  test('Node makes images by the README of @lazy-image/core', async () => {
    const project = start()
    await project.install(installWords(readmeBlock('core', 'sh', /npm install/)))
    project.write({ 'make.mjs': readmeBlock('core', 'js', /ImageEngine\.fromPath/) })
    await project.exec('node', 'make.mjs')
    expect(readdirSync(project.folder)).toContain('photo-800.webp')
  })
})
