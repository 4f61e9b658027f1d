import type { Feature } from '../feature.js'
import { cssUrl, type Expected, type Look, type Row } from '../row.js'

/** Directives of most rows of styles. */
export const ASKED = 'w=24&format=webp'

interface StyleRow {
  name: string
  shown: string
  /** The file that the page imports, beside others. */
  style: string
  files: Readonly<Record<string, string>>
  needs?: readonly Feature[]
  /** Property of the row's element. */
  property?: string
  pseudo?: '::before'
  is?: Expected
}

/** A row whose styles give an element of the row's class a background, or what `property` says. */
export function styleRow({
  name,
  needs = ['css'],
  property = 'background-image',
  is = cssUrl({ core: `${name}.jpg?${ASKED}` }),
  pseudo,
  ...row
}: StyleRow): Row {
  const look: Look = { element: `.${name}`, style: property, is, ...(pseudo === undefined ? {} : { pseudo }) }
  return { ...row, name, needs, body: () => `<div class="box ${name}"></div>`, looks: [look] }
}

/** A row of one rule in one file. */
export function ruleRow(
  name: string,
  shown: string,
  declarations: string,
  {
    extension = 'css',
    ...more
  }: Partial<Omit<StyleRow, 'name' | 'shown' | 'style' | 'files'>> & { extension?: string } = {},
): Row {
  const style = `style.${extension}`
  return styleRow({ name, shown, style, files: { [style]: `.${name} { ${declarations} }\n` }, ...more })
}
