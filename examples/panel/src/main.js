import bridge from '@lazy-image/example-shared/photographs/bridge.jpg?w=960;1600&format=avif;webp&as=picture'
import pepper from '@lazy-image/example-shared/photographs/pepper.jpg?w=680&format=jpg'
import smile from '@lazy-image/example-shared/photographs/smile.jpg?w=220;440&format=webp&as=img'
import './framed-picture.js'

/** An `img` in a part of the page. */
function show(place, attributes, before = []) {
  const image = document.createElement('img')
  for (const [name, value] of Object.entries(attributes)) image.setAttribute(name, value)
  document.querySelector(place).prepend(...before, image)
  return image
}

// The largest picture of the page, and the browser is told to wait with it.
const { src, w, h } = bridge.img
const hero = show('.hero', { alt: 'A bridge at dusk', loading: 'lazy', width: w, height: h, src })
const picture = document.createElement('picture')
hero.replaceWith(picture)
for (const [format, srcset] of Object.entries(bridge.sources)) {
  const source = document.createElement('source')
  Object.assign(source, { type: `image/${format}`, srcset, sizes: '(min-width: 60rem) 57rem, 100vw' })
  picture.append(source)
}
picture.append(hero)

// Three times as wide as its place, and in a format of the last century.
show('.market', { alt: 'A pepper', width: 680, height: 963, src: pepper })

// No width and height, and no text.
show('.portrait', { srcset: smile.srcset, sizes: '220px', src: smile.src })
