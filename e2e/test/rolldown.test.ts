import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { fixture } from '../support/fixture.js'
import { beginBuild } from '../support/hosts/host.js'
import { rolldownConfig } from '../support/hosts/rolldown.js'
import { Project } from '../support/project.js'
import { serveFolder } from '../support/static-server.js'
import { totals } from '../support/totals.js'

/** One image at once, one in a module that runs when it is asked for. */
const files = {
  'src/näher 1%#.jpg': fixture('a.jpg'),
  'src/entry.js': `import now from './näher 1%25#.jpg?w=20&format=webp'
export const urls = [now]
export const later = () => import('./later.js').then(({ default: url }) => url)
globalThis.later = later
globalThis.urls = urls
`,
  'src/later.js': "export { default } from './näher 1%25#.jpg?w=21&format=webp'\n",
}

async function build(project: Project, outputs: readonly object[]) {
  const { options, batches } = beginBuild(project, { logger: { info: () => {}, warn: () => {} } })
  const { input, output } = rolldownConfig(project, options)
  const warnings: string[] = []
  const bundle = await rolldown({ ...input, onLog: (level, log) => level === 'warn' && warnings.push(log.message) })
  for (const more of outputs) await bundle.write({ ...output, ...more })
  await bundle.close()
  return { batches, warnings }
}

const SCRIPTS = ['iife', 'umd'] as const

test.each(SCRIPTS)('a script (%s) finds its images beside it, also long after it began', async format => {
  const project = new Project(files)
  const { warnings } = await build(project, [
    { format, name: 'library', codeSplitting: false, dir: project.path('dist/deep') },
  ])
  expect(warnings).toEqual([])
  project.write({ 'dist/index.html': '<link rel="icon" href="data:,"><script src="/deep/entry.js"></script>' })
  const server = await serveFolder(project.path('dist'))
  onTestFinished(server.close)
  const { page, troubles, close } = await openPage(server.url)
  const widths = await page.evaluate(async () => {
    const { urls, later } = globalThis as unknown as { urls: string[]; later(): Promise<string> }
    await new Promise(resolve => setTimeout(resolve, 50))
    const images = [...urls, await later()].map(url => Object.assign(new Image(), { src: url }))
    await Promise.all(images.map(image => image.decode()))
    return images.map(image => image.naturalWidth)
  })
  await close()
  expect(troubles).toEqual([])
  expect(widths).toEqual([20, 21])
})

test('a UMD library finds its images in Node', async () => {
  const project = new Project(files)
  await build(project, [{ format: 'umd', name: 'library', codeSplitting: false, entryFileNames: 'entry.cjs' }])
  const code = `const { later, urls } = require(${JSON.stringify(project.path('dist/entry.cjs'))})
later().then(url => [...urls, url].forEach(url => require('fs').accessSync(new URL(url))))`
  execFileSync(process.execPath, ['--eval', code])
})

test('two outputs of one build are two builds to Rolldown, and make each image once', async () => {
  const project = new Project(files)
  const { batches } = await build(project, [
    { format: 'es' },
    { format: 'cjs', dir: project.path('dist/cjs'), entryFileNames: '[name].cjs' },
  ])
  expect(totals(batches)).toMatchObject({ decodes: 1, encodes: 2 })
  const images = project.list('dist').filter(file => file.endsWith('.webp'))
  expect(images.length).toBe(4)
  expect(images.filter(file => file.startsWith('cjs')).map(file => file.slice('cjs/'.length))).toEqual(
    images.filter(file => !file.startsWith('cjs')),
  )
  expect(project.list('dist').map(file => project.read(join('dist', file)).includes('lazy-image stub'))).not.toContain(
    true,
  )
})
