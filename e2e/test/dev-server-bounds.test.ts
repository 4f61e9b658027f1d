import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { ImageEngine } from '@lazy-image/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { type DevServer, imageUrlsIn, startDevServer } from '../support/dev-server.js'
import { fixture, photograph } from '../support/fixture.js'
import { VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'
import { solidPicture } from '../support/solid-picture.js'
import { totals } from '../support/totals.js'
import { until } from '../support/until.js'

const files = {
  'index.html': '<script type="module" src="/src/entry.js"></script>',
  'src/a.jpg': fixture('a.jpg'),
  'src/entry.js': "export { default } from './a.jpg?w=31&format=webp'\n",
}
const MEBIBYTE = 2 ** 20

const SERVE = fileURLToPath(new URL('../support/serve-at-once.mjs', import.meta.url))

const MODULE = '/src/a.jpg?import&w=31&format=webp'
const BY_HAND = '/src/a.jpg?w=30&format=webp'

const FOREIGN = { 'sec-fetch-site': 'cross-site', referer: 'https://other.example/' }

const vite = VITES['vite 8']

async function plannedUrl(dev: DevServer): Promise<string> {
  const [url = ''] = imageUrlsIn(`${await (await dev.get(MODULE)).text()} `)
  expect(url).toContain('&k=')
  return url
}

/** Status and encodes so far of a request with these headers. */
async function ask(dev: DevServer, path: string, headers: Record<string, string>): Promise<number> {
  const answer = await dev.get(path, { headers })
  await answer.arrayBuffer()
  return answer.status
}

describe('an image that no module of the project asks for', () => {
  test('is made for a user and for the server’s own pages, and for no other site’s', async () => {
    const dev = await startDevServer(vite, new Project(files))
    const own = dev.origin
    const refused = [
      FOREIGN,
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', referer: 'http://127.0.0.1:1/page' },
      { origin: 'https://other.example' },
      { referer: 'https://other.example/page?x' },
      { origin: 'null' },
    ]
    for (const headers of refused) {
      const answer = await dev.get(BY_HAND, { headers })
      expect([answer.status, answer.headers.get('content-type')], JSON.stringify(headers)).toEqual([
        403,
        'text/plain; charset=utf-8',
      ])
      expect(await answer.text()).toMatch(/No module of this project asks for this image.*server\.cors\.origin/)
    }
    for (const path of [
      '/src/a.jpg?w=65535&allowUpscale&format=png',
      '/src/a.jpg?w=4oo',
      '/@fs/etc/passwd.jpg?w=8&k=0',
    ]) {
      expect(await ask(dev, path, FOREIGN), path).toBe(403)
    }
    expect(totals(dev.batches)).toMatchObject({ decodes: 0, encodes: 0 })
    // No overlay for what a stranger wanted.
    expect(dev.logger.errors).toEqual([])
    const answered = [
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'same-origin' },
      { referer: `${own}/index.html` },
      { origin: own },
      {},
    ]
    for (const headers of answered) expect(await ask(dev, BY_HAND, headers), JSON.stringify(headers)).toBe(200)
    expect(totals(dev.batches)).toMatchObject({ decodes: 1, encodes: 1 })
  })

  test('is made for pages elsewhere that the configuration names', async () => {
    const project = new Project(files)
    const dev = await startDevServer(vite, project, {
      config: {
        server: {
          cors: { origin: ['http://localhost:8000', /^https:\/\/[a-z]+\.shop\.test$/] },
          allowedHosts: ['.intra.test'],
        },
      },
    })
    const from = (page: string) => ask(dev, BY_HAND, { 'sec-fetch-site': 'cross-site', referer: `${page}/page` })
    expect(await from('http://localhost:8001')).toBe(403)
    expect(await from('https://shop.test.evil.example')).toBe(403)
    expect(await from('http://localhost:8000')).toBe(200)
    expect(await from('https://www.shop.test')).toBe(200)
    expect(await from('http://site.intra.test:3000')).toBe(200)
  })

  test('is no larger than its source, or 16 megapixels', async () => {
    const dev = await startDevServer(vite, new Project(files))
    const answer = await dev.get('/src/a.jpg?w=9000&allowUpscale&format=png')
    expect(answer.status).toBe(403)
    expect(await answer.text()).toMatch(/of 9000×\d+ = \d+ pixels; by hand, 16777216 of .*a\.jpg can be asked for/)
    expect(totals(dev.batches)).toMatchObject({ decodes: 0 })
  })

  test('cannot borrow the key of one that a module asks for', async () => {
    const dev = await startDevServer(vite, new Project(files))
    const url = await plannedUrl(dev)
    expect(await ask(dev, url, FOREIGN)).toBe(200)
    expect(await ask(dev, url.replace('w=31', 'w=29'), FOREIGN)).toBe(403)
    expect(totals(dev.batches)).toMatchObject({ encodes: 1 })
  })

  test('costs a bounded part of the disk, however many sizes are made up', async () => {
    const project = new Project({ ...files, 'src/a.png': await solidPicture('teal') })
    const dev = await startDevServer(vite, project)
    for (let first = 1; first <= 240; first += 20) {
      const sizes = Array.from({ length: 20 }, (_, index) => first + index)
      const asked = sizes.map(size => ask(dev, `/src/a.png?w=${size}&h=9&fit=fill&allowUpscale&format=png`, {}))
      expect(new Set(await Promise.all(asked))).toEqual(new Set([200]))
    }
    expect(totals(dev.batches).encodes).toBe(240)
    const kept = readdirSync(project.cacheFolder, { recursive: true, withFileTypes: true })
    expect(kept.filter(entry => entry.isFile() && entry.name.length >= 30).length).toBeLessThanOrEqual(200)
    // The last ones are still in memory.
    expect(await ask(dev, '/src/a.png?w=240&h=9&fit=fill&allowUpscale&format=png', {})).toBe(200)
    expect(totals(dev.batches).encodes).toBe(240)
  })
})

test('an image of a module is shown by any page, also after the file was edited', async () => {
  const project = new Project(files)
  const dev = await startDevServer(vite, project)
  const url = await plannedUrl(dev)
  expect(await ask(dev, url, FOREIGN)).toBe(200)
  project.write({ 'src/a.jpg': photograph('pepper.jpg') })
  await until(async () => (await ask(dev, url, FOREIGN)) === 200 || undefined)
})

test('an output beyond the limits is refused with the rule, the value and the place, in a build and in dev', async () => {
  const project = new Project({ ...files, 'src/entry.js': "import './a.jpg?w=65535&allowUpscale&format=png'\n" })
  const dev = await startDevServer(vite, project)
  const told = /would be 65535×\d+ = \d+ pixels; limits\.pixels allows 268435456.*\[LIMIT_PIXELS\]/i
  await dev.get('/src/entry.js')
  await dev.get('/src/a.jpg?import&w=65535&allowUpscale&format=png')
  const [error = ''] = await until(() => (dev.logger.errors.length > 0 ? dev.logger.errors : undefined))
  expect(error).toMatch(told)
  expect(error).toContain('src/entry.js:1:')
  const answer = await dev.get('/src/a.jpg?w=65535&allowUpscale&format=png')
  expect([answer.status, (await answer.text()).split('\n')[0]]).toEqual([500, expect.stringMatching(told)])
  expect(totals(dev.batches)).toMatchObject({ decodes: 0, encodes: 0 })
})

test('work that all clients have left is not done, however much of it was asked for', async () => {
  const dev = await startDevServer(vite, new Project(files), { options: { concurrency: 1 } })
  const leaving = new AbortController()
  const asked = Array.from({ length: 40 }, (_, index) =>
    dev.get(`/src/a.jpg?w=${900 + index}&format=avif&effort=best`, { signal: leaving.signal }).catch(() => null),
  )
  await until(() => dev.asked.length === 40 || undefined)
  leaving.abort()
  expect(await Promise.all(asked)).toEqual(Array(40).fill(null))
  // Who comes now waits for none of them.
  expect(await ask(dev, BY_HAND, {})).toBe(200)
  expect(totals(dev.batches).encodes).toBeLessThanOrEqual(3)
})

test('as many requests at once as there are images take the memory of the budget, not of each', async () => {
  const large = await ImageEngine.from(fixture('a.jpg')).resize(4000, 3000, 'fill').toBuffer('jpeg', 60)
  const widths = Array.from({ length: 16 }, (_, index) => 300 + index)
  // What is trimmed needs all pixels at once: 36 MB, and as much for what is left.
  const query = `w=${widths.join(';')}&trim=5&format=webp`
  const project = new Project({ ...files, 'src/large.jpg': large })
  const parameters = [SERVE, project.root, `/src/large.jpg?import&${query}`, '16', String(160 * MEBIBYTE)]
  const { stdout } = await promisify(execFile)(process.execPath, parameters)
  const { statuses, encodes, above } = JSON.parse(stdout) as { statuses: number[]; encodes: number; above: number }
  expect({ statuses, encodes }).toEqual({ statuses: Array(16).fill(200), encodes: 16 })
  // Server and garbage collector have their share.
  expect(above).toBeLessThan(240 * MEBIBYTE)
})

test('a host that Vite does not know is not answered, as Vite answers nothing for it', async () => {
  const dev = await startDevServer(vite, new Project(files))
  const { port } = new URL(dev.origin)
  const headers = { host: 'rebound.example', 'sec-fetch-site': 'same-origin' }
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path: BY_HAND, headers }, response => {
      resolve(response.resume().statusCode)
    })
    request.on('error', reject)
  })
  expect(status).toBe(403)
  expect(totals(dev.batches)).toMatchObject({ decodes: 0 })
})

test('a browser shows a foreign page the images of modules alone, and the server’s own page all', async () => {
  const dev = await startDevServer(vite, new Project(files))
  const planned = await plannedUrl(dev)
  const foreign = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html>'))
  onTestFinished(() => void foreign.close())
  await new Promise<void>(resolve => foreign.listen(0, '127.0.0.1', resolve))
  const { port } = foreign.address() as AddressInfo

  const widthsOn = async (url: string, policy: string) => {
    const { page, close } = await openPage(url)
    try {
      return await page.evaluate(
        ({ sources, referrerPolicy }) =>
          Promise.all(
            sources.map(
              src =>
                new Promise<number>(resolve => {
                  const image = Object.assign(new Image(), { referrerPolicy })
                  image.onload = () => resolve(image.naturalWidth)
                  image.onerror = () => resolve(0)
                  image.src = src
                }),
            ),
          ),
        { sources: [planned, BY_HAND].map(path => dev.origin + path), referrerPolicy: policy },
      )
    } finally {
      await close()
    }
  }
  expect(await widthsOn(`http://127.0.0.1:${port}/`, 'no-referrer-when-downgrade')).toEqual([31, 0])
  expect(await widthsOn(`http://localhost:${port}/`, 'no-referrer')).toEqual([31, 0])
  expect(await widthsOn(`${dev.origin}/`, 'no-referrer')).toEqual([31, 30])
  // The address bar.
  const { page, close } = await openPage(dev.origin + BY_HAND.replace('w=30', 'w=28'))
  expect(await page.evaluate(() => document.images[0]?.naturalWidth)).toBe(28)
  await close()
})
