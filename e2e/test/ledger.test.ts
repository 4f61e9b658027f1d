import { relative } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Ledger } from '../../packages/core/dist/ledger/ledger.js'
import { fixture } from '../support/fixture.js'
import { HOSTS } from '../support/hosts.js'
import { Project } from '../support/project.js'

afterEach(() => {
  vi.restoreAllMocks()
})

describe.each(HOSTS.filter(({ runsApart }) => runsApart !== true))('$name', host => {
  test('tells the ledger every place that imports an image, in a first build and from its caches', async () => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/deep/other.js': "export { default } from '../a.jpg?w=310&format=webp'\n",
      'src/entry.js': `export { default as one } from './a.jpg?w=310&format=webp'
export { default as list } from './a.jpg?w=310;320&format=webp'
export { default as other } from './deep/other.js'
`,
    })
    const record = vi.spyOn(Ledger.prototype, 'record')
    for (const from of ['made', 'disk']) {
      record.mockClear()
      expect((await host.build(project)).failure).toBeNull()
      expect(record).toHaveBeenCalledTimes(1)
      const [outputs = []] = record.mock.calls[0] ?? []
      const [ledger] = record.mock.contexts as Ledger[]
      const told = outputs.map(({ key, variant, from: place }) => ({
        width: variant.framing.kind === 'fixed' ? variant.framing.frame.width : null,
        from: place,
        importers: ledger
          ?.importersOf(key)
          .map(({ file, line, specifier }) => [relative(project.root, file), line, specifier])
          .sort(),
      }))
      const list = ['src/entry.js', 2, './a.jpg?w=310;320&format=webp']
      expect(told.sort((a, b) => Number(a.width) - Number(b.width))).toEqual([
        {
          width: 310,
          from,
          importers: [
            ['src/deep/other.js', 1, '../a.jpg?w=310&format=webp'],
            ['src/entry.js', 1, './a.jpg?w=310&format=webp'],
            list,
          ],
        },
        { width: 320, from, importers: [list] },
      ])
    }
  })
})
