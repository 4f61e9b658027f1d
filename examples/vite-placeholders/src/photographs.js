// Each import brings its picture and what stands in its place.

import html from '../photographs/bridge.jpg?w=320;640&format=avif;webp;jpg&as=html&placeholder=lqip&sizes=320px'
import lqip from '../photographs/bridge.jpg?w=640&format=webp&as=img&placeholder=lqip'
import blurhash from '../photographs/lifeguard-hut.jpg?w=640&format=webp&as=img&placeholder=blurhash'
import palette from '../photographs/lifeguard-hut.jpg?w=640&format=webp&as=img&placeholder=palette'
import color from '../photographs/pepper.jpg?w=640&format=webp&as=img&placeholder=color'
import thumbhash from '../photographs/pepper.jpg?w=640&format=webp&as=img&placeholder=thumbhash'
import next from '../photographs/pepper.jpg?w=640&format=webp&as=next'

export { blurhash, color, html, lqip, next, palette, thumbhash }
