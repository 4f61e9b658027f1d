import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { libaomEnvironment } from '../scripts/setup/libaom.mjs'

const folder = mkdtempSync(join(tmpdir(), 'libaom-'))
const kept: string[] = []
afterAll(() => {
  for (const path of [folder, ...kept]) rmSync(path, { recursive: true, force: true })
})

/** A prefix as libaom's installation leaves it, with another library in place of the real one. */
function prefix(name: string, version: string, { library = name, libraries = 'lib' } = {}) {
  const root = join(folder, name)
  mkdirSync(join(root, libraries, 'pkgconfig'), { recursive: true })
  mkdirSync(join(root, 'include/aom'), { recursive: true })
  writeFileSync(join(root, 'include/aom/aom_encoder.h'), '')
  writeFileSync(join(root, libraries, process.platform === 'win32' ? 'aom.lib' : 'libaom.a'), library)
  writeFileSync(join(root, libraries, 'pkgconfig/aom.pc'), `Name: aom\nVersion: ${version}\n`)
  return root
}

async function environmentOf(named: string) {
  const { LAZY_IMAGE_AOM: all, LIB_AOM_PKG_CONFIG_PATH: packages } = await libaomEnvironment(named)
  if (all === undefined || packages === undefined) throw new Error('nothing is said of libaom')
  kept.push(all)
  return { name: basename(all), packages }
}

test('nothing is said of libaom where none is named', async () => {
  expect(await libaomEnvironment('')).toEqual({})
})

test('a named libaom is kept under its version and content, so that cargo sees a change of either', async () => {
  const first = await environmentOf(prefix('first', '3.14.1'))
  expect(first.name).toMatch(/^3\.14\.1-[0-9a-f]{12}$/)
  expect(readFileSync(join(first.packages, 'aom.pc'), 'utf8')).toContain('3.14.1')
  expect(await environmentOf(prefix('again', '3.14.1', { library: 'first' }))).toEqual(first)
  expect(await environmentOf(prefix('other', '3.14.1'))).not.toEqual(first)
  expect(await environmentOf(prefix('newer', '4.0.0', { library: 'first' }))).not.toEqual(first)
})

test('a libaom is found where a system keeps libraries by processor', async () => {
  const named = prefix('by-processor', '3.15.0', { libraries: 'lib/x86_64-linux-gnu' })
  expect((await environmentOf(named)).name).toMatch(/^3\.15\.0-/)
})

test.each([
  ['is too old', () => prefix('old', '3.12.1'), /which is libaom 3\.12\.1; it must be 3\.14 or newer/],
  ['says no version', () => prefix('strange', ''), /of an unknown version/],
  ['is not there', () => join(folder, 'none'), /but there is no .*none/],
])('a named libaom that %s is refused with its name', async (_, make, message) => {
  const named = make()
  await expect(libaomEnvironment(named)).rejects.toThrow(message)
  await expect(libaomEnvironment(named)).rejects.toThrow(`LAZY_IMAGE_AOM is ${named}`)
})
