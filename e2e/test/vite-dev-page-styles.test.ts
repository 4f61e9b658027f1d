import { describe, expect, onTestFinished, test } from 'vitest'
import { openPage } from '../support/browser.js'
import { startDevServer } from '../support/dev-server.js'
import { fixture } from '../support/fixture.js'
import { VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'

const STYLE = 'height: 99px; background: url(./src/a.jpg?w=31) no-repeat'

const PAGES = [
  { what: 'a style attribute', html: `<div id="shown" style="${STYLE}"></div>` },
  { what: 'a style element', html: `<style>#shown { ${STYLE} }</style><div id="shown"></div>` },
]

describe.each(Object.entries(VITES))('%s', (_name, vite) => {
  test.each(PAGES)('a picture of $what is edited, broken and repaired', async ({ html }) => {
    const project = new Project({
      'index.html': `<link rel="icon" href="data:,">${html}`,
      'src/a.jpg': fixture('a.jpg'),
    })
    const dev = await startDevServer(vite, project)
    const { page, close } = await openPage(`${dev.origin}/`)
    onTestFinished(close)
    const shows = (height: number) =>
      page.waitForFunction(async high => {
        const element = document.querySelector('#shown')
        const [, url] = /url\("(.*)"\)/.exec(element === null ? '' : getComputedStyle(element).backgroundImage) ?? []
        const image = new Image()
        image.src = url ?? ''
        await image.decode().catch(() => {})
        return image.naturalHeight === high
      }, height)
    await shows(21)
    project.write({ 'src/a.jpg': fixture('rot6.jpg') })
    await shows(47)
    project.write({ 'src/a.jpg': 'a text' })
    const overlay = page.locator('vite-error-overlay')
    await overlay.waitFor({ state: 'attached' })
    expect(await overlay.evaluate(({ shadowRoot }) => shadowRoot?.textContent)).toContain('SOURCE_NOT_AN_IMAGE')
    project.write({ 'src/a.jpg': fixture('a.jpg') })
    await shows(21)
    await overlay.waitFor({ state: 'detached' })
  })
})
