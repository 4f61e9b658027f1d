import { type ComponentProps, type CSSProperties, createElement, type ReactElement } from 'react'
import { preload } from 'react-dom'
import { camelCased } from './camel-cased.js'
import {
  type ImgAttributes,
  type LinkAttributes,
  type PictureOptions,
  pictureAttributes,
  type SourceAttributes,
} from './picture-attributes.js'

/** The options, and every attribute of an `img` besides. */
export interface PictureProps
  extends PictureOptions,
    Omit<ComponentProps<'img'>, keyof PictureOptions | 'srcSet' | 'width' | 'height' | 'children'> {}

/** A `picture` over the value of `as=picture`. It has no state and no effect, so that server components can be made of it. */
export function Picture({
  src,
  alt,
  sizes,
  priority,
  loading,
  art,
  dark,
  light,
  style,
  ...rest
}: PictureProps): ReactElement {
  const picture = pictureAttributes({ src, alt, sizes, priority, loading, art, dark, light })
  for (const link of picture.links) preloadLink(link, picture.img.src)
  return createElement(
    'picture',
    null,
    ...picture.sources.map(source => createElement('source', sourceProps(source))),
    createElement('img', {
      ...imgProps(picture.img),
      ...rest,
      style: { ...camelCased(picture.style), ...style } as CSSProperties,
    }),
  )
}

/** React writes it into the head, or loads the picture when it is in the browser already. */
function preloadLink({ href, imagesrcset, imagesizes, type, media }: LinkAttributes, src: string): void {
  preload(href ?? src, {
    as: 'image',
    fetchPriority: 'high',
    ...(imagesrcset === undefined ? {} : { imageSrcSet: imagesrcset }),
    ...(imagesizes === undefined ? {} : { imageSizes: imagesizes }),
    ...(type === undefined ? {} : { type }),
    ...(media === undefined ? {} : { media }),
  })
}

function sourceProps({ srcset, ...rest }: SourceAttributes) {
  return { srcSet: srcset, ...rest }
}

function imgProps({ fetchpriority, ...rest }: ImgAttributes) {
  return fetchpriority === undefined ? rest : { ...rest, fetchPriority: fetchpriority }
}
