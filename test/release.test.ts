import { mkdtempSync, readFileSync, realpathSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PUBLISHED_PLATFORMS } from '../native/binding/dist/binary-name.js'
import { binaryFacts } from '../scripts/release/binary-facts.mjs'
import { binaryFile, PLATFORMS } from '../scripts/release/platforms.mjs'
import { ROOT, run } from './support/command.js'
import { binaryHead, OWN_PLATFORM, writeBinaries } from './support/release-binaries.js'

let folder = ''
let binaries = ''
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'lazy-image-release-test-'))
  binaries = join(folder, 'binaries')
  writeBinaries(binaries)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Any of the platforms that the tests do not run on. */
const OTHER = PLATFORMS.find(({ name }) => name !== OWN_PLATFORM)?.name ?? ''

const pack = (...more: string[]) =>
  run(
    process.execPath,
    ['scripts/release/pack.mjs', '--binaries', binaries, '--out', join(folder, 'out'), ...more],
    ROOT,
  )

test('the platforms that are packed are those that the loader knows', () => {
  expect(PLATFORMS.map(({ name }) => name)).toEqual(PUBLISHED_PLATFORMS)
})

test('each platform is built and tried by the workflow, and no other is', () => {
  const workflow = readFileSync(join(ROOT, '.github/workflows/release.yml'), 'utf8')
  const named = [...workflow.matchAll(/\{ platform: ([\w-]+),/g)].map(([, name]) => name)
  const twice = PLATFORMS.flatMap(({ name }) => [name, name])
  expect(named.sort()).toEqual(twice.sort())
})

describe('a release', () => {
  test('that lacks a platform’s binary is not packed', async () => {
    unlinkSync(join(binaries, binaryFile(OTHER)))
    await expect(pack()).rejects.toThrow(`lacks ${binaryFile(OTHER)}`)
  })

  test('whose binaries were mixed up is not packed', async () => {
    const [os, cpu] = OTHER.startsWith('darwin') ? ['win32', 'x64'] : ['darwin', 'x64']
    writeFileSync(join(binaries, binaryFile(OTHER)), binaryHead(os, cpu))
    await expect(pack()).rejects.toThrow(`is one for ${os} ${cpu}; the package for ${OTHER} needs`)
  })

  test('whose tag is not its version is not packed', async () => {
    await expect(pack('--tag', 'v99.0.0')).rejects.toThrow('The tag is v99.0.0, but the packages are of version')
  })
})

describe('a binary', () => {
  test.each(PLATFORMS)('for $name tells so', ({ os, cpu, libc }) => {
    const file = join(folder, 'some.node')
    writeFileSync(file, binaryHead(os, cpu, libc))
    const glibc = libc === 'glibc' ? { glibc: '2.28' } : {}
    expect(binaryFacts(file)).toEqual({ os, cpu, ...(libc === undefined ? {} : { libc }), ...glibc })
  })

  test('that was built here is one for here', () => {
    const own = PLATFORMS.find(({ name }) => name === OWN_PLATFORM)
    expect(binaryFacts(join(binaries, binaryFile(OWN_PLATFORM)))).toMatchObject({ os: own?.os, cpu: own?.cpu })
  })

  test.each(['', 'text that is long enough to be taken for a header of something, were its beginning another one'])(
    'that is none is told apart: %j',
    text => {
      const file = join(folder, 'some.node')
      writeFileSync(file, text)
      expect(binaryFacts(file)).toBeUndefined()
    },
  )
})
