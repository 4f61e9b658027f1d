import { Pipeline, silentLogger, transformImport } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { type DevServer, imageUrlsIn, startDevServer } from '../support/dev-server.js'
import { fixture } from '../support/fixture.js'
import { VITES } from '../support/hosts/vite.js'
import { Project, scratchFolder } from '../support/project.js'
import { totals } from '../support/totals.js'
import { until } from '../support/until.js'

const files = {
  'index.html': '<script type="module" src="/src/entry.js"></script>',
  'src/a.jpg': fixture('a.jpg'),
  'src/entry.js': "export { default } from './a.jpg?w=310;320&format=webp;jpg&as=picture'\n",
}
const MODULE = '/src/a.jpg?import&w=310;320&format=webp;jpg&as=picture'

/** The code of a module; its status must be 200. */
async function moduleOf(dev: DevServer, path: string): Promise<string> {
  const response = await dev.get(path)
  expect(response.status, path).toBe(200)
  return response.text()
}

describe.each(Object.entries(VITES))('%s', (_name, vite) => {
  test('a module is answered without an encode; an image is made when its URL is first asked for, and once', async () => {
    const dev = await startDevServer(vite, new Project(files))
    expect(await moduleOf(dev, '/src/entry.js')).toContain('/src/a.jpg?')
    const urls = imageUrlsIn(await moduleOf(dev, MODULE))
    expect(new Set(urls).size).toBe(4)
    expect(dev.batches).toEqual([])

    const [first = ''] = urls
    const answers = await Promise.all(Array.from({ length: 8 }, () => dev.get(first)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(new Set(await Promise.all(answers.map(async answer => hexOf(answer)))).size).toBe(1)
    expect(totals(dev.batches)).toMatchObject({ decodes: 1, encodes: 1 })

    await dev.get(first)
    expect(totals(dev.batches)).toMatchObject({ decodes: 1, encodes: 1 })
  })

  test('a cold start with a warm cache encodes nothing', async () => {
    const project = new Project(files)
    const one = await startDevServer(vite, project)
    const [url = ''] = imageUrlsIn(await moduleOf(one, MODULE))
    const made = await hexOf(await one.get(url))
    const two = await startDevServer(vite, project)
    // The URL carries all that is needed: a page that is still open works on.
    expect(await hexOf(await two.get(url))).toBe(made)
    expect(totals(two.batches)).toEqual({ outputs: 1, decodes: 0, encodes: 0 })
  })

  test('serves the bytes that a build would write', async () => {
    const project = new Project(files)
    const dev = await startDevServer(vite, project)
    const served = await Promise.all(
      imageUrlsIn(await moduleOf(dev, MODULE)).map(async url => hexOf(await dev.get(url))),
    )
    const pipeline = new Pipeline({ cache: false, logger: silentLogger }, project.root)
    const { assets } = await transformImport(pipeline, 'src/a.jpg?w=310;320&format=webp;jpg&as=picture')
    expect(new Set(served)).toEqual(new Set(assets.map(({ data }) => Buffer.from(data).toString('hex'))))
  })

  test('an image with its key may be kept for ever, another must be asked after by its tag', async () => {
    const dev = await startDevServer(vite, new Project(files))
    const [url = ''] = imageUrlsIn(await moduleOf(dev, MODULE))
    const keyed = await dev.get(url)
    expect(keyed.headers.get('cache-control')).toBe('max-age=31536000, immutable')
    expect(keyed.headers.get('content-type')).toBe('image/webp')
    expect(Number(keyed.headers.get('content-length'))).toBe((await keyed.arrayBuffer()).byteLength)

    // As a page or a stylesheet writes it.
    const plain = await dev.get('/src/a.jpg?w=310&format=webp')
    expect(plain.status).toBe(200)
    expect(plain.headers.get('cache-control')).toBe('no-cache')
    const tag = plain.headers.get('etag') ?? ''
    expect(tag).toBe(keyed.headers.get('etag'))
    const again = await dev.get('/src/a.jpg?w=310&format=webp', { headers: { 'if-none-match': tag } })
    expect(again.status).toBe(304)
    expect((await again.arrayBuffer()).byteLength).toBe(0)
    expect(totals(dev.batches)).toMatchObject({ encodes: 1 })

    // A key of an earlier version of the photograph promises nothing.
    const stale = await dev.get(url.replace(/&k=.*/, '&k=0123456789abcdef0123456789abcdef'))
    expect(stale.status).toBe(200)
    expect(stale.headers.get('cache-control')).toBe('no-cache')
  })

  test('HEAD tells the headers alone, and 304 costs no encode', async () => {
    const dev = await startDevServer(vite, new Project(files))
    const path = '/src/a.jpg?w=310&format=webp'
    const head = await dev.get(path, { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect((await head.arrayBuffer()).byteLength).toBe(0)
    const other = await startDevServer(vite, new Project(files))
    const known = await other.get(path, { headers: { 'if-none-match': head.headers.get('etag') ?? '' } })
    expect(known.status).toBe(304)
    expect(other.batches).toEqual([])
  })

  test('HEAD encodes nothing, and a range is answered with the whole', async () => {
    const dev = await startDevServer(vite, new Project(files))
    const path = '/src/a.jpg?w=310&format=webp'
    expect((await dev.get(path, { method: 'HEAD' })).headers.get('content-type')).toBe('image/webp')
    expect(dev.batches).toEqual([])
    const whole = await hexOf(await dev.get(path))
    const part = await dev.get(path, { headers: { range: 'bytes=0-9' } })
    expect([part.status, part.headers.get('accept-ranges'), await hexOf(part)]).toEqual([200, 'none', whole])
  })

  test('an encode that nobody waits for any more is stopped, and goes on for who still waits', async () => {
    const dev = await startDevServer(vite, new Project(files), { options: { concurrency: 1 } })
    const get = (path: string, { signal } = new AbortController()) => dev.get(path, { signal }).catch(() => null)
    const leaving = [new AbortController(), new AbortController(), new AbortController()] as const
    // There is one thread, which the first keeps busy: all others wait for their turn.
    const slow = get('/src/a.jpg?w=1200&format=avif&effort=best', leaving[0])
    await until(() => dev.asked.length === 1 || undefined)
    const shared = [get('/src/a.jpg?w=31&format=webp', leaving[1]), get('/src/a.jpg?w=31&format=webp')]
    const unwanted = get('/src/a.jpg?w=32&format=webp', leaving[2])
    await until(() => dev.asked.length === 4 || undefined)
    for (const client of leaving) client.abort()
    expect(await Promise.all([slow, unwanted, shared[0]])).toEqual([null, null, null])
    expect((await shared[1])?.status).toBe(200)
    expect(totals(dev.batches)).toMatchObject({ encodes: 1 })
    expect(dev.logger.errors).toEqual([])
    // Who comes back is answered.
    expect((await dev.get('/src/a.jpg?w=32&format=webp')).status).toBe(200)
  })

  test('a tag is known in a list, weakened by a cache, and as any there is', async () => {
    const dev = await startDevServer(vite, new Project(files))
    const path = '/src/a.jpg?w=310&format=webp'
    const tag = (await dev.get(path, { method: 'HEAD' })).headers.get('etag') ?? ''
    for (const known of [`W/${tag}`, `"other", ${tag}`, `W/"other",W/${tag}`, '*']) {
      expect((await dev.get(path, { headers: { 'if-none-match': known } })).status, known).toBe(304)
    }
    expect((await dev.get(path, { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
  })

  test('files outside of server.fs.allow are refused', async () => {
    const outside = scratchFolder()
    const project = new Project({ ...files, 'secret/a.jpg': fixture('a.jpg'), 'src/denied/a.jpg': fixture('a.jpg') })
    const stranger = new Project({ 'a.jpg': fixture('a.jpg') })
    const dev = await startDevServer(vite, project, {
      config: { server: { fs: { allow: [project.path('src'), outside], deny: ['**/denied/**'] } } },
    })
    expect((await dev.get('/src/a.jpg?w=310')).status).toBe(200)
    for (const path of [
      `/@fs${stranger.root}/a.jpg?w=310`,
      '/secret/a.jpg?w=310',
      '/src/denied/a.jpg?w=310',
      '/src/..%2fsecret/a.jpg?w=310',
      `/@fs${project.path('src')}/..%2fsecret/a.jpg?w=310`,
    ]) {
      const answer = await dev.get(path)
      expect(answer.status, path).toBe(403)
      expect(answer.headers.get('content-type'), path).not.toMatch(/^image/)
    }
    expect(totals(dev.batches)).toMatchObject({ encodes: 1 })
  })

  test('a module does not tell of files outside of server.fs.allow', async () => {
    const project = new Project(files)
    const stranger = new Project({ 'a.jpg': fixture('a.jpg') })
    const dev = await startDevServer(vite, project, { config: { server: { fs: { allow: [project.root] } } } })
    const answer = await dev.get(`/@fs${stranger.root}/a.jpg?import&w=310&as=metadata`)
    expect(answer.status).toBe(500)
    const told = await answer.text()
    expect(told).toContain('SOURCE_OUTSIDE_ROOTS')
    expect(told).not.toContain('1200')
    // A file that is not there is not told apart from one that is.
    const missing = await dev.get(`/@fs${stranger.root}/b.jpg?import&w=310&as=metadata`)
    expect((await missing.text()).replaceAll('b.jpg', 'a.jpg')).toBe(told)
    expect(dev.batches).toEqual([])
  })

  test('base and origin are in front of every URL', async () => {
    const dev = await startDevServer(vite, new Project(files), { config: { base: '/sub/' } })
    const urls = imageUrlsIn(await moduleOf(dev, `/sub${MODULE}`))
    expect(urls.every(url => url.startsWith('/sub/src/a.jpg?'))).toBe(true)
    expect((await dev.get(urls[0] ?? '')).headers.get('content-type')).toBe('image/webp')

    const elsewhere = await startDevServer(vite, new Project(files), {
      config: { server: { origin: 'http://images.example:8080' } },
    })
    const [url] = imageUrlsIn(await moduleOf(elsewhere, MODULE))
    expect(url).toMatch(/^http:\/\/images\.example:8080\/src\/a\.jpg\?/)
  })

  test('what has no directive is Vite’s', async () => {
    const dev = await startDevServer(vite, new Project(files))
    const original = fixture('a.jpg').toString('hex')
    expect(await hexOf(await dev.get('/src/a.jpg'))).toBe(original)
    expect(await moduleOf(dev, '/src/a.jpg?import')).toContain('export default "/src/a.jpg"')
    expect(await moduleOf(dev, '/src/a.jpg?import&url')).toContain('export default "/src/a.jpg"')
    expect(dev.batches).toEqual([])
  })

  test('names with spaces and other letters work, and files outside of the root that are allowed', async () => {
    const project = new Project({ 'app/index.html': '', 'photographs/näher & weiter.png': fixture('small.png') })
    project.write({ 'app/entry.js': "export { default } from '../photographs/näher & weiter.png?w=20&as=srcset'\n" })
    const dev = await startDevServer(vite, project, {
      config: { root: project.path('app'), server: { fs: { allow: [project.root] } } },
    })
    const code = await moduleOf(dev, '/entry.js')
    const [, module = ''] = /from "([^"]+)"/.exec(code) ?? []
    const [url = ''] = imageUrlsIn(await moduleOf(dev, module))
    expect(url).not.toMatch(/\s/)
    expect((await dev.get(url)).headers.get('content-type')).toBe('image/png')
  })

  test('server code gets the URLs that the client gets', async () => {
    const dev = await startDevServer(vite, new Project(files))
    const { default: picture } = await dev.server.ssrLoadModule('/src/entry.js')
    const client = imageUrlsIn(await moduleOf(dev, MODULE))
    expect(client).toContain(picture.img.src)
    expect(dev.batches).toEqual([])
  })

  test('the encoded size is true, at the price of one encode while the module loads', async () => {
    const dev = await startDevServer(vite, new Project(files))
    const code = await moduleOf(dev, '/src/a.jpg?import&w=310&format=webp&as=metadata:size;src')
    const [url = ''] = imageUrlsIn(code)
    const { byteLength } = await (await dev.get(url)).arrayBuffer()
    expect(code).toContain(`size:${byteLength}`)
    expect(totals(dev.batches)).toMatchObject({ encodes: 1 })
  })

  test('presets that change in the configuration take effect when the server has restarted', async () => {
    const configOf = (width: number) => `import lazyImage from '@lazy-image/vite-plugin'
export default { plugins: [lazyImage({ cache: false, presets: { hero: { w: ${width} } } })] }
`
    const project = new Project({ ...files, 'vite.config.js': configOf(310) })
    const path = '/src/a.jpg?import&preset=hero&as=metadata:width'
    const dev = await startDevServer(vite, project, {
      isConfigured: true,
      config: { configFile: project.path('vite.config.js') },
    })
    expect(await moduleOf(dev, path)).toContain('width:310')
    project.write({ 'vite.config.js': configOf(320) })
    await until(async () => {
      const answer = await dev.get(path).catch(() => undefined)
      return (await answer?.text())?.includes('width:320') || undefined
    })
  })

  test('an edited image gets another URL', async () => {
    const project = new Project(files)
    const dev = await startDevServer(vite, project)
    const [before = ''] = imageUrlsIn(await moduleOf(dev, MODULE))
    const old = await hexOf(await dev.get(before))
    project.write({ 'src/a.jpg': fixture('rot6.jpg') })
    const after = await until(async () => {
      const [url = ''] = imageUrlsIn(await moduleOf(dev, MODULE))
      return url === before ? undefined : url
    })
    expect(await hexOf(await dev.get(after))).not.toBe(old)
  })
})

async function hexOf(response: Response): Promise<string> {
  return Buffer.from(await response.arrayBuffer()).toString('hex')
}
