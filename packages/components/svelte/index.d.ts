import type { Component } from 'svelte'
import type { HTMLImgAttributes } from 'svelte/elements'
import type { PictureOptions } from '../dist/index.js'

/** The options, and every attribute of an `img` besides. */
export interface PictureProps
  extends PictureOptions,
    Omit<HTMLImgAttributes, keyof PictureOptions | 'srcset' | 'width' | 'height' | 'children'> {}

/** A `picture` over the value of `as=picture`. */
export declare const Picture: Component<PictureProps>
