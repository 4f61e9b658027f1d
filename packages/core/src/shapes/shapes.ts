import { html } from './html.js'
import { img } from './img.js'
import { metadata } from './metadata.js'
import { next } from './next.js'
import { picture } from './picture.js'
import { preload } from './preload.js'
import { responsive } from './responsive.js'
import type { ShapeKind } from './shape-kind.js'
import { srcset } from './srcset.js'
import { url } from './url.js'

/** The shapes there are without options; the first is that of an import that names none. */
export const SHAPES: readonly [ShapeKind, ...ShapeKind[]] = [
  url,
  srcset,
  img,
  picture,
  metadata,
  html,
  next,
  responsive,
  preload,
]

export function findShape(name: string): ShapeKind | undefined {
  return SHAPES.find(shape => shape.name === name)
}
