import { cssUrl, type Row } from '../row.js'

/** Plain CSS. */
export const CSS: readonly Row[] = [
  background('css-url', 'url("./a.jpg?w=24")', file => `background-image: url("./${file}?w=24&format=webp")`),
  background('css-url-bare', 'url(./a.jpg?w=24)', file => `background: url(./${file}?w=24&format=webp)`),
]

/** A rule of a file of its own that gives the row's element a background. */
function background(name: string, shown: string, declaration: (file: string) => string): Row {
  const file = `${name}.jpg`
  return {
    name,
    shown,
    needs: ['css'],
    style: 'style.css',
    files: { 'style.css': `.${name} { ${declaration(file)} }\n` },
    body: () => `<div class="box ${name}"></div>`,
    looks: [{ element: `.${name}`, style: 'background-image', is: cssUrl({ core: `${file}?w=24&format=webp` }) }],
  }
}
