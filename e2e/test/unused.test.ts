import type { Logger } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { fixture } from '../support/fixture.js'
import { HOSTS } from '../support/hosts.js'
import { Project } from '../support/project.js'

const ENTRY = `import unused from './a.jpg?w=310&format=webp'
import shared from './a.jpg?w=320&format=webp'
import './other.js'
export { default as used } from './small.png?w=20'
`

const OTHER = `export { default as again } from './a.jpg?format=webp&w=320'
import { used } from './used.js'
export { used }
`

/** Rspack and Rsbuild make no module of what is unused; into Bun no test can look. */
const TELLING = HOSTS.filter(({ name, runsApart }) => runsApart !== true && !/^rs/.test(name))

describe.each(TELLING)('$name', host => {
  test('a summary names the imports of which nothing is left, and no other', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/small.png': fixture('small.png'),
      'src/entry.js': `${ENTRY}export { used as more } from './other.js'\nexport { again } from './other.js'\n`,
      'src/other.js': OTHER,
      'src/used.js': "export { default as used } from './small.png?w=24'\n",
    })
    const infos: string[] = []
    const logger: Logger = { info: message => infos.push(message), warn: () => {} }
    for (const _ of ['first', 'warm']) {
      infos.length = 0
      const { failure } = await host.build(project, { logger })
      expect(failure).toBeNull()
      const told = infos.join('\n').split('\n')
      const unused = told.slice(told.findIndex(line => line.startsWith('  unused')))
      expect(unused).toEqual([
        expect.stringMatching(/^ {2}unused +\.\/a\.jpg\?w=310&format=webp +src\/entry\.js:1 +1 output$/),
      ])
    }
  })
})
