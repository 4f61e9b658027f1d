import { createComponent, createMemo, type JSX, mergeProps, splitProps } from 'solid-js'
import { Dynamic, isServer, ssr, useAssets as writeIntoHead } from 'solid-js/web'
import { startTag } from './html.js'
import { OPTION_NAMES, type PictureOptions, pictureAttributes } from './picture-attributes.js'
import { styleText } from './placeholder-style.js'

/** The options, and every attribute of an `img` besides. */
export interface PictureProps
  extends PictureOptions,
    Omit<JSX.ImgHTMLAttributes<HTMLImageElement>, keyof PictureOptions | 'srcset' | 'srcSet' | 'width' | 'height'> {}

/**
 * A `picture` over the value of `as=picture`. It is made of `Dynamic`, which writes elements on a server and takes them up in
 * the browser, so that no compiler needs to see it.
 */
export function Picture(props: PictureProps): JSX.Element {
  const [options, styled, rest] = splitProps(props, OPTION_NAMES, ['style'])
  const picture = createMemo(() => pictureAttributes(options))
  // Another text of the image leaves its sources as they are.
  const sources = createMemo(() => picture().sources, undefined, { equals: isEqual })
  if (isServer) for (const link of picture().links) writeIntoHead(() => ssr(startTag('link', { ...link })) as never)
  const img = mergeProps(() => picture().img, rest, {
    component: 'img',
    get style() {
      return withOwn(picture().style, styled.style)
    },
  })
  return createComponent(Dynamic, {
    component: 'picture',
    get children() {
      return [
        // A function, so that another source leaves the element of the image as it is.
        () => sources().map(source => createComponent(Dynamic, { component: 'source', ...source } as never)),
        createComponent(Dynamic, img as never),
      ]
    },
  } as never)
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** What a user's style says comes behind. Solid takes a text or an object. */
function withOwn(
  style: Readonly<Record<string, string>>,
  own: JSX.CSSProperties | string | undefined | null,
): JSX.CSSProperties | string | undefined {
  if (typeof own === 'string') return [styleText(style), own].filter(text => text !== '').join(';')
  if (own === undefined || own === null) return Object.keys(style).length === 0 ? undefined : styleText(style)
  return { ...style, ...own }
}
