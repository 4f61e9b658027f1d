/// <reference path="../../client.d.ts" />
// Compiled, never run: each use is an error, and a use that is none is one too.

import early from './a.jpg?as=picture&w=400'
import one from './a.jpg?w=400'
// @ts-expect-error a placeholder does not tell the shape
import placeholder from './a.jpg?w=400&as=img&placeholder=lqip'
import metadata from './a.jpg?w=400&as=metadata'
import next from './a.jpg?w=400&as=next'
// @ts-expect-error a colour may be anything
import unknown from './a.jpg?w=400&background=fa2'
import list from './a.jpg?w=400;800'
import html from './a.jpg?w=400;800&as=html'
import responsive from './a.jpg?w=400;800&as=responsive'
// @ts-expect-error a srcset is one text, with nothing to name
import srcset, { src } from './a.jpg?w=400;800&as=srcset'
import picture from './a.jpg?w=400;800&format=avif;webp;jpg&as=picture'
import img from './a.jpg?w=400;800&format=webp&as=img'
// @ts-expect-error a list has no commas
import commas from './a.jpg?w=400,800'
import hero from './hero.jpg?w=800&format=webp'

// @ts-expect-error a URL has no src
export const a = hero.src
// @ts-expect-error a width is a number
export const b: string = img.w
// @ts-expect-error one image has no srcset
export const c: string = img.srcset
// @ts-expect-error a picture has its URL in img
export const d = picture.src
// @ts-expect-error sources go by jpeg, not jpg
export const e = picture.sources.jpg
// @ts-expect-error not every format is there
export const f: string = picture.sources.avif
// @ts-expect-error the type is called mediaType
export const g = metadata.type
// @ts-expect-error a srcset is a text
export const h = srcset.map(String)
// @ts-expect-error html is a text
export const i = html.img
// @ts-expect-error next/image calls it blurDataURL
export const j = next.placeholder
// @ts-expect-error responsive-loader calls it srcSet
export const k = responsive.srcset
// @ts-expect-error a palette is a list of colours
export const l: string | undefined = img.placeholder
// @ts-expect-error one image needs no sizes
export const m: string = img.sizes
// @ts-expect-error the shape has to come last
export const n = early.sources
// @ts-expect-error one image is one URL
export const o: string[] = one
// @ts-expect-error several are not one
export const p: string = list
export const rest = [unknown, commas, src, placeholder]
