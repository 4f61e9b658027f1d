import { importPeer } from '../../import-peer.mjs'

const { ImageEngine } = (await importPeer('@alberteinshutoin/lazy-image')).default

const CORNER = 16

/** The engine whose Node API ours keeps, at its defaults. */
export const original = {
  decode({ file, width, height }) {
    return ImageEngine.fromPath(file)
      .crop(width - CORNER, height - CORNER, CORNER, CORNER)
      .toBuffer('png')
  },

  render({ file }, outputs) {
    return Promise.all(
      outputs.map(({ width, format, quality }) => {
        const image = ImageEngine.fromPath(file)
        return (width === undefined ? image : image.resize(width)).toBuffer(format, quality)
      }),
    )
  },

  async batch(files, folder, { width, format, quality }) {
    const results = await ImageEngine.fromPath(files[0]).resize(width).processBatch(files, folder, { format, quality })
    const failed = results.find(result => !result.success)
    if (failed !== undefined) throw new Error(`${failed.source}: ${failed.error}`)
    return results.map(result => result.outputPath)
  },
}
