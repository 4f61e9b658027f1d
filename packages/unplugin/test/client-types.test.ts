import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Pipeline, silentLogger, transformImport } from '@lazy-image/core'
import { expect, onTestFinished, test } from 'vitest'

const TSC = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url))
const CLIENT = fileURLToPath(new URL('../client.d.ts', import.meta.url))
const IMAGE = fileURLToPath(new URL('../../core/test/fixtures/pattern.jpg', import.meta.url))

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
  ['string', 'w=40;60&as=srcset'],
  ['LazyImage.Img', 'w=40&as=img'],
  ['LazyImage.Img', 'w=40;60&as=img'],
  ['LazyImage.Picture', 'w=40;60&format=avif;webp;png;jpg&as=picture'],
  ['LazyImage.Metadata', 'w=40&as=metadata'],
  ['LazyImage.Metadata', 'w=40&format=jpeg&as=metadata'],
]

test('what imports really evaluate to is of the declared types, no key missing and none too many', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lazy-image-types-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const pipeline = new Pipeline({ cache: false, logger: silentLogger })
  const values = await Promise.all(shapes.map(([, query]) => transformImport(pipeline, `${IMAGE}?${query}`)))
  const lines = values.map(
    ({ value }, index) => `export const value${index}: ${shapes[index]?.[0]} = ${JSON.stringify(value)}`,
  )
  const file = join(folder, 'values.ts')
  writeFileSync(file, [`/// <reference path="${CLIENT}" />`, ...lines, ''].join('\n'))
  expect(await complaints('--noEmit', '--strict', '--types', '', '--ignoreConfig', file)).toBe('')

  writeFileSync(file, `/// <reference path="${CLIENT}" />\nexport const value: LazyImage.Img = { src: '', w: 1 }\n`)
  expect(await complaints('--noEmit', '--strict', '--types', '', '--ignoreConfig', file)).toContain('TS2741')
})
