import type { Page } from 'playwright-core'

/** An image on a page, as it is shown. */
export interface ShownPicture {
  alt: string
  /** Of the file that the browser chose, in its own pixels. */
  naturalWidth: number
  naturalHeight: number
  /** The width that the chosen candidate promises; the `width` attribute where there is no srcset. */
  promisedWidth: number
  /** The attributes that keep its place free. */
  width: number
  height: number
  loading: string
  fetchPriority: string
  chosen: string
  /** Every other file that another browser or screen would get, with its promised and true width. */
  candidates: { type: string; promised: number; natural: number }[]
}

/** Scrolls to every image of a page, waits until it is there, and looks at it and at all its candidates. */
export async function shownPictures(page: Page): Promise<ShownPicture[]> {
  for (const image of await page.locator('img').all()) {
    await image.evaluate((element: HTMLImageElement) => {
      element.scrollIntoView({ behavior: 'instant', block: 'center' })
      return element.decode()
    })
  }
  return page.evaluate(async () => {
    const naturalSize = async (src: string) => {
      const image = new Image()
      image.src = src
      await image.decode()
      return { width: image.naturalWidth, height: image.naturalHeight }
    }
    const candidatesIn = (srcset: string) =>
      srcset.split(', ').map(candidate => {
        const [url = '', width = '0w'] = candidate.split(' ')
        return { url: new URL(url, document.baseURI).href, promised: Number.parseInt(width, 10) }
      })
    return Promise.all(
      [...document.images].map(async image => {
        const sources = [...(image.closest('picture')?.querySelectorAll('source') ?? [])]
        const all = sources.flatMap(({ srcset, type }) =>
          candidatesIn(srcset).map(candidate => ({ ...candidate, type })),
        )
        // Its own naturalWidth is in CSS pixels, divided by the density that the candidate was chosen for.
        const natural = await naturalSize(image.currentSrc)
        return {
          alt: image.alt,
          naturalWidth: natural.width,
          naturalHeight: natural.height,
          promisedWidth:
            all.find(({ url }) => url === image.currentSrc)?.promised ?? Number(image.getAttribute('width')),
          width: Number(image.getAttribute('width')),
          height: Number(image.getAttribute('height')),
          loading: image.loading,
          fetchPriority: image.fetchPriority,
          chosen: image.currentSrc,
          candidates: await Promise.all(
            all.map(async ({ url, type, promised }) => ({ type, promised, natural: (await naturalSize(url)).width })),
          ),
        }
      }),
    )
  })
}
