import { type FunctionalComponent, h, type ImgHTMLAttributes, type PropType } from 'vue'
import { type ArtDirection, type PictureOptions, pictureAttributes } from './picture-attributes.js'
import type { PictureValue } from './picture-value.js'

/** The options, and every attribute of an `img` besides. */
export interface PictureProps
  extends PictureOptions,
    Omit</* @vue-ignore */ ImgHTMLAttributes, keyof PictureOptions | 'srcset' | 'width' | 'height'> {}

/** A `picture` over the value of `as=picture`. */
export const Picture: FunctionalComponent<PictureProps> = (props, { attrs }) => {
  const { sources, img, style } = pictureAttributes(props)
  return h('picture', [
    ...sources.map(source => h('source', { ...source })),
    h('img', { ...img, ...attrs, style: [style, attrs['style']] }),
  ])
}

Picture.inheritAttrs = false
Picture.props = {
  src: { type: Object as PropType<PictureValue>, required: true },
  alt: { type: String, required: true },
  sizes: String,
  priority: Boolean,
  loading: String as PropType<'lazy' | 'eager'>,
  art: Array as PropType<readonly ArtDirection[]>,
  dark: Object as PropType<PictureValue>,
  light: Object as PropType<PictureValue>,
} as never
