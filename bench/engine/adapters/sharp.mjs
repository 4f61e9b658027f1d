import { basename, extname, join } from 'node:path'
import { importPeer } from '../../import-peer.mjs'

const sharp = (await importPeer('sharp')).default

const CORNER = 16

/** sharp at its defaults, a clone for each output as its documentation shows. */
export const sharpAdapter = {
  decode({ file, width, height }) {
    const corner = { left: width - CORNER, top: height - CORNER, width: CORNER, height: CORNER }
    return sharp(file).extract(corner).png().toBuffer()
  },

  render({ file }, outputs, { effort } = {}) {
    const image = sharp(file, { animated: outputs.some(({ animated }) => animated) })
    return Promise.all(outputs.map(output => chain(image.clone(), { ...output, effort }).toBuffer()))
  },

  batch(files, folder, output) {
    return Promise.all(
      files.map(async file => {
        const target = join(folder, `${basename(file, extname(file))}.${output.format}`)
        await chain(sharp(file), output).toFile(target)
        return target
      }),
    )
  },
}

function chain(image, { width, format, quality, effort }) {
  const resized = width === undefined ? image : image.resize(width)
  const asked = Object.entries({ quality, effort }).filter(([, value]) => value !== undefined)
  return resized.toFormat(format, Object.fromEntries(asked))
}
