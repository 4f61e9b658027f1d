import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { ImageEngine } from '@lazy-image/core'
import { describe, expect, test } from 'vitest'
import { scratchFolder } from './support/scratch-folder.js'

/** Every way of a drawing to name something that lies elsewhere. */
function drawings(place: string): Record<string, string> {
  const svg = (content: string, before = '') =>
    `${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="20"><rect width="9" height="9"/>${content}</svg>`
  return {
    image: svg(`<image href="${place}" width="9" height="9"/>`),
    'image by xlink': svg(`<image xlink:href="${place}" width="9" height="9"/>`),
    use: svg(`<use href="${place}#a"/>`),
    'paint server': svg(`<rect width="9" height="9" fill="url(${place}#g)" stroke="url('${place}#g')"/>`),
    gradient: svg(`<linearGradient id="g" href="${place}#g"/><rect width="9" height="9" fill="url(#g)"/>`),
    'filter image': svg(
      `<filter id="f"><feImage href="${place}"/></filter><rect width="9" height="9" filter="url(#f)"/>`,
    ),
    filter: svg(
      `<rect width="9" height="9" filter="url(${place}#f)" mask="url(${place}#m)" clip-path="url(${place}#c)"/>`,
    ),
    'marker and text path': svg(
      `<path d="M0 0h9" marker-end="url(${place}#m)"/><text><textPath href="${place}#p">a</textPath></text>`,
    ),
    'style sheet': svg(`<style>@import url("${place}"); rect { fill: url(${place}#g) }</style>`),
    font: svg(`<style>@font-face { font-family: f; src: url(${place}) }</style><text font-family="f" y="9">a</text>`),
    'processing instruction': svg('', `<?xml-stylesheet href="${place}" type="text/css"?>`),
    'document type': svg('', `<!DOCTYPE svg SYSTEM "${place}">`),
    'external entity': svg('&e;', `<!DOCTYPE svg [<!ENTITY e SYSTEM "${place}">]>`),
    'parameter entity': svg('', `<!DOCTYPE svg [<!ENTITY % e SYSTEM "${place}"> %e;]>`),
    inclusion: svg(`<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${place}"/>`),
    'foreign object': svg(`<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="${place}"/></foreignObject>`),
    script: svg(`<script href="${place}"/><a href="${place}"><rect/></a>`),
    'drawing in a drawing': svg(
      `<image width="9" height="9" href="data:image/svg+xml;base64,${Buffer.from(svg(`<image href="${place}"/>`)).toString('base64')}"/>`,
    ),
  }
}

/** Whether a picture comes of it is up to the drawing; an error is no look elsewhere either. */
async function draw(drawing: string): Promise<void> {
  const image = () => ImageEngine.from(Buffer.from(drawing)).limits({ timeoutMs: 10_000 })
  await image()
    .inspect({ photo: true })
    .catch(() => {})
  await image()
    .toBuffer('png')
    .catch(() => {})
}

describe('a drawing', () => {
  test('reaches no server, whatever it names', async () => {
    let connections = 0
    const server = createServer(socket => {
      connections++
      socket.destroy()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    for (const drawing of Object.values(drawings(`http://127.0.0.1:${port}/a.svg`))) await draw(drawing)
    expect(connections).toBe(0)
    server.close()
  })

  test.skipIf(process.platform === 'win32')('opens no file, whatever it names', async () => {
    const folder = scratchFolder()
    const pipe = join(folder, 'a.svg')
    // Whoever opens it waits for a writer that never comes.
    execFileSync('mkfifo', [pipe])
    for (const place of [pipe, `file://${pipe}`, `file://localhost${pipe}`]) {
      for (const [name, drawing] of Object.entries(drawings(place))) {
        const isDrawn = draw(drawing).then(() => true)
        const late = new Promise<false>(resolve => setTimeout(resolve, 15_000, false).unref())
        expect(await Promise.race([isDrawn, late]), `${name} of ${place}`).toBe(true)
      }
    }
  })
})
