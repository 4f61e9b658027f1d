import { readFile, writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { importPeer } from '../../import-peer.mjs'

const { FastResizeFilter, Transformer } = (await importPeer('@napi-rs/image')).default

const CORNER = 16
/** libuv's threads: more at once would only wait. */
const FILES_AT_ONCE = 4

/** @napi-rs/image by its faster resampler. It takes bytes, so reading the file is part of its work. */
export const napiRsImage = {
  async decode({ file, width, height }) {
    return new Transformer(await readFile(file)).crop(width - CORNER, height - CORNER, CORNER, CORNER).png()
  },

  async render({ file }, outputs) {
    const bytes = await readFile(file)
    return Promise.all(outputs.map(output => encode(bytes, output)))
  },

  async batch(files, folder, output) {
    const targets = []
    for (let start = 0; start < files.length; start += FILES_AT_ONCE) {
      const made = files.slice(start, start + FILES_AT_ONCE).map(async file => {
        const target = join(folder, `${basename(file, extname(file))}.${output.format}`)
        await writeFile(target, await encode(await readFile(file), output))
        return target
      })
      targets.push(...(await Promise.all(made)))
    }
    return targets
  },
}

function encode(bytes, { width, format, quality }) {
  const image = new Transformer(bytes)
  const resized = width === undefined ? image : image.fastResize({ width, filter: FastResizeFilter.Lanczos3 })
  switch (format) {
    case 'jpeg':
      return resized.jpeg(quality)
    case 'webp':
      return resized.webp(quality)
    case 'avif':
      return resized.avif({ quality })
    case 'png':
      return resized.png()
  }
  throw new Error(`@napi-rs/image writes no ${format}`)
}
