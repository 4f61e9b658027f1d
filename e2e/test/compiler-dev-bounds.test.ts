import { get } from 'node:http'
import { describe, expect, test } from 'vitest'
import { COMPILER_DEV_SERVERS, startCompilerDevServer } from '../support/compiler-dev-servers.js'
import { fixture } from '../support/fixture.js'
import { Project } from '../support/project.js'
import { totals } from '../support/totals.js'
import { withComment } from '../support/with-comment.js'

const FOREIGN = { 'sec-fetch-site': 'cross-site', referer: 'https://other.example/' }

const COUNT = 30
const NAMES = Array.from({ length: COUNT }, (_, index) => `p${index}`)

const PAGE = {
  'public/index.html': '<script defer src="/main.js"></script>',
  'src/entry.js': `${NAMES.map(name => `import ${name} from './${name}.jpg?w=900&format=avif&effort=best'`).join('\n')}
import small from './p0.jpg?w=31&format=webp'
export default [small, ${NAMES.join(', ')}]
console.log(small, ${NAMES.join(', ')})
`,
  ...Object.fromEntries(NAMES.map(name => [`src/${name}.jpg`, withComment(fixture('a.jpg'), name)])),
}

/** Paths of the images that a script names. */
function imagesIn(code: string, format: string): string[] {
  const names = code.matchAll(new RegExp(`[\\w./[\\]%~-]+\\.[0-9a-f]{8,32}\\.${format}`, 'g'))
  return [...new Set([...names].map(([name]) => `/${name.replace(/^\//, '')}`))]
}

describe.each(COMPILER_DEV_SERVERS)('$name', server => {
  test('makes what its modules ask for, for whoever asks, and nothing that a URL makes up', async () => {
    const started = await startCompilerDevServer(server, new Project(PAGE))
    const [url = ''] = imagesIn(await (await started.get(server.script)).text(), 'webp')
    const shown = await started.get(url, { headers: FOREIGN })
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/webp'])
    expect(totals(started.batches)).toMatchObject({ encodes: 1 })
    for (const made of [`${url}?w=65535&allowUpscale`, '/src/p0.jpg?w=30&format=webp', url.replace('.webp', '.avif')]) {
      await (await started.get(made)).arrayBuffer()
    }
    expect(totals(started.batches)).toMatchObject({ encodes: 1 })
  })

  test('answers no host that the server itself does not answer', async () => {
    const started = await startCompilerDevServer(server, new Project(PAGE))
    const [path = ''] = imagesIn(await (await started.get(server.script)).text(), 'webp')
    const { port } = new URL(started.origin)
    const statusOf = (asked: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const request = get(
          { host: '127.0.0.1', port, path: asked, headers: { host: 'rebound.example' } },
          response => {
            resolve(response.resume().statusCode)
          },
        )
        request.on('error', reject)
      })
    // Rsbuild answers all.
    expect(await statusOf(path)).toBe(await statusOf(server.script))
    expect(await statusOf(path)).toBe(server.name === 'Rsbuild' ? 200 : 403)
  })

  test('does not do the work that all clients have left', async () => {
    const started = await startCompilerDevServer(server, new Project(PAGE), { concurrency: 1 })
    const code = await (await started.get(server.script)).text()
    const [small = ''] = imagesIn(code, 'webp')
    const urls = imagesIn(code, 'avif')
    expect(urls).toHaveLength(COUNT)
    const leaving = new AbortController()
    const asked = urls.map(url => started.get(url, { signal: leaving.signal }).catch(() => null))
    await new Promise(resolve => setTimeout(resolve, 150))
    leaving.abort()
    const answers = await Promise.all(asked)
    const answered = answers.filter(answer => answer !== null).length
    // Who comes now waits for none of them.
    expect((await started.get(small)).status).toBe(200)
    expect(totals(started.batches).encodes).toBeLessThanOrEqual(answered + 3)
  })
})
