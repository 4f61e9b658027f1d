import type { Picture } from '../picture.js'
import { make, makeSign } from './element.js'
import { bytesOf, formatOf, nameOf, sayBytes, saySize } from './words.js'

export const CHEVRON = 'M8 5l5 5-5 5'

interface ListHooks {
  open(picture: Picture): void
  point(picture: Picture | null): void
}

/** The pictures of a page, a row each. */
export function makeList(pictures: readonly Picture[], hooks: ListHooks): HTMLElement {
  const ours = pictures.filter(({ facts }) => facts !== null)
  const others = pictures.filter(({ facts }) => facts === null)
  const rows = (some: readonly Picture[]) => make('ul', 'rows', ...some.map(picture => makeRow(picture, hooks)))
  return make(
    'div',
    'list',
    rows(ours),
    others.length > 0 && make('h2', 'group', 'Not from lazy-image'),
    others.length > 0 && rows(others),
  )
}

function makeRow(picture: Picture, { open, point }: ListHooks): HTMLElement {
  const { drawn, pixels, facts, findings, elements, shown } = picture
  const bytes = bytesOf(picture)
  const line = [
    formatOf(picture),
    ...(pixels === null ? [] : [saySize(pixels)]),
    ...(drawn.box.width === 0 ? [] : [`shown ${saySize(drawn.box)}`]),
    ...(shown.isThere ? [] : ['not loaded yet']),
    ...(elements.length > 1 ? [`${elements.length} times`] : []),
  ]
  const button = make(
    'button',
    {
      class: facts === null ? 'row foreign' : 'row',
      attributes: { type: 'button', 'data-id': picture.id },
      on: {
        click: () => open(picture),
        mouseenter: () => point(picture),
        mouseleave: () => point(null),
        focus: () => point(picture),
        blur: () => point(null),
      },
    },
    make('span', 'thumb', shown.isThere && makeThumb(shown.url)),
    make(
      'span',
      'what',
      make('span', 'name', nameOf(picture)),
      make('span', 'facts', line.filter(text => text !== '').join(' · ')),
      findings.length > 0 &&
        make('span', 'chips', ...findings.map(({ severity, title }) => make('span', `chip ${severity}`, title))),
    ),
    make('span', 'bytes', bytes === null ? '' : sayBytes(bytes)),
    makeSign(CHEVRON),
  )
  return make('li', {}, button)
}

/** From the browser's cache: of what it has not, nothing is asked for here. */
function makeThumb(src: string): HTMLElement {
  return make('img', { attributes: { src, alt: '', loading: 'lazy', decoding: 'async' } })
}
