import { element } from '@lazy-image/example-shared/element.js'
import { blurHashCanvas, thumbHashCanvas } from './hashes.js'

/** For each kind of placeholder, the element that shows it, and what the caption says of it. */
export const COVERS = {
  lqip: {
    show: ({ placeholder }) => element('div', { style: `background: center / 100% 100% url("${placeholder}")` }),
    tell: ({ placeholder }) => `${placeholder.length} characters`,
  },
  thumbhash: { show: ({ placeholder }) => thumbHashCanvas(placeholder), tell: ({ placeholder }) => placeholder },
  blurhash: { show: image => blurHashCanvas(image.placeholder, image), tell: ({ placeholder }) => placeholder },
  color: {
    show: ({ placeholder }) => element('div', { style: `background: ${placeholder}` }),
    tell: ({ placeholder }) => placeholder,
  },
  palette: {
    show: ({ placeholder }) => element('div', {}, ...placeholder.map(swatchOf)),
    tell: ({ placeholder }) => placeholder.join(' '),
  },
}

function swatchOf(colour) {
  return element('i', { style: `background: ${colour}` })
}
