import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { BAD_IMPORTS, type BadImport, badFiles } from '../support/bad-images.js'
import { type DevServer, imageUrlsIn, startDevServer } from '../support/dev-server.js'
import { fixture } from '../support/fixture.js'
import { VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'
import { until } from '../support/until.js'

function projectWith(bad: readonly BadImport[]): Project {
  return new Project({
    ...badFiles(bad),
    'src/good.jpg': fixture('a.jpg'),
    'src/entry.js': `// Photographs.

export { default as good } from './good.jpg?w=310&format=webp'
${bad.map(({ request }, index) => `export { default as bad${index} } from '${request}'\n`).join('')}`,
  })
}

const moduleUrl = (request: string) => `/src/${request.slice(2).replace('?', '?import&')}`

/** Loads a module as a page does, and then the images it names; the answer that failed, if any. */
async function failedAnswer(dev: DevServer, request: string): Promise<Response | undefined> {
  // The page's script first: who imports what is known from there.
  await dev.get('/src/entry.js')
  const module = await dev.get(moduleUrl(request))
  if (module.status !== 200) return module
  for (const url of imageUrlsIn(await module.text())) {
    const image = await dev.get(url)
    if (image.status !== 200) return image
  }
  return undefined
}

describe.each(Object.entries(VITES))('%s', (_name, vite) => {
  test.each(BAD_IMPORTS)(
    '$what: the terminal tells the place, the rule and the value, and the server lives on',
    async bad => {
      const dev = await startDevServer(vite, projectWith([bad]))
      const answer = await failedAnswer(dev, bad.request)
      expect(answer?.status).toBeGreaterThanOrEqual(400)
      expect(answer?.headers.get('content-type') ?? '').not.toMatch(/^image/)
      const told = dev.logger.errors.join('\n')
      expect(told).toMatch(/src[\\/]entry\.js:4:/)
      expect(told).toMatch(new RegExp(`4 \\| export .*'\\n *\\| {33}\\^{${bad.request.length + 2}}`))
      expect(told).toMatch(bad.rule)
      expect(told).toMatch(bad.value)
      expect(told).toContain(`[${bad.code}]`)

      expect(await failedAnswer(dev, './good.jpg?w=310&format=webp')).toBeUndefined()
    },
  )

  test.each(BAD_IMPORTS.filter(({ code }) => !code.startsWith('DIRECTIVE_')))(
    '$what: repaired, the module and the image load without a restart',
    async bad => {
      const project = projectWith([bad])
      const dev = await startDevServer(vite, project)
      expect(await failedAnswer(dev, bad.request)).toBeDefined()
      project.write({ [`src/${bad.request.slice(2).replace(/\?.*/, '')}`]: fixture('a.jpg') })
      const urls = await until(async () => {
        const failed = await failedAnswer(dev, bad.request)
        return failed === undefined ? imageUrlsIn(await (await dev.get(moduleUrl(bad.request))).text()) : undefined
      })
      expect(urls.length).toBe(1)
    },
  )

  test('an image that goes away is missed, and found again when it is back', async () => {
    const project = projectWith([])
    const dev = await startDevServer(vite, project)
    const request = './good.jpg?w=310&format=webp'
    expect(await failedAnswer(dev, request)).toBeUndefined()
    rmSync(project.path('src/good.jpg'))
    const failed = await until(() => failedAnswer(dev, request))
    expect(await failed.text()).toContain('SOURCE_NOT_FOUND')
    project.write({ 'src/good.jpg': fixture('rot6.jpg') })
    await until(async () => ((await failedAnswer(dev, request)) === undefined ? true : undefined))
  })

  test('a repaired import in the code loads', async () => {
    const project = projectWith(BAD_IMPORTS.filter(({ request }) => request.includes('w=abc')))
    const dev = await startDevServer(vite, project)
    expect(await failedAnswer(dev, './sound.jpg?w=abc')).toBeDefined()
    project.write({ 'src/entry.js': "export { default } from './sound.jpg?w=310'\n" })
    await until(async () => ((await (await dev.get('/src/entry.js')).text()).includes('w=310') ? true : undefined))
    expect(await failedAnswer(dev, './sound.jpg?w=310')).toBeUndefined()
  })

  test('a cache folder that cannot be written is warned of once, and images are served', async () => {
    const project = projectWith([])
    project.write({ blocked: 'a file' })
    const dev = await startDevServer(vite, project, { options: { cache: { dir: project.path('blocked/cache') } } })
    for (const width of [310, 320, 330]) {
      expect((await dev.get(`/src/good.jpg?w=${width}`)).status).toBe(200)
    }
    expect(dev.logger.warnings.filter(warning => warning.includes('cannot be written'))).toHaveLength(1)
  })
})
