import { execFile } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { isAtWork, LEFT } from '../support/faults/build-apart.js'
import { buildProgram } from '../support/faults/build-program.js'
import { type Running, runApart } from '../support/faults/run-apart.js'
import { largeGallery, outputOf } from '../support/faults/small-gallery.js'
import { HOSTS } from '../support/hosts.js'
import type { Project } from '../support/project.js'
import { randomNumbers } from '../support/random.js'
import { until } from '../support/until.js'

/** Each is at a random moment of a batch. */
const ROUNDS = Number(process.env['LAZY_IMAGE_INTERRUPTS'] ?? 1)
const TERMINATED = Number(process.env['LAZY_IMAGE_TERMINATED'] ?? 1)

const TERMINATE = fileURLToPath(new URL('../support/faults/terminate-builds.mjs', import.meta.url))

describe.each(HOSTS)('$name', host => {
  /** Farm empties its folder before it compiles anything. */
  const left = (before: Record<string, string>) => (host.name === 'farm' ? {} : before)
  const random = randomNumbers(host.name.length)
  let program: Promise<string> | undefined

  /** What was built before lies in `dist`; the next build makes much more. */
  async function begun(): Promise<{ project: Project; before: Record<string, string>; program: string }> {
    const { project, grow } = largeGallery()
    expect(await host.build(project)).toMatchObject({ failure: null })
    grow()
    project.remove('.image-cache')
    program ??= buildProgram(host)
    return { project, before: outputOf(project), program: await program }
  }

  async function interrupt(project: Project, build: Running): Promise<void> {
    await until(() => isAtWork(project.root) || build.process.exitCode !== null || undefined)
    await wait(random() * 100)
    build.signal('SIGINT')
  }

  test('Ctrl-C ends a build and all that it has started, and leaves what was there before', async () => {
    const { project, before, program } = await begun()
    for (let round = 0; round < ROUNDS; round++) {
      project.remove('.image-cache')
      const build = runApart(program, project)
      await interrupt(project, build)
      const ended = await build.ended
      expect(ended.told).toBeUndefined()
      expect([ended.signal, ended.code]).toEqual(['SIGINT', null])
      await until(() => !build.isRunning() || undefined)
      expect(outputOf(project)).toEqual(left(before))
    }
  })

  // Where the bundler runs in a process of its own, what exits here is not at work.
  test.skipIf(host.runsApart)('a process that exits in the middle of a batch does so by its own code', async () => {
    const { project, before, program } = await begun()
    for (let round = 0; round < 2 * ROUNDS; round++) {
      project.remove('.image-cache')
      const build =
        round % 2 === 0
          ? runApart(program, project, { leave: 'at work', delay: random() * 100 })
          : runApart(program, project, { leave: 'when interrupted' })
      if (round % 2 === 1) await interrupt(project, build)
      const ended = await build.ended
      expect(ended.told).toBeUndefined()
      expect(ended).toMatchObject({ code: LEFT, signal: null, stderr: '' })
      expect(outputOf(project)).toEqual(left(before))
    }
  })

  test.skipIf(host.runsApart)(
    `threads that are terminated (${TERMINATED}) in the middle of a batch leave the process whole`,
    async () => {
      const { project, program } = await begun()
      const seed = Math.floor(random() * 1000)
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [
        TERMINATE,
        program,
        project.root,
        String(TERMINATED),
        String(seed),
      ])
      expect(stderr).toBe('')
      expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
        terminated: TERMINATED,
        told: { failure: null, warnings: '' },
      })
    },
  )
})
