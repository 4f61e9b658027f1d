import { setTimeout as wait } from 'node:timers/promises'
import type { RemoteStore } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from '../support/fixture.js'
import { HOSTS } from '../support/hosts.js'
import { Project } from '../support/project.js'

/** A store that takes its time, so that who does not wait for it sees it empty. */
function slowStore(): RemoteStore & { stored: string[] } {
  const stored: string[] = []
  return {
    name: 'own',
    stored,
    get: async () => undefined,
    put: async key => {
      await wait(300)
      stored.push(key)
    },
  }
}

const files = {
  'src/a.jpg': fixture('a.jpg'),
  // Nothing is known of that before it is decoded.
  'src/b.jpg': fixture('a.jpg').subarray(0, -2000),
  'src/entry.js': `export { default as a } from './a.jpg?w=40;50&format=webp'
export { default as b } from './b.jpg?w=40&format=webp'
`,
}

describe.each(HOSTS.filter(({ runsApart }) => !runsApart))('$name', host => {
  test('a build has stored what it made when it is over, though it failed', async () => {
    const project = new Project(files)
    const remote = { store: slowStore(), project: 'p', branch: 'b' }
    const { failure } = await host.build(project, { cache: { dir: project.cacheFolder, remote } })
    expect(failure).toContain('b.jpg')
    expect(remote.store.stored.filter(key => key.startsWith('v1/'))).toHaveLength(2)
  })
})
