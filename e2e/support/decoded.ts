import { inflateSync } from 'node:zlib'
import { type FailOn, ImageEngine } from '@lazy-image/core'
import type { Page } from 'playwright-core'
import type { Pixels } from './pixels.js'

/** What a page shows of a file; null where it shows nothing. */
export async function shownInChromium(page: Page, bytes: Buffer, type: string): Promise<Pixels | null> {
  const shown = await page.evaluate(
    async ([base64, mediaType]) => {
      const blob = new Blob([Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))], { type: mediaType })
      const image = new Image()
      image.src = URL.createObjectURL(blob)
      const isShown = await image.decode().then(
        () => true,
        () => false,
      )
      const { naturalWidth: width, naturalHeight: height } = image
      if (!isShown || width === 0 || height === 0) return null
      const canvas = new OffscreenCanvas(width, height)
      const context = canvas.getContext('2d')
      if (context === null) return null
      context.drawImage(image, 0, 0, width, height)
      const { data } = context.getImageData(0, 0, width, height)
      let text = ''
      for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192))
      return { width, height, rgba: btoa(text) }
    },
    [bytes.toString('base64'), type] as const,
  )
  return shown === null ? null : { ...shown, rgba: Buffer.from(shown.rgba, 'base64') }
}

/** What the engine makes of a file, in sRGB and upright. */
export async function decodedByEngine(bytes: Buffer, failOn: FailOn = 'error'): Promise<Pixels> {
  const png = await ImageEngine.from(bytes).failOn(failOn).animated(false).toBuffer('png', undefined, { effort: 'min' })
  return pixelsOfPng(Buffer.from(png))
}

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** Pixels of a PNG of 8 or fewer bits that is not interlaced, as the engine writes them; of 16, the upper 8. */
function pixelsOfPng(png: Buffer): Pixels {
  const chunks: { name: string; body: Buffer }[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const length = png.readUInt32BE(at)
    chunks.push({ name: png.toString('latin1', at + 4, at + 8), body: png.subarray(at + 8, at + 8 + length) })
  }
  const bodyOf = (name: string) => chunks.find(chunk => chunk.name === name)?.body ?? Buffer.alloc(0)
  const header = bodyOf('IHDR')
  const [width, height, depth, kind] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8] ?? 8, header[9] ?? 6]
  const channels = CHANNELS[kind] ?? 4
  const data = inflateSync(Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ body }) => body)))
  const rows = unfilter(data, Math.ceil((width * channels * depth) / 8), height, Math.max(1, (channels * depth) / 8))
  const [palette, transparency] = [bodyOf('PLTE'), bodyOf('tRNS')]
  const rgba = new Uint8Array(width * height * 4).fill(255)
  const most = depth === 16 ? 255 : 2 ** depth - 1
  // Photographs have millions of pixels: nothing is made anew for each.
  const samples = Uint8Array.of(0, 255, 0, 255)
  const scale = kind === 3 ? 1 : 255 / most
  for (let y = 0, to = 0; y < height; y++) {
    const row = rows[y] ?? Buffer.alloc(0)
    for (let x = 0; x < width; x++, to += 4) {
      for (let channel = 0; channel < channels; channel++) {
        const bit = (x * channels + channel) * depth
        const byte = row[bit >> 3] ?? 0
        samples[channel] = depth >= 8 ? byte : Math.round(((byte >> (8 - depth - (bit & 7))) & most) * scale)
      }
      const first = samples[0] ?? 0
      const second = samples[1] ?? 0
      if (kind === 3) {
        rgba[to] = palette[first * 3] ?? 0
        rgba[to + 1] = palette[first * 3 + 1] ?? 0
        rgba[to + 2] = palette[first * 3 + 2] ?? 0
        rgba[to + 3] = transparency[first] ?? 255
      } else {
        rgba[to] = first
        rgba[to + 1] = channels < 3 ? first : second
        rgba[to + 2] = channels < 3 ? first : (samples[2] ?? 0)
        rgba[to + 3] = channels < 3 ? second : (samples[3] ?? 0)
      }
    }
  }
  return { width, height, rgba }
}

function unfilter(data: Buffer, stride: number, height: number, step: number): Uint8Array[] {
  const rows: Uint8Array[] = []
  let above: Uint8Array = new Uint8Array(stride)
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1))
    const filter = data[y * (stride + 1)] ?? 0
    for (let at = 0; filter !== 0 && at < stride; at++) {
      const left = at < step ? 0 : (row[at - step] ?? 0)
      const up = above[at] ?? 0
      const corner = at < step ? 0 : (above[at - step] ?? 0)
      row[at] = (row[at] ?? 0) + predicted(filter, left, up, corner)
    }
    rows.push(row)
    above = row
  }
  return rows
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  return filter === 3 ? (left + up) >> 1 : paeth(left, up, corner)
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

/** Mean and largest difference of two pictures, 0–255, colours weighted by alpha; infinite where their sizes differ. */
export function differenceOf(a: Pixels, b: Pixels): { mean: number; most: number } {
  if (a.width !== b.width || a.height !== b.height) {
    return { mean: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY }
  }
  let [sum, most] = [0, 0]
  for (let at = 0; at < a.rgba.length; at += 4) {
    const [alphaA, alphaB] = [a.rgba[at + 3] ?? 0, b.rgba[at + 3] ?? 0]
    for (let channel = 0; channel < 3; channel++) {
      const apart = Math.abs((a.rgba[at + channel] ?? 0) * alphaA - (b.rgba[at + channel] ?? 0) * alphaB) / 255
      sum += apart
      most = Math.max(most, apart)
    }
    sum += Math.abs(alphaA - alphaB)
    most = Math.max(most, Math.abs(alphaA - alphaB))
  }
  return { mean: sum / a.rgba.length, most }
}
