import type { ElementAttributes } from '../language/element-attributes.js'
import type { ReadOff, UrlOf, Value } from '../module/value.js'
import type { PlaceholderKind } from '../placeholders/placeholders.js'
import type { PhotoMetadata } from '../plan/photo-metadata.js'
import type { PlannedImage } from '../plan/plan.js'

/** What the shapes are built from. */
export interface ShapeInput {
  /** In the order of the request; at least one. */
  readonly images: readonly PlannedImage[]
  /** Images for other screens, each with its media query, in the order of the preset that says so. */
  readonly directed: readonly DirectedImages[]
  /** What follows the colon in `as`; null without one. */
  readonly keys: readonly string[] | null
  /** What the photograph says of itself; null where no key asks for it. */
  readonly photo: PhotoMetadata | null
  /** Pixels that count as `1x`; null for width descriptors. */
  readonly basePixels: number | null
  /** The `sizes` attribute; null for none. */
  readonly sizes: string | null
  /** Of the element, as far as the query says. */
  readonly attributes: ElementAttributes
  /** What to show until the picture is there; null for nothing. */
  readonly placeholder: { readonly kind: PlaceholderKind; readonly value: ReadOff } | null
  /** A placeholder, for shapes that always have one. */
  placeholderOf(kind: PlaceholderKind): ReadOff
  /** The URL of an image, or its data URI when it is to be inline. */
  link(image: PlannedImage): UrlOf | ReadOff
}

export interface DirectedImages {
  media: string
  images: readonly PlannedImage[]
}

/** Keys that an object has only when there is something to say. */
export function extras({ placeholder, sizes }: ShapeInput): { readonly [key: string]: Value } {
  return { ...(sizes === null ? {} : { sizes }), ...(placeholder === null ? {} : { placeholder: placeholder.value }) }
}
