import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { engineInfo } from '@lazy-image/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { run } from './support/run.js'
import { PHOTO, remove, scratchFolder } from './support/sample-project.js'

const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url))

function project(config = ''): string {
  const root = scratchFolder()
  onTestFinished(() => remove(root))
  writeFileSync(join(root, 'package.json'), '{}')
  if (config !== '') writeFileSync(join(root, 'lazy-image.config.mjs'), `export default ${config}\n`)
  return root
}

describe('what is found on a machine', () => {
  test('is told to people and to programs', async () => {
    const root = project()
    const { code, said, complained } = await run(root, 'doctor')
    expect([code, complained]).toEqual([0, ''])
    expect(said).toContain(`Node ${process.versions.node}`)
    expect(said).toMatch(/^processors {2}\d+ of \d+ may be used/m)
    expect(said).toMatch(/^memory {6}[\d.]+ [MG]B of/m)
    expect(said).toMatch(/0 entries, 0 B of 10\.00 GB\nall is well$/)
    const told = JSON.parse((await run(root, 'doctor', '--json')).said)
    const { fingerprint, codecs, availableParallelism } = engineInfo()
    expect(told).toMatchObject({
      engine: { fingerprint, codecs, problem: null },
      processors: { usable: availableParallelism, instructionSets: expect.any(Array) },
      cache: { entries: 0, damaged: [], problem: null },
    })
  })

  test('is what is wrong with the cache, with a remedy', async () => {
    const root = project()
    await run(root, 'prewarm', PHOTO, '--query', 'w=9&format=webp')
    expect((await run(root, 'doctor')).said).toContain('1 entry, ')
    const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.img'))
    expect(names).toHaveLength(1)
    for (const name of names) writeFileSync(join(root, name), 'damaged')
    const { code, said, complained } = await run(root, 'doctor')
    expect(code).toBe(1)
    expect(said).toMatch(/1 to be mended$/)
    expect(complained).toBe('cache: 1 of its files are damaged; delete them with: lazy-image cache verify --remove')
  })

  test('is a budget in which hardly a photograph fits, and a cache that is none', async () => {
    const root = project('{ cache: false, memoryBudget: 1000000 }')
    const { code, said, complained } = await run(root, 'doctor')
    expect(code).toBe(1)
    expect(said).toContain('cache       none: the options want none')
    expect(complained).toMatch(/^memory: memoryBudget is 1\.00 MB: .* allow 100\.00 MB or more$/)
  })

  test('is a folder that cannot be written', async () => {
    const root = project("{ cache: { dir: 'kept/cache' } }")
    mkdirSync(join(root, 'kept'))
    chmodSync(join(root, 'kept'), 0o500)
    onTestFinished(() => chmodSync(join(root, 'kept'), 0o700))
    const isRoot = process.getuid?.() === 0
    const { complained } = await run(root, 'doctor')
    // Nothing is forbidden to the superuser.
    expect(complained).toBe(
      isRoot
        ? ''
        : "cache: it cannot be written; make it writable, or set cache.dir to another folder, or cache.mode to 'read'",
    )
  })

  test('is an engine that cannot be loaded, and all else is told', () => {
    const env = { ...process.env, LAZY_IMAGE_NATIVE: join(project(), 'nothing.node') }
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'doctor'], {
      cwd: project(),
      env,
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stdout).toContain(`Node ${process.versions.node}`)
    expect(stderr).toMatch(/^engine: /m)
  })
})
