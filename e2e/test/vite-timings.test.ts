import lazyImage from '@lazy-image/vite-plugin'
import { expect, test } from 'vitest'
import { fixture } from '../support/fixture.js'
import { libraryBuild, recordedLogger, VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'

/** Rolldown reports on builds of more than three seconds, and on callbacks of more than one. */
function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

async function warningsOf(others: number): Promise<string> {
  const project = new Project({
    'src/a.jpg': fixture('a.jpg'),
    'src/entry.js': "export { default } from './a.jpg?w=20'\n",
  })
  const customLogger = recordedLogger('kept')
  await VITES['vite 8'].build({
    root: project.root,
    configFile: false,
    logLevel: 'warn',
    customLogger,
    plugins: [
      // It is called while the batch is awaited.
      lazyImage({ cache: false, onBatch: () => sleep(3200 - others) }),
      { name: 'others', buildEnd: () => sleep(others) },
    ],
    build: libraryBuild(project),
  })
  return customLogger.warnings.join('\n')
}

test('a batch that took long is no callback that users are warned of', async () => {
  expect(await warningsOf(0)).toBe('')
})

test('callbacks of others are told as before', async () => {
  const warnings = await warningsOf(1600)
  expect(warnings).toContain('[PLUGIN_TIMINGS]')
  expect(warnings).toMatch(/- plugin others buildEnd/)
  expect(warnings).not.toContain('plugin lazy-image')
})

test('nor is one of a whole page, with its markup and styles', async () => {
  const project = new Project({
    'a.jpg': fixture('a.jpg'),
    'index.html':
      '<link rel="stylesheet" href="./a.css"><img src="./a.jpg?w=20"><script type="module" src="./a.js"></script>',
    'a.css': 'body { background: url("./a.jpg?w=21") }\n',
    'a.js': "import url from './a.jpg?w=22'\ndocument.title = url\n",
  })
  const customLogger = recordedLogger()
  await VITES['vite 8'].build({
    root: project.root,
    configFile: false,
    logLevel: 'warn',
    customLogger,
    plugins: [lazyImage({ cache: false, onBatch: () => sleep(3200) })],
  })
  expect(customLogger.warnings.join('\n')).toBe('')
})
