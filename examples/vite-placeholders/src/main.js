import './style.css'
import { blurhash, color, html, lqip, next, palette, thumbhash } from './photographs.js'
import { ofBlurHash, ofColor, ofDataUri, ofPalette, ofThumbHash } from './placeholders.js'

const cards = document.querySelector('#cards')

for (const [kind, image, style] of [
  ['lqip', lqip, ofDataUri(lqip.placeholder)],
  ['thumbhash', thumbhash, ofThumbHash(thumbhash.placeholder)],
  ['blurhash', blurhash, ofBlurHash(blurhash.placeholder)],
  ['color', color, ofColor(color.placeholder)],
  ['palette', palette, ofPalette(palette.placeholder)],
  [
    'next',
    { src: next.src, w: next.width, h: next.height, placeholder: next.blurDataURL },
    ofDataUri(next.blurDataURL),
  ],
]) {
  const picture = Object.assign(document.createElement('img'), {
    src: image.src,
    width: image.w,
    height: image.h,
    alt: `A photograph in front of its ${kind}`,
  })
  cards.append(card(kind, shown(kind, image.placeholder), placed(picture, style)))
}

const ready = document.createElement('div')
ready.className = 'place'
ready.innerHTML = html
cards.append(card('html', html, ready))

document.querySelector('#hold').addEventListener('change', ({ target }) => {
  document.body.classList.toggle('held', target.checked)
})

/** A picture in front of what stands in its place. */
function placed(picture, style) {
  const place = document.createElement('div')
  place.className = 'place'
  const placeholder = document.createElement('div')
  placeholder.className = 'placeholder'
  Object.assign(placeholder.style, style)
  place.append(placeholder, picture)
  return place
}

function card(kind, text, place) {
  const figure = document.createElement('figure')
  figure.id = kind
  const caption = document.createElement('figcaption')
  const code = document.createElement('code')
  code.textContent = text
  caption.append(Object.assign(document.createElement('b'), { textContent: kind }), code)
  figure.append(place, caption)
  return figure
}

function shown(kind, placeholder) {
  return kind === 'palette' ? placeholder.join(' ') : placeholder
}
