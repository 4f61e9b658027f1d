/// <reference path="../../client.d.ts" />
// Compiled, never run: each import has the type of what it evaluates to.

import avif from 'package/photo.png?format=avif'
import still from '@/images/still.jpg?w=400&h=300&inside&jpg'
import icon from '../icon.png?webp'
import first from './a.jpg?as=img'
import meta from './a.jpg?as=meta'
import one from './a.jpg?as=picture'
import dataUri from './a.jpg?w=40&format=webp&inline'
import metadata, { hasAlpha, mediaType as type } from './a.jpg?w=400&as=metadata'
import next, { blurDataURL } from './a.jpg?w=400&as=next'
import smallest from './a.jpg?w=400&format=auto'
import html from './a.jpg?w=400&format=avif;jpg&as=html'
import { sources } from './a.jpg?w=400&format=webp;jpg&as=picture'
import url from './a.jpg?w=400&quality=50&as=url'
import { h, src, w } from './a.jpg?w=400;800&as=img'
import responsive, { images } from './a.jpg?w=400;800&as=responsive'
import srcset from './a.jpg?w=400;800&format=avif;webp&as=srcset'
import picture from './a.jpg?w=400;800&format=avif;webp;jpg&as=picture'
import img from './a.jpg?w=400;800&format=webp&as=img'
import { placeholder, sizes as sizesAttribute } from './a.jpg?w=400;800&sizes=100vw&placeholder=lqip&as=img'
import hero from './hero.jpg?w=800&format=webp'
import scan from './scan.tif?tiff'
import small from './small.jpg?w=400'
import dense from './small.jpg?w=400&densities=1x;2x'
import sharp from './small.jpg?w=400&densities=2x'
import formats from './small.jpg?w=400&format=avif;webp'
import cropped from './small.jpg?w=400&h=300&fit=cover'
import widths from './small.jpg?w=400;800'
import drained from './small.jpg?w=3840&grayscale'
import moving from './turn.gif?w=400&format=gif'

export const texts: string[] = [hero, icon, still, avif, url, srcset, first.src, one.img.src, img.src, picture.img.src]
export const sizes: number[] = [
  img.w,
  img.h,
  picture.img.w,
  picture.img.h,
  metadata.width,
  metadata.size,
  metadata.frames,
]
export const perhaps: (string | undefined)[] = [img.srcset, picture.sources.avif, picture.sources.jpeg]
export const elements: string[] = Object.entries(picture.sources).map(([format, srcset]) => `${format} ${srcset}`)
export const mediaType: `image/${'avif' | 'webp' | 'jpeg' | 'png' | 'gif' | 'tiff'}` = metadata.mediaType
export const flags: boolean[] = [metadata.hasAlpha, metadata.hasProfile, metadata.isProgressive]

export const named: [string, number, number, boolean] = [src, w, h, hasAlpha]
export const sameType: typeof mediaType = type
export const webp: string | undefined = sources.webp

export const more: string[] = [next.src, blurDataURL, html, smallest, dataUri, responsive.srcSet, scan, moving]
export const paths: string[] = [...responsive.images, ...images].map(({ path, width, height }) => path + width * height)
export const shown: string | string[] | number | undefined = placeholder
export const attribute: string | undefined = sizesAttribute ?? picture.sizes ?? responsive.sizes
export const placeholders: (LazyImage.Placeholder | undefined)[] = [picture.placeholder, metadata.placeholder]
export const frames: number = meta.frames

export const ends: string[] = [small, cropped, drained, sharp]
export const lists: string[][] = [widths, formats, dense]

/** A picture of a preset with art direction, as its author knows. */
export const directed = (picture as unknown as LazyImage.DirectedPicture).sources.map(({ media = 'all' }) => media)

/** A component may name the type of what it takes. */
export function widthOf(photo: LazyImage.Picture): number {
  return photo.img.w
}
export const width = widthOf(picture)
