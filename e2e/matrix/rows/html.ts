import type { Row } from '../row.js'

/** References in the text of a page. */
export const HTML: readonly Row[] = [
  {
    name: 'html-img-src',
    shown: '<img src="./a.jpg?w=24">',
    needs: ['html'],
    body: here => `<img class="html-img-src" src="${here}/html-img-src.jpg?w=24&format=webp" alt="">`,
    looks: [{ element: '.html-img-src', attribute: 'src', is: { core: 'html-img-src.jpg?w=24&format=webp' } }],
  },
]
