import type { Page } from 'playwright-core'
import type { Colour, Pixels } from './pixels.js'

/** A picture of the page of placeholders, under its placeholder. */
export interface ShownPlaceholder {
  kind: string
  /** Which picture. */
  id: string
  /** What the caption tells of the placeholder. */
  told: string
  /** The data URI that the style shows; empty for other kinds. */
  dataUri: string
  /** Pixels that the placeholder has by itself; null where it is colours. */
  size: { width: number; height: number } | null
  /** Colours that are shown, from above. */
  colours: Colour[]
  picture: Pixels
  /** The placeholder as large as the picture, as the browser enlarges it; null where it is colours. */
  cover: Pixels | null
}

/** Looks at every placeholder and its picture, which must have been loaded. */
export async function shownPlaceholders(page: Page): Promise<ShownPlaceholder[]> {
  const figures = await page.locator('[data-kind] figure').all()
  return Promise.all(
    figures.map(async figure => {
      const { picture, cover, ...shown } = await figure.evaluate(async element => {
        const pixelsOf = (source: CanvasImageSource, width: number, height: number) => {
          const context = new OffscreenCanvas(width, height).getContext('2d')
          if (context === null) throw new Error('no canvas')
          context.drawImage(source, 0, 0, width, height)
          const { data } = context.getImageData(0, 0, width, height)
          let binary = ''
          for (let at = 0; at < data.length; at += 8192) binary += String.fromCharCode(...data.subarray(at, at + 8192))
          return { width, height, base64: btoa(binary) }
        }
        const find = <Found extends Element>(selector: string) => {
          const found = element.querySelector<Found>(selector)
          if (found === null) throw new Error(`no ${selector}`)
          return found
        }
        const colourOf = (painted: Element) =>
          (getComputedStyle(painted).backgroundColor.match(/[\d.]+/g) ?? []).map(Number)
        const img = find<HTMLImageElement>('.frame > img')
        const placeholder = find<HTMLElement>('.cover')
        const dataUri = /^url\("(data:.*)"\)$/.exec(getComputedStyle(placeholder).backgroundImage)?.[1] ?? ''
        let source: HTMLImageElement | HTMLCanvasElement | null = null
        if (placeholder instanceof HTMLCanvasElement) {
          source = placeholder
        } else if (dataUri !== '') {
          source = new Image()
          source.src = dataUri
          await source.decode()
        }
        const { naturalWidth, naturalHeight } = img
        const painted =
          source === null ? [...(placeholder.children.length > 0 ? placeholder.children : [placeholder])] : []
        return {
          kind: element.closest<HTMLElement>('[data-kind]')?.dataset['kind'] ?? '',
          id: element.dataset['picture'] ?? '',
          told: find('figcaption code').textContent,
          dataUri,
          size: source === null ? null : { width: source.width, height: source.height },
          colours: painted.map(colourOf),
          picture: pixelsOf(img, naturalWidth, naturalHeight),
          cover: source === null ? null : pixelsOf(source, naturalWidth, naturalHeight),
        }
      })
      return {
        ...shown,
        colours: shown.colours.map(([red = -1, green = -1, blue = -1]) => [red, green, blue] as const),
        picture: decoded(picture),
        cover: cover === null ? null : decoded(cover),
      }
    }),
  )
}

function decoded({ width, height, base64 }: { width: number; height: number; base64: string }): Pixels {
  return { width, height, rgba: new Uint8Array(Buffer.from(base64, 'base64')) }
}
