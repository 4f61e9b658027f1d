/// <reference path="../../client.d.ts" />
// Compiled, never run: each use is an error, and a use that is none is one too.

// @ts-expect-error the shape has to come last
import early from './a.jpg?as=picture&w=400'
// @ts-expect-error no pattern can know that this is one image
import unknown from './a.jpg?w=400'
import metadata from './a.jpg?w=400&as=metadata'
// @ts-expect-error a srcset is one text, with nothing to name
import srcset, { src } from './a.jpg?w=400;800&as=srcset'
import picture from './a.jpg?w=400;800&format=avif;webp;jpg&as=picture'
import img from './a.jpg?w=400;800&format=webp&as=img'
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
export const rest = [unknown, early, src]
