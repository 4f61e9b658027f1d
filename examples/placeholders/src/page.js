import { element } from '@lazy-image/example-shared/element.js'
import { COVERS } from './covers.js'
import { pictures, ready } from './pictures.js'

/** Fills the row of each kind with every picture under its placeholder. */
export function showPlaceholders() {
  for (const row of document.querySelectorAll('[data-kind]')) {
    row.append(...pictures.map(picture => figureOf(picture, row.dataset.kind)))
  }
}

/** The element that `as=html` wrote, and what `as=next` says, as `next/image` would show it. */
export function showElements() {
  const html = document.querySelector('#html')
  html.innerHTML = ready.html
  html.querySelector('img').alt = pictures.find(({ id }) => id === 'smile').alt
  html.nextElementSibling.textContent = withoutData(ready.html)

  const { src, width, height, blurDataURL } = ready.next
  const { alt } = pictures.find(({ id }) => id === 'bridge')
  const style = `background: center / cover no-repeat url("${blurDataURL}")`
  const next = document.querySelector('#next')
  next.append(element('img', { ...LATER, src, width, height, alt, style }))
  next.nextElementSibling.textContent = withoutData(JSON.stringify(ready.next, null, 2))
}

const LATER = { loading: 'lazy', decoding: 'async' }

function figureOf({ id, title, alt, kinds }, kind) {
  const image = kinds[kind]
  const cover = COVERS[kind].show(image)
  cover.classList.add('cover')
  const picture = element('img', { ...LATER, src: image.src, width: image.w, height: image.h, alt })
  const frame = element('div', { class: 'frame', tabindex: 0 }, cover, picture)
  const arrived = () => frame.classList.add('is-there')
  if (picture.complete) arrived()
  else picture.addEventListener('load', arrived, { once: true })
  const caption = element('figcaption', {}, `${title} `, element('code', {}, COVERS[kind].tell(image)))
  return element('figure', { 'data-picture': id, style: `--ratio: ${image.w / image.h}` }, frame, caption)
}

/** A data URI is too long to read. */
function withoutData(text) {
  return text.replace(/(base64,.{12})[\w+/=]*/, '$1…')
}
