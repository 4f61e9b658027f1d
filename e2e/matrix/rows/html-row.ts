import type { Expected, Look, Row } from '../row.js'

/** Directives of most rows of pages. */
export const ASKED = 'w=24&format=webp'

/** What a background of a row’s element is to be. */
export function background(name: string): Look {
  return {
    element: `#${name}`,
    style: 'background-image',
    is: { text: ['url("', { core: `${name}.jpg?${ASKED}` }, '")'] },
  }
}

/** A row that is one attribute of one element. */
export function attributeRow(
  name: string,
  attribute: string,
  html: (here: string, id: string) => string,
  is: Expected = { core: `${name}.jpg?${ASKED}` },
  part: 'head' | 'body' = 'body',
  needs: Row['needs'] = ['html'],
): Row {
  return {
    name,
    shown: html('.', '').replaceAll(' >', '>').replaceAll('  ', ' ').replaceAll(name, 'a'),
    needs,
    [part]: (here: string) => html(here, `id="${name}"`),
    looks: [{ element: `#${name}`, attribute, is }],
  }
}
