import { element } from '../element.js'
import { gallery, hero } from './photographs.js'

const HERO_SIZES = '100vw'
const GALLERY_SIZES = '(min-width: 72rem) 22rem, (min-width: 44rem) 46vw, 92vw'
/** Figures before the note, so that the columns end at about one height. */
const NOTE_AT = 5

/** Fills the page with the hero, the strip of thumbnails and the gallery around the note. */
export function showGallery() {
  document.querySelector('#hero').prepend(pictureOf(hero, HERO_SIZES, { loading: 'eager', fetchpriority: 'high' }))
  document.querySelector('#strip').append(...[hero, ...gallery].map(thumbnailOf))
  const figures = gallery.map(figureOf)
  const note = document.querySelector('#note')
  note.before(...figures.slice(0, NOTE_AT))
  note.after(...figures.slice(NOTE_AT))
}

/** A format for each browser, a width for each screen, and the space kept free until the picture is there. */
function pictureOf({ alt, picture: { sources, img } }, sizes, loading) {
  return element(
    'picture',
    {},
    ...Object.entries(sources).map(([format, srcset]) => element('source', { type: `image/${format}`, srcset, sizes })),
    element('img', { ...loading, src: img.src, width: img.w, height: img.h, alt }),
  )
}

function figureOf(photograph) {
  return element(
    'figure',
    { id: photograph.id },
    pictureOf(photograph, GALLERY_SIZES, { loading: 'lazy', decoding: 'async' }),
    element('figcaption', {}, photograph.title),
  )
}

function thumbnailOf({ id, title, square }) {
  const image = element('img', { src: square, width: 192, height: 192, alt: '' })
  return element('a', { href: `#${id}`, 'aria-label': title }, image)
}
