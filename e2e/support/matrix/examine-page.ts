import type { Page } from 'playwright-core'
import type { Look, Row } from '../../matrix/row.js'
import { shownInChromium } from '../decoded.js'
import type { Colour, Pixels } from '../pixels.js'
import { nameOfContent, replaceUrls, urlsIn } from './named-contents.js'

/** What a row shows on a page. */
export interface RowOnPage {
  /** For each look: the value or text, with names of contents for URLs; or what went wrong there. */
  seen: unknown[]
  /** Width and type of every picture that it refers to, as `24 image/webp`: the page has loaded each. */
  sizes: string[]
  /** What the page paints where a look is about a visible picture: colours in the middle of the left and of the right half. */
  painted: { look: Look; halves: [Colour, Colour] }[]
}

interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** Looks at rows on a page that is open. */
export async function examinePage(page: Page, rows: readonly Row[]): Promise<Map<Row, RowOnPage>> {
  const values = await page.evaluate(async () => {
    const entries = Object.entries((window as unknown as { matrix?: Record<string, Promise<unknown>> }).matrix ?? {})
    return Object.fromEntries(await Promise.all(entries.map(async ([name, settled]) => [name, await settled])))
  })
  const elements = await readElements(
    page,
    rows.flatMap(({ looks }) => looks.filter(isAtElement)),
  )
  const texts = new Map<Row, unknown[]>()
  const boxes = new Map<Look, Box>()
  for (const row of rows) {
    const seen: unknown[] = []
    for (const look of row.looks) {
      if ('absent' in look) continue
      if ('value' in look) seen.push(valueIn(values[row.name]))
      else {
        const { text, box } = elements.get(look) ?? { text: null, box: null }
        seen.push(text)
        if (box !== null && isPainted(look)) boxes.set(look, box)
      }
    }
    texts.set(row, seen)
  }
  const pictures = await loadPictures(page, [...new Set([...texts.values()].flatMap(urlsIn))])
  const screenshot = await shownInChromium(page, await page.screenshot({ fullPage: true }), 'image/png')
  return new Map(
    rows.map(row => {
      const seen = texts.get(row) ?? []
      return [
        row,
        {
          seen: replaceUrls(seen, url => pictures.get(url)?.name ?? url) as unknown[],
          sizes: urlsIn(seen).map(url => pictures.get(url)?.size ?? 'not looked at'),
          painted: row.looks.flatMap(look => {
            const box = boxes.get(look)
            return box === undefined || screenshot === null ? [] : [{ look, halves: halvesIn(screenshot, box) }]
          }),
        },
      ]
    }),
  )
}

function valueIn(settled: { value?: unknown; error?: string } | undefined): unknown {
  if (settled === undefined) return 'not on the page'
  return settled.error === undefined ? settled.value : `failed: ${settled.error}`
}

type ElementLook = Exclude<Look, { absent: string } | { value: unknown }>

function isAtElement(look: Look): look is ElementLook {
  return 'element' in look
}

interface ReadElement {
  text: string | null
  box: Box | null
}

/** All in one call: a page of the matrix has hundreds. */
async function readElements(page: Page, looks: readonly ElementLook[]): Promise<Map<Look, ReadElement>> {
  const asked = looks.map(look => ({
    selector: look.element,
    attribute: 'attribute' in look ? look.attribute : null,
    style: 'style' in look ? look.style : null,
    pseudo: 'style' in look ? look.pseudo : undefined,
  }))
  const read = await page.evaluate(
    list =>
      list.map(({ selector, attribute, style, pseudo }) => {
        const element = document.querySelector(selector)
        if (element === null) return { text: `no element ${selector}`, box: null }
        const { x, y, width, height } = element.getBoundingClientRect()
        const box = { x: x + scrollX, y: y + scrollY, width, height }
        // Where a page is minified, the candidates of a srcset stand closer together.
        const read = () => element.getAttribute(attribute ?? '')?.replaceAll(/,\s*(?=\S+ \d)/g, ', ') ?? null
        const styled = () => getComputedStyle(element, pseudo).getPropertyValue(style ?? '')
        const text = attribute !== null ? read() : style !== null ? styled() : element.textContent
        return { text, box: width < 8 || height < 8 ? null : box }
      }),
    asked,
  )
  return new Map(looks.map((look, index) => [look, read[index] ?? { text: null, box: null }]))
}

/** Whether the element's box is filled by the picture. */
function isPainted(look: ElementLook): boolean {
  if ('style' in look) return look.style === 'background-image' && look.pseudo === undefined
  return 'attribute' in look && look.attribute === 'src'
}

/** Fetches pictures and has the page decode them. */
async function loadPictures(page: Page, urls: readonly string[]): Promise<Map<string, { name: string; size: string }>> {
  const base = page.url()
  const hrefs = urls.map(url => new URL(url.replaceAll('&amp;', '&'), base).href)
  const widths = await page.evaluate(
    list =>
      Promise.all(
        list.map(src => {
          const image = new Image()
          image.src = src
          return image.decode().then(
            () => image.naturalWidth,
            () => 'nothing',
          )
        }),
      ),
    hrefs,
  )
  return new Map(
    await Promise.all(
      urls.map(async (url, index) => {
        const response = await fetch(hrefs[index] ?? '')
        const data = new Uint8Array(await response.arrayBuffer())
        const name = response.ok ? nameOfContent(data) : `<${response.status} for ${url}>`
        return [url, { name, size: `${widths[index]} ${response.headers.get('content-type')}` }] as const
      }),
    ),
  )
}

/** Colours in the middle of the left and of the right half of a box. */
function halvesIn(screenshot: Pixels, { x, y, width, height }: Box): [Colour, Colour] {
  const at = (across: number): Colour => {
    const offset = (Math.floor(y + height / 2) * screenshot.width + Math.floor(x + width * across)) * 4
    const [red = 0, green = 0, blue = 0] = screenshot.rgba.subarray(offset, offset + 3)
    return [red, green, blue]
  }
  return [at(0.25), at(0.75)]
}
