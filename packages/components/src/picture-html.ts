import { startTag } from './html.js'
import { type PictureAttributes, type PictureOptions, pictureAttributes } from './picture-attributes.js'
import { styleText } from './placeholder-style.js'

/** What a picture is made from where no framework has a say. */
export interface HtmlPictureOptions extends PictureOptions {
  /** Attributes of the `img` besides, as HTML names them. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>> | undefined
}

/** A `picture` element as text. */
export function pictureHtml(options: HtmlPictureOptions): string {
  const picture = pictureAttributes(options)
  const sources = picture.sources.map(source => startTag('source', { ...source }))
  return `<picture>${sources.join('')}${startTag('img', imgAttributes(picture, options))}</picture>`
}

/** The `link` elements that preload a picture, for the head of a page; empty unless it has priority. */
export function preloadHtml(options: PictureOptions): string {
  return pictureAttributes(options)
    .links.map(link => startTag('link', { ...link }))
    .join('')
}

/** Attributes of the `img`, with its placeholder before what a style says besides. */
export function imgAttributes(
  { img, style }: PictureAttributes,
  { attributes = {} }: HtmlPictureOptions,
): Readonly<Record<string, unknown>> {
  const texts = [styleText(style), attributes['style'] ?? ''].filter(text => text !== '')
  return { ...img, ...attributes, ...(texts.length === 0 ? {} : { style: texts.join(';') }) }
}
