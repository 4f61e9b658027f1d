import * as lazyImage from '@lazy-image/vite-plugin'
import { describe, expect, test } from 'vitest'
import { buildProject, PROJECTS, readRecorded } from '../projects/build-project.mjs'
import { recordedLogger, VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'

const { projects: recorded } = readRecorded()

describe('a project on vite-imagetools', () => {
  test('is there for every record', () => {
    expect(Object.keys(recorded).sort()).toEqual(PROJECTS)
  })

  test.each(PROJECTS)('comes to the same pictures and values with imagetools(): %s', async name => {
    const logger = recordedLogger()
    const built = await buildProject(name, new Project({}).root, VITES['vite 8'], { ...lazyImage }, logger)
    const theirs = recorded[name]
    expect(built.value).toEqual(theirs?.value)
    // A file to which no code refers is not written here.
    const labels = built.files.map(({ label }) => label)
    expect(labels).toEqual(theirs?.files.map(({ label }) => label).filter(label => labels.includes(label)))
    for (const label of new Set(JSON.stringify(built.value).match(/<[^<>]+ \d+x\d+>/g))) expect(labels).toContain(label)
    for (const { label, bytes } of built.files.filter(({ label }) => label.includes('.png '))) {
      const most = Math.max(...(theirs?.files ?? []).filter(file => file.label === label).map(file => file.bytes))
      expect(bytes, label).toBeLessThanOrEqual(most)
    }
    const markers = logger.warnings.filter(warning => /imagetools"/.test(warning))
    expect(markers).toEqual([])
  })
})
