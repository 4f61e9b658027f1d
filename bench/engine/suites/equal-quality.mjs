import { as, photos } from '../pictures.mjs'

const pixels = as('raw-png', photos(8), 960)

const ladder = (format, qualities) => qualities.map(quality => ({ format, quality }))

/**
 * Bytes at one number tell little where numbers mean different pictures: here each contestant's bytes are read off its
 * own curve at the SSIMULACRA2 that sharp reaches at `peerQuality`.
 */
export const equalQuality = {
  title: 'Bytes at the SSIMULACRA2 of sharp’s default, 960 px wide',
  work: 'render',
  isUntimed: true,
  rows: [
    {
      id: 'equal-jpeg',
      title: 'JPEG',
      pictures: pixels,
      peerQuality: 80,
      outputs: ladder('jpeg', [50, 60, 70, 80, 90, 95]),
    },
    { id: 'equal-webp', title: 'WebP', pictures: pixels, peerQuality: 80, outputs: ladder('webp', [60, 70, 80, 90]) },
    {
      id: 'equal-avif',
      title: 'AVIF',
      pictures: pixels,
      peerQuality: 50,
      outputs: ladder('avif', [30, 40, 50, 60, 70]),
      efforts: ['best', 'default', 'fast', 'faster', 'draft'],
    },
  ],
}
