import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Pipeline, silentLogger, transformImport } from '@lazy-image/core'
import { expect, onTestFinished, test } from 'vitest'
import { deepPng } from './support/deep-png.js'

const TSC = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url))
const CLIENT = fileURLToPath(new URL('../client.d.ts', import.meta.url))
const IMAGE = fileURLToPath(new URL('../../core/test/fixtures/pattern.jpg', import.meta.url))
const SCHEMA = fileURLToPath(new URL('../../core/directives.schema.json', import.meta.url))

/** What the compiler complains about in a project or in files. */
async function complaints(...parameters: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [TSC, ...parameters]).catch(
    (error: { stdout: string }) => error,
  )
  return stdout
}

test('imports have the type of what they evaluate to, and wrong uses are errors', async () => {
  expect(await complaints('--project', fileURLToPath(new URL('types', import.meta.url)))).toBe('')
})

const shapes: [type: string, query: string][] = [
  ['string', 'w=40&format=webp'],
  ['string', 'w=40&format=webp&inline'],
  ['string', 'w=40;60&as=srcset'],
  ['LazyImage.Img', 'w=40&as=img'],
  ['LazyImage.Img', 'w=40;60&as=img'],
  ['LazyImage.Img', 'w=40;60&sizes=100vw&placeholder=lqip&as=img'],
  ['LazyImage.Img', 'w=40&placeholder=palette&as=img'],
  ['LazyImage.Picture', 'w=40;60&format=avif;webp;png;gif;tiff;jpg&as=picture'],
  ['LazyImage.Picture', 'w=40;60&format=webp;jpg&sizes=100vw&placeholder=lqip&as=picture'],
  ['LazyImage.DirectedPicture', 'preset=directed&as=picture'],
  ['LazyImage.Metadata', 'w=40&as=metadata'],
  ['LazyImage.Metadata', 'w=40&trim&format=tif&placeholder=color&as=metadata'],
  ['LazyImage.Metadata', 'w=40&format=jpeg&placeholder=lqip&as=metadata'],
  ['LazyImage.Next', 'w=40&as=next'],
  ['LazyImage.Responsive', 'w=40;60&as=responsive'],
  ['LazyImage.Responsive', 'w=40;60&sizes=100vw&placeholder=lqip&as=responsive'],
  ['string', 'w=40;60&format=webp;jpg&as=html'],
]

test('what imports really evaluate to is of the declared types, no key missing and none too many', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lazy-image-types-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const pipeline = new Pipeline({
    cache: false,
    logger: silentLogger,
    presets: { directed: { w: [40, 60], format: ['webp', 'jpg'], sources: [{ media: '(width < 600px)', w: 20 }] } },
  })
  const values = await Promise.all(shapes.map(([, query]) => transformImport(pipeline, `${IMAGE}?${query}`)))
  writeFileSync(join(folder, 'deep.png'), deepPng(40, 30))
  const deep = await transformImport(pipeline, join(folder, 'deep.png?w=20&colorspace=keep&as=metadata'))
  expect(deep.value).toMatchObject({ depth: 'ushort' })
  const lines = [...values, deep].map(({ value }, index) => {
    const type = shapes[index]?.[0] ?? 'LazyImage.Metadata'
    return `export const value${index}: ${type} = ${JSON.stringify(value)}`
  })
  const file = join(folder, 'values.ts')
  writeFileSync(file, [`/// <reference path="${CLIENT}" />`, ...lines, ''].join('\n'))
  expect(await complaints('--noEmit', '--strict', '--types', '', '--ignoreConfig', file)).toBe('')

  writeFileSync(file, `/// <reference path="${CLIENT}" />\nexport const value: LazyImage.Img = { src: '', w: 1 }\n`)
  expect(await complaints('--noEmit', '--strict', '--types', '', '--ignoreConfig', file)).toContain('TS2741')
})

/** Ends of queries that patterns know, each with what it comes to. */
const ENDS: [type: 'string' | 'string[]', query: string][] = [
  ['string', 'w=40'],
  ['string', 'w=40&h=30'],
  ['string', 'w=40&quality=60'],
  ['string', 'w=40&grayscale'],
  ['string', 'w=40&aspect=1&fit=contain'],
  ['string', 'w=20&densities=2x'],
  ['string[]', 'w=40;60'],
  ['string[]', 'w=40&format=avif;webp'],
  ['string[]', 'w=20&densities=1x;2x'],
]

test('what patterns say of the end of a query is what comes of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lazy-image-types-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const pipeline = new Pipeline({ cache: false, logger: silentLogger })
  const lines = ENDS.flatMap(([type, query], index) => [
    `import image${index} from './a.jpg?${query}'`,
    `export const same${index}: Same<typeof image${index}, ${type}> = true`,
  ])
  const same = 'type Same<A, B> = [A, B] extends [B, A] ? true : false'
  const file = join(folder, 'use.ts')
  writeFileSync(file, [`/// <reference path="${CLIENT}" />`, same, ...lines, ''].join('\n'))
  expect(await complaints('--noEmit', '--strict', '--types', '', '--ignoreConfig', file)).toBe('')
  const made = await Promise.all(ENDS.map(([, query]) => transformImport(pipeline, `${IMAGE}?${query}`)))
  expect(made.map(({ value }) => (Array.isArray(value) ? 'string[]' : typeof value))).toEqual(
    ENDS.map(([type]) => type),
  )
})

test('every directive that a query can end in without a value of its own has a pattern', () => {
  const text = readFileSync(CLIENT, 'utf8')
  const numbers = readFileSync(CLIENT.replace('client.d.ts', 'client-numbers.d.ts'), 'utf8')
  for (const flag of ['grayscale', 'flip', 'lossless', 'progressive', 'trim', 'allowUpscale']) {
    expect(text).toContain(`declare module '*?${flag}' {`)
    expect(text).toContain(`declare module '*&${flag}' {`)
  }
  for (const number of [1, 16, 400, 3840]) {
    expect(numbers).toContain(`declare module '*=${number}' { const url: string;`)
    expect(numbers).toContain(`declare module '*;${number}' { const urls: string[];`)
  }
})

test('every shape, format and shorthand of the language has a pattern', () => {
  const { as, format } = JSON.parse(readFileSync(SCHEMA, 'utf8')).properties
  const shapeNames: string[] = as.anyOf[0].enum
  const formats: string[] = format.anyOf[0].enum
  const patterns = [...readFileSync(CLIENT, 'utf8').matchAll(/^declare module '(.+)' \{$/gm)].map(([, name]) => name)
  const wanted = [
    ...shapeNames.map(name => `*as=${name}`),
    ...formats.map(name => `*format=${name}`),
    ...formats.filter(name => name !== 'auto').flatMap(name => [`*?${name}`, `*&${name}`, `*;${name}`]),
  ]
  expect(wanted.length).toBeGreaterThan(30)
  expect(wanted.filter(pattern => !patterns.includes(pattern))).toEqual([])
})
