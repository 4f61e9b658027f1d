import { rmSync, utimesSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { buildProgram } from '../support/faults/build-program.js'
import { runApart } from '../support/faults/run-apart.js'
import { outputOf, smallGallery } from '../support/faults/small-gallery.js'
import { rollupHost } from '../support/hosts/rollup.js'
import { viteHosts } from '../support/hosts/vite.js'
import type { Project } from '../support/project.js'
import { randomNumbers } from '../support/random.js'
import { until } from '../support/until.js'

/** Of all hosts here together. */
const KILLS = Number(process.env['LAZY_IMAGE_KILLS'] ?? 20)

const hosts = [...viteHosts.slice(0, 1), rollupHost]

const DAY_MS = 24 * 60 * 60 * 1000

describe.each(hosts)('$name', host => {
  const kills = Math.ceil(KILLS / hosts.length)
  test(
    `${kills} builds killed at random moments leave nothing that a build would take for whole`,
    async () => {
      const random = randomNumbers(kills)
      const project = smallGallery()
      project.keepsOutput = true
      const program = await buildProgram(host)
      const started = performance.now()
      const whole = await runApart(program, project).ended
      expect(whole).toMatchObject({ code: 0, told: { failure: null } })
      const buildMs = performance.now() - started
      project.remove('.image-cache')
      expect(await host.build(project)).toMatchObject({ failure: null, warnings: '' })
      const expected = outputOf(project)

      const wrong: unknown[] = []
      let killed = 0
      let strays = 0
      for (let round = 0; round < kills; round++) {
        // What is there already needs no work that could be killed.
        for (const file of entriesOf(project)) if (random() < 0.7) rmSync(project.path(file))
        const build = runApart(program, project)
        // Every other one in the middle of its batch, where files are written.
        if (round % 2 === 0) await wait(random() * buildMs)
        else {
          const known = filesOfCache(project).length
          await until(() => filesOfCache(project).length > known || build.process.exitCode !== null || undefined)
          await wait(random() * 50)
        }
        build.signal('SIGKILL')
        if ((await build.ended).signal === 'SIGKILL') killed++
        strays += straysOf(project).length
        const { failure, warnings } = await host.build(project)
        const output = outputOf(project)
        if (failure !== null || warnings !== '' || JSON.stringify(output) !== JSON.stringify(expected)) {
          wrong.push({ round, failure, warnings, output })
        }
        // Whoever comes next clears away what was left, but for who was killed before it could say who it was.
        const left = straysOf(project)
        if (left.some(file => !/running[\\/][^\\/]+[\\/]process$/.test(file))) wrong.push({ round, left })
      }
      console.info(
        `${host.name}: ${killed} of ${kills} builds killed, ${strays} stray files, ${wrong.length} wrong builds behind`,
      )
      expect(wrong).toEqual([])
      const old = new Date(Date.now() - DAY_MS - 60_000)
      for (const file of straysOf(project)) utimesSync(project.path(file), old, old)
      expect(await host.build(project)).toMatchObject({ failure: null, warnings: '' })
      expect(straysOf(project)).toEqual([])
      expect(killed).toBeGreaterThan(kills / 2)
    },
    120_000 + kills * 10_000,
  )
})

function filesOfCache(project: Project): string[] {
  return project.list('.image-cache').map(file => `.image-cache/${file}`)
}

function entriesOf(project: Project): string[] {
  return filesOfCache(project).filter(file => file.endsWith('.img'))
}

function straysOf(project: Project): string[] {
  return filesOfCache(project).filter(file => !file.endsWith('.img') && file !== '.image-cache/sources.index')
}
