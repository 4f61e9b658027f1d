import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { LazyImageError, Pipeline } from '@lazy-image/core'
import { expect, onTestFinished, test } from 'vitest'

const TSC = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url))
const DIST = fileURLToPath(new URL('../dist', import.meta.url))

/** The names that options have at a place, as the error for an unknown one lists them. */
function namesAt(place: 'cache' | 'limits' | 'types' | null): string[] {
  const unknown = { nothingOfThatName: 1 }
  try {
    new Pipeline((place === null ? unknown : { [place]: unknown }) as object)
  } catch (error) {
    if (!(error instanceof LazyImageError)) throw error
    const [, names = ''] = /known here: ([^;]+)/.exec(error.message) ?? []
    return names.split(', ').map(name => name.slice(place === null ? 0 : place.length + 1))
  }
  throw new Error('an unknown option was taken')
}

/** Values that are almost right. */
const SLIPS = [
  "{ autoFormats: ['wepb'] }",
  "{ autoFormats: ['auto'] }",
  "{ strict: 'eror' }",
  "{ failOn: 'warnings' }",
  '{ defaults: { widht: 400 } }',
  "{ defaults: { format: 'wepb' } }",
  "{ defaults: { w: '400' } }",
  '{ presets: { hero: { w: [400, 800], quailty: 60 } } }',
  "{ presets: { hero: { sources: [{ medai: '(width < 600px)', w: 20 }] } } }",
  '{ directives: { card: { expand: () => ({ widht: 4 }) } } }',
  "{ cache: { mode: 'write' } }",
  '{ include: 5 }',
  '{ siteUrl: new URL("https://example.com") }',
]

const RIGHT = [
  "{ autoFormats: ['avif', 'webp', 'jpg'], strict: 'warn', failOn: 'none', keepGoing: true, types: false }",
  "{ defaults: { w: [400, 800], format: ['avif', 'webp'], as: 'picture' }, presets: { hero: { w: 40, sources: [{ media: '(width < 600px)', w: 20 }] } } }",
  "{ cache: { dir: 'x', maxSize: '2GB', mode: 'read' }, limits: { pixels: 5 }, include: ['**/*.jpg', /x/], root: '.' }",
]

/** Doors of three kinds, each as its users give it options. */
const DOORS = ['vite', 'rollup', 'webpack']

test('TypeScript refuses every option that is misspelt or of another type, in every door', async () => {
  const all = namesAt(null)
  expect(all.length).toBeGreaterThan(20)
  const wrong = [
    ...all.flatMap(name => [`{ ${name}s_: undefined as never }`, `{ ${name}: Symbol() }`]),
    ...(['cache', 'limits', 'types'] as const).flatMap(place =>
      namesAt(place).flatMap(name => [
        `{ ${place}: { ${name}s_: undefined as never } }`,
        `{ ${place}: { ${name}: Symbol() } }`,
      ]),
    ),
    ...SLIPS,
  ]
  const folder = mkdtempSync(join(tmpdir(), 'lazy-image-options-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const uses = DOORS.map(door => {
    const lines = [...wrong, ...RIGHT].map(options => `lazyImage(${options})`)
    writeFileSync(join(folder, `${door}.ts`), [`import lazyImage from '#doors/${door}.js'`, ...lines, ''].join('\n'))
    return `${door}.ts`
  })
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        ...{ module: 'esnext', moduleResolution: 'bundler', target: 'es2023', types: [], strict: true, noEmit: true },
        skipLibCheck: true,
        paths: { '#doors/*': [`${DIST}/*`] },
      },
      files: uses,
    }),
  )
  const { stdout } = await promisify(execFile)(process.execPath, [TSC, '--project', folder], {
    maxBuffer: 16 * 1024 * 1024,
  }).catch((error: { stdout: string }) => error)
  for (const door of DOORS) {
    const refused = [...stdout.matchAll(new RegExp(`${door}\\.ts\\((\\d+),`, 'g'))].map(([, line]) => Number(line))
    expect(
      wrong.filter((_, index) => !refused.includes(index + 2)),
      `taken by ${door}`,
    ).toEqual([])
    expect(
      refused
        .filter(line => line > wrong.length + 1 || line === 1)
        .map(line => `${door} ${line}\n${stdout.slice(0, 500)}`),
    ).toEqual([])
  }
})
