import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { imagesBelow, withContents } from '../support/contents.js'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { rollupHost } from '../support/hosts/rollup.js'
import { Project } from '../support/project.js'

// The cache key of an output says nothing of its neighbours: were they to change its bytes, a cache would hand out
// what another build would not make, and the dev server other bytes than the build.
test('an output is the same to the byte whatever else is asked of its photograph', async () => {
  const small = async (entry: string) => {
    const project = new Project({ 'src/a.jpg': fixture('a.jpg'), 'src/entry.js': entry })
    const built = await rollupHost.build(project, { cache: false })
    expect(built.failure).toBeNull()
    return withContents((await exportsOf(built.entry))['small'], imagesBelow(dirname(built.entry)))
  }
  const wanted = "export { default as small } from './a.jpg?w=60&format=png'\n"
  const alone = await small(wanted)
  expect(await small(`${wanted}export { default as large } from './a.jpg?w=1200&format=jpg'\n`)).toBe(alone)
})
