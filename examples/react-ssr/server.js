// Pages rendered at each request: from the build, or with --dev from the sources, through Vite.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.avif': 'image/avif',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
}

const answer = process.argv.includes('--dev') ? await developing() : await serving()
const server = createServer(answer).listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/`)
})

async function serving() {
  const { render } = await import('./dist/server/entry-server.js')
  const template = await readFile('dist/server/template.html', 'utf8')
  return async ({ url }, response) => {
    const path = normalize(url.endsWith('/') ? `${url}index.html` : url)
    const file = await readFile(join('dist/client', path)).catch(() => null)
    response.setHeader('Content-Type', file === null ? 'text/html' : (TYPES[extname(path)] ?? 'text/plain'))
    response.end(file ?? render(url, template))
  }
}

async function developing() {
  const vite = await (await import('vite')).createServer({ server: { middlewareMode: true }, appType: 'custom' })
  return (request, response) =>
    vite.middlewares(request, response, async () => {
      const template = await vite.transformIndexHtml(request.url, await readFile('index.html', 'utf8'))
      const { render } = await vite.ssrLoadModule('/src/entry-server.jsx')
      response.setHeader('Content-Type', 'text/html')
      response.end(render(request.url, template))
    })
}
