import { readFileSync } from 'node:fs'
import { inspect } from '@lazy-image/core'
import lazyImage from '@lazy-image/vite-plugin'
import { expect, test } from 'vitest'
import { exportsOf } from '../support/evaluate.js'
import { fixture } from '../support/fixture.js'
import { recordedLogger, VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'

test.each(Object.entries(VITES))(
  'two plugins of ours in one build of %s leave each other’s images alone',
  async (_, vite) => {
    const project = new Project({
      'src/a.jpg': fixture('a.jpg'),
      'src/small.png': fixture('small.png'),
      'src/main.js': `export { default as one } from './a.jpg?w=30&format=webp'
export { default as two } from './small.png?w=20&format=webp'
import unused from './a.jpg?w=31&format=webp'
import alsoUnused from './small.png?w=21&format=webp'
`,
    })
    await vite.build({
      root: project.root,
      configFile: false,
      customLogger: recordedLogger(),
      plugins: [lazyImage({ cache: false, include: '**/a.jpg' }), lazyImage({ cache: false, include: '**/small.png' })],
      build: {
        rollupOptions: {
          input: project.path('src/main.js'),
          preserveEntrySignatures: 'strict',
          output: { entryFileNames: 'main.js' },
        },
      },
    })
    const { one, two } = await exportsOf(project.path('dist/main.js'))
    const sizes = await Promise.all([one, two].map(url => inspect(readFileSync(project.path(`dist${url}`)))))
    expect(sizes).toMatchObject([
      { format: 'webp', width: 30 },
      { format: 'webp', width: 20 },
    ])
    expect(project.list('dist').filter(file => file.endsWith('.webp')).length).toBe(2)
  },
)
