import type { Directive } from '../directive.js'

export const FITS = ['cover', 'contain', 'fill', 'inside', 'outside'] as const

/** How a picture meets a box of another shape. */
export type Fit = (typeof FITS)[number]

export const fit: Directive<'fit', Fit> = {
  name: 'fit',
  aliases: [],
  shorthands: FITS,
  multiplies: true,
  doc: 'How the picture meets a box given by w and h together: cut (cover, the default), padded (contain), stretched (fill), or kept whole within (inside) or around (outside) it.',
  rule: `one of ${FITS.join(', ')}`,
  spellings: FITS,
  parse: text => FITS.find(name => name === text),
  print: String,
}
