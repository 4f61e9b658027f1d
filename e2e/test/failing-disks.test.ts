import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildProgram } from '../support/faults/build-program.js'
import { FAULTS, failingCalls } from '../support/faults/failing-calls.js'
import { type Ended, runApart } from '../support/faults/run-apart.js'
import { outputOf, smallGallery } from '../support/faults/small-gallery.js'
import { viteHosts } from '../support/hosts/vite.js'
import type { Project } from '../support/project.js'

const WRITE_FILES = fileURLToPath(new URL('../support/faults/write-files.mjs', import.meta.url))

const calls = failingCalls()
if (calls === undefined) console.info('No gcc here: builds on failing disks are skipped')

const [host] = viteHosts
type ErrorName = keyof typeof FAULTS
const ERRORS = Object.keys(FAULTS) as ErrorName[]

describe.skipIf(calls === undefined || host === undefined)('a build whose disk fails', () => {
  let program = ''
  let project: Project
  let expected: Record<string, string>
  beforeAll(async () => {
    if (host !== undefined) program = await buildProgram(host)
    project = smallGallery()
    expect(await runApart(program, project).ended).toMatchObject({ code: 0, told: { failure: null, warnings: '' } })
    expected = outputOf(project)
  })

  async function buildWith(error: ErrorName, folder: string, after: number): Promise<Ended & { failed: number }> {
    const env = calls?.env({ error, folder: project.path(folder), after })
    const ended = await runApart(program, project, env === undefined ? {} : { env }).ended
    return { ...ended, failed: calls?.failed() ?? 0 }
  }

  async function expectRight(): Promise<void> {
    const ended = await runApart(program, project).ended
    expect(ended).toMatchObject({ code: 0, told: { failure: null, warnings: '' } })
    expect(outputOf(project)).toEqual(expected)
  }

  const LATE: [when: string, call: string, after: number][] = [
    ['at once', 'mkdir', 0],
    ['in the middle of its work', 'rename', 1],
  ]
  test.each(LATE)(
    'a cache folder that hangs %s: the build is right, waits 5 s, and says so',
    async (_, call, after) => {
      project.remove('.image-cache')
      const env = calls?.delayed({ folder: project.path('.image-cache'), calls: [call], after, seconds: 6 })
      const ended = await runApart(program, project, env === undefined ? {} : { env }).ended
      expect(calls?.failed()).toBeGreaterThan(0)
      expect(ended).toMatchObject({ code: 0, told: { failure: null } })
      expect(warningsOf(ended)).toEqual([
        expect.stringMatching(/\.image-cache has not answered within 5 s; building without it/),
      ])
      expect(outputOf(project)).toEqual(expected)
      await expectRight()
    },
  )

  describe.each(ERRORS)('%s', error => {
    test('in a cache folder: the build is right, with one warning', async () => {
      for (const after of [0, 5]) {
        project.remove('.image-cache')
        const ended = await buildWith(error, '.image-cache', after)
        expect(ended.failed).toBeGreaterThan(0)
        expect(ended).toMatchObject({ code: 0, told: { failure: null } })
        expect(warningsOf(ended)).toEqual([expect.stringContaining(project.cacheFolder)])
        expect(outputOf(project)).toEqual(expected)
      }
      await expectRight()
      // Full of entries.
      const ended = await buildWith(error, '.image-cache', 0)
      expect(ended).toMatchObject({ code: 0, told: { failure: null } })
      expect(warningsOf(ended).slice(1)).toEqual([])
      expect(outputOf(project)).toEqual(expected)
    })

    test('in a picture: the error names it, unless nobody had to look', async () => {
      for (const isCached of [true, false]) {
        if (!isCached) project.remove('.image-cache')
        const ended = await buildWith(error, 'src/a.jpg', 0)
        if (ended.failed > 0) expect(ended.told?.failure).toContain(project.path('src/a.jpg'))
        expect(ended.code).toBe(ended.failed > 0 ? 1 : 0)
        // What stood there before is whole.
        expect(outputOf(project)).toEqual(expected)
      }
      await expectRight()
    })

    test('in the output folder: the build fails by name, and the next one is right', async () => {
      const ended = await buildWith(error, 'dist', 0)
      if (ended.failed > 0) expect(ended.told?.failure).toContain(project.path('dist'))
      expect(ended.code).toBe(ended.failed > 0 ? 1 : 0)
      await expectRight()
    })

    test('in a folder that the engine writes to itself: what is there is whole, what is not is told by name', async () => {
      const folder = project.path('written')
      const files = ['a.jpg', 'rot6.jpg', 'small.png'].map(name => project.path(`src/${name}`))
      const write = async (env: Record<string, string>): Promise<Record<string, string | null>> => {
        const call = promisify(execFile)(process.execPath, [WRITE_FILES, folder, ...files], {
          env: { ...process.env, ...env },
        })
        return JSON.parse((await call).stdout)
      }
      const names = ['a.webp', 'rot6.webp', 'small.webp']
      const whole = async (): Promise<void> => {
        expect(await write({})).toEqual(Object.fromEntries(files.map(file => [file, null])))
      }
      await whole()
      const right = Object.fromEntries(names.map(name => [name, project.readBytes(`written/${name}`)]))
      for (const after of [0, 3]) {
        project.remove('written')
        const told = await write(calls?.env({ error, folder, after }) ?? {})
        for (const [index, name] of names.entries()) {
          const message = told[files[index] ?? '']
          const isThere = project.list('written').includes(name)
          if (message === null) expect(isThere).toBe(true)
          else expect(message).toContain(folder)
          if (isThere) expect(project.readBytes(`written/${name}`).equals(right[name] ?? Buffer.of())).toBe(true)
        }
        expect(project.list('written').filter(name => !names.includes(name))).toEqual([])
      }
      await whole()
    })
  })
})

function warningsOf(ended: Ended): string[] {
  return (ended.told?.warnings ?? '').split('\n').filter(line => line !== '')
}
