import type { PictureValue } from './picture-value.js'

/**
 * What shows a placeholder, as declarations by property: a tiny picture, a colour, the number that placeholder.css draws.
 * Hashes need a script, and a palette is no picture: they have none.
 */
export function placeholderStyle(placeholder: PictureValue['placeholder']): Readonly<Record<string, string>> {
  if (typeof placeholder === 'number') return { '--lazy-image': String(placeholder) }
  if (typeof placeholder !== 'string') return {}
  if (placeholder.startsWith('data:')) return { background: `url("${placeholder}") center/cover no-repeat` }
  return /^#[0-9a-f]{6}$/.test(placeholder) ? { 'background-color': placeholder } : {}
}

/** Declarations as the text of a `style` attribute. */
export function styleText(style: Readonly<Record<string, string>>): string {
  return Object.entries(style)
    .map(([property, value]) => `${property}:${value}`)
    .join(';')
}
