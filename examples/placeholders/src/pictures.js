// The query says which placeholder comes with a picture. All kinds share one picture: it is made once.

import bridgeBlurHash from '@lazy-image/example-shared/photographs/bridge.jpg?w=480&format=webp&as=img&placeholder=blurhash'
import bridgeColor from '@lazy-image/example-shared/photographs/bridge.jpg?w=480&format=webp&as=img&placeholder=color'
import bridgeLqip from '@lazy-image/example-shared/photographs/bridge.jpg?w=480&format=webp&as=img&placeholder=lqip'
import bridgePalette from '@lazy-image/example-shared/photographs/bridge.jpg?w=480&format=webp&as=img&placeholder=palette'
import bridgeThumbHash from '@lazy-image/example-shared/photographs/bridge.jpg?w=480&format=webp&as=img&placeholder=thumbhash'
import bridgeNext from '@lazy-image/example-shared/photographs/bridge.jpg?w=960&format=webp&as=next'
import pepperBlurHash from '@lazy-image/example-shared/photographs/pepper.jpg?w=480&format=webp&as=img&placeholder=blurhash'
import pepperColor from '@lazy-image/example-shared/photographs/pepper.jpg?w=480&format=webp&as=img&placeholder=color'
import pepperLqip from '@lazy-image/example-shared/photographs/pepper.jpg?w=480&format=webp&as=img&placeholder=lqip'
import pepperPalette from '@lazy-image/example-shared/photographs/pepper.jpg?w=480&format=webp&as=img&placeholder=palette'
import pepperThumbHash from '@lazy-image/example-shared/photographs/pepper.jpg?w=480&format=webp&as=img&placeholder=thumbhash'
import smileBlurHash from '@lazy-image/example-shared/photographs/smile.jpg?w=480&format=webp&as=img&placeholder=blurhash'
import smileColor from '@lazy-image/example-shared/photographs/smile.jpg?w=480&format=webp&as=img&placeholder=color'
import smileLqip from '@lazy-image/example-shared/photographs/smile.jpg?w=480&format=webp&as=img&placeholder=lqip'
import smilePalette from '@lazy-image/example-shared/photographs/smile.jpg?w=480&format=webp&as=img&placeholder=palette'
import smileThumbHash from '@lazy-image/example-shared/photographs/smile.jpg?w=480&format=webp&as=img&placeholder=thumbhash'
import smileHtml from '@lazy-image/example-shared/photographs/smile.jpg?w=480;960&format=avif;webp&as=html&sizes=(min-width: 48rem) 35rem, 92vw&placeholder=lqip'
import balloonBlurHash from '../pictures/balloon.png?w=480&format=webp&as=img&placeholder=blurhash'
import balloonColor from '../pictures/balloon.png?w=480&format=webp&as=img&placeholder=color'
import balloonLqip from '../pictures/balloon.png?w=480&format=webp&as=img&placeholder=lqip'
import balloonPalette from '../pictures/balloon.png?w=480&format=webp&as=img&placeholder=palette'
import balloonThumbHash from '../pictures/balloon.png?w=480&format=webp&as=img&placeholder=thumbhash'

/** Each picture with every kind of placeholder. */
export const pictures = [
  {
    id: 'bridge',
    title: 'Bridge',
    alt: 'A suspension bridge crosses the bay under a deep orange sky; two people lean on the railing between street lamps',
    kinds: {
      lqip: bridgeLqip,
      thumbhash: bridgeThumbHash,
      blurhash: bridgeBlurHash,
      color: bridgeColor,
      palette: bridgePalette,
    },
  },
  {
    id: 'smile',
    title: 'Colour on the face',
    alt: 'A smiling woman with red and pink powder on her face, lit red from one side and blue from the other',
    kinds: {
      lqip: smileLqip,
      thumbhash: smileThumbHash,
      blurhash: smileBlurHash,
      color: smileColor,
      palette: smilePalette,
    },
  },
  {
    id: 'pepper',
    title: 'Red pepper',
    alt: 'A single glossy red pepper against a pale lilac background',
    kinds: {
      lqip: pepperLqip,
      thumbhash: pepperThumbHash,
      blurhash: pepperBlurHash,
      color: pepperColor,
      palette: pepperPalette,
    },
  },
  {
    id: 'balloon',
    title: 'Balloon',
    alt: 'A striped balloon in orange, cream and petrol between two translucent clouds',
    kinds: {
      lqip: balloonLqip,
      thumbhash: balloonThumbHash,
      blurhash: balloonBlurHash,
      color: balloonColor,
      palette: balloonPalette,
    },
  },
]

/** An element as text, and a value for `next/image`. */
export const ready = { html: smileHtml, next: bridgeNext }
