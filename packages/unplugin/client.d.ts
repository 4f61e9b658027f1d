/*
 * Written by scripts/docs/write-client-types.mjs from the lists of shapes, formats and placeholders; do not edit.
 *
 * What image imports evaluate to, for TypeScript. Refer to it once in a project:
 *
 *     /// <reference types="@lazy-image/vite-plugin/client" />
 *
 * TypeScript finds the type of such an import by its text alone, and a pattern may hold one `*`, which stands for the
 * path and whatever comes before the end. So it is the end of a query that tells the type:
 *
 * - Write `as` last: `./a.jpg?w=400;800&format=avif;webp&as=picture`. Where it stands changes nothing but this.
 * - Without `as`, write one format last, as `&format=webp` or `&webp`, or `&inline`. A query that ends in anything else,
 *   such as `?w=400`, matches no pattern; `&as=url` at its end says the same and does.
 * - A list that comes earlier cannot be seen. Several URLs, or the metadata of several images, are a list when the
 *   module runs, while the pattern promises one: assert the type (`urls as unknown as string[]`), or ask for
 *   `as=srcset` or `as=img`, which are the same for one image and for several.
 * - What an object holds is exported by name too. What is not always there, such as `srcset` of `as=img`, a bundler
 *   refuses to import where it is missing; with the option `namedExports: false` it refuses all of them.
 * - A preset with `sources` makes `sources` of a picture a list: `LazyImage.DirectedPicture`.
 * - `as=metadata` with keys ends in the keys, and own shapes are known to the options alone. Declare what is used:
 *   `declare module '*as=metadata:width;height'`. What a photograph says of itself is `LazyImage.PhotoMetadata`.
 *
 * None of this holds for the exact declarations that the option `types` keeps of a project's imports, and
 * `npx lazy-image types` of @lazy-image/cli: where both say something of an import, those count.
 */

declare namespace LazyImage {
  /** A data URI, a hash or a colour; a list of colours for `placeholder=palette`. */
  type Placeholder = string | string[] | number

  /** A format as `type="image/…"` names it. */
  type Format = 'avif' | 'webp' | 'jpeg' | 'png' | 'gif' | 'tiff'

  /** A format as a query spells it, or a source without one. */
  type FormatName = Format | 'jpg' | 'tif' | 'jxl' | 'bmp' | 'ico'

  /** `as=img`: attributes of an `img` element. */
  interface Img {
    /** URL of the widest image. */
    src: string
    /** Its width in pixels. */
    w: number
    /** Its height in pixels. */
    h: number
    /** URLs with widths or densities; absent when there is one image. */
    srcset?: string
    /** There when the query has `sizes`. */
    sizes?: string
    /** There when the query has `placeholder`. */
    placeholder?: Placeholder
  }

  /** `as=picture`: a `source` element for each format, and the `img` that they stand around. */
  interface Picture {
    /** `srcset` by format, in the order of the query. */
    sources: { [Name in Format]?: string }
    /** URL, width and height in pixels of the widest image of the last format. */
    img: { src: string; w: number; h: number }
    /** There when the query has `sizes`. */
    sizes?: string
    /** There when the query has `placeholder`. */
    placeholder?: Placeholder
  }

  /** `as=picture` with a preset that has `sources`: a list of `source` elements, each perhaps for some screens only. */
  interface DirectedPicture extends Omit<Picture, 'sources'> {
    sources: { media?: string; type: `image/${Format}`; srcset: string }[]
  }

  /** `as=metadata`: facts about an encoded image. */
  interface Metadata {
    /** As the query spells it, else the source’s. */
    format: FormatName
    mediaType: `image/${Format}`
    /** Bytes. */
    size: number
    /** Pixels. */
    width: number
    /** Pixels. */
    height: number
    space: 'srgb' | 'b-w'
    /** 1–4. */
    channels: number
    /** Type of one sample: 8 or 16 bits. */
    depth: 'uchar' | 'ushort'
    isProgressive: boolean
    hasProfile: boolean
    hasAlpha: boolean
    /** More than one in an animation. */
    frames: number
    src: string
    /** There when the query has `placeholder`. */
    placeholder?: Placeholder
  }

  /** `as=metadata:` with keys of these: what the photograph says of itself; null where it does not. */
  interface PhotoMetadata {
    /** When it was taken: ISO 8601, as exact as it is said. */
    date: string | null
    /** Make and model. */
    camera: string | null
    make: string | null
    model: string | null
    lens: string | null
    /** Millimetres. */
    focalLength: number | null
    /** The f-number. */
    aperture: number | null
    /** Seconds. */
    exposureTime: number | null
    iso: number | null
    title: string | null
    caption: string | null
    creators: string[]
    copyright: string | null
    /** -1 for rejected, up to 5. */
    rating: number | null
    keywords: string[]
    /** Where it was taken: degrees north and east, metres above sea level. */
    position: { latitude: number; longitude: number; altitude: number | null } | null
  }

  /** `as=next`: the widest image, as `next/image` takes a static import. */
  interface Next {
    src: string
    /** Pixels. */
    width: number
    /** Pixels. */
    height: number
    /** A tiny picture as a data URI. */
    blurDataURL: string
  }

  /** `as=responsive`: the object of responsive-loader. */
  interface Responsive {
    srcSet: string
    images: { path: string; width: number; height: number }[]
    /** URL of the widest image. */
    src: string
    /** Its width in pixels. */
    width: number
    /** Its height in pixels. */
    height: number
    /** There when the query has `sizes`. */
    sizes?: string
    /** There when the query has `placeholder`. */
    placeholder?: Placeholder
  }
}

declare module '*as=url' {
  const url: string
  export default url
}

declare module '*as=srcset' {
  const srcset: string
  export default srcset
}

declare module '*as=img' {
  const image: LazyImage.Img
  export default image
  export const src: LazyImage.Img['src']
  export const w: LazyImage.Img['w']
  export const h: LazyImage.Img['h']
  export const srcset: LazyImage.Img['srcset']
  export const sizes: LazyImage.Img['sizes']
  export const placeholder: LazyImage.Img['placeholder']
}

declare module '*as=picture' {
  const picture: LazyImage.Picture
  export default picture
  export const sources: LazyImage.Picture['sources']
  export const img: LazyImage.Picture['img']
  export const sizes: LazyImage.Picture['sizes']
  export const placeholder: LazyImage.Picture['placeholder']
}

declare module '*as=metadata' {
  const metadata: LazyImage.Metadata
  export default metadata
  export const format: LazyImage.Metadata['format']
  export const mediaType: LazyImage.Metadata['mediaType']
  export const size: LazyImage.Metadata['size']
  export const width: LazyImage.Metadata['width']
  export const height: LazyImage.Metadata['height']
  export const space: LazyImage.Metadata['space']
  export const channels: LazyImage.Metadata['channels']
  export const depth: LazyImage.Metadata['depth']
  export const isProgressive: LazyImage.Metadata['isProgressive']
  export const hasProfile: LazyImage.Metadata['hasProfile']
  export const hasAlpha: LazyImage.Metadata['hasAlpha']
  export const frames: LazyImage.Metadata['frames']
  export const src: LazyImage.Metadata['src']
  export const placeholder: LazyImage.Metadata['placeholder']
}

declare module '*as=meta' {
  const metadata: LazyImage.Metadata
  export default metadata
  export const format: LazyImage.Metadata['format']
  export const mediaType: LazyImage.Metadata['mediaType']
  export const size: LazyImage.Metadata['size']
  export const width: LazyImage.Metadata['width']
  export const height: LazyImage.Metadata['height']
  export const space: LazyImage.Metadata['space']
  export const channels: LazyImage.Metadata['channels']
  export const depth: LazyImage.Metadata['depth']
  export const isProgressive: LazyImage.Metadata['isProgressive']
  export const hasProfile: LazyImage.Metadata['hasProfile']
  export const hasAlpha: LazyImage.Metadata['hasAlpha']
  export const frames: LazyImage.Metadata['frames']
  export const src: LazyImage.Metadata['src']
  export const placeholder: LazyImage.Metadata['placeholder']
}

declare module '*as=html' {
  const html: string
  export default html
}

declare module '*as=next' {
  const image: LazyImage.Next
  export default image
  export const src: LazyImage.Next['src']
  export const width: LazyImage.Next['width']
  export const height: LazyImage.Next['height']
  export const blurDataURL: LazyImage.Next['blurDataURL']
}

declare module '*as=responsive' {
  const image: LazyImage.Responsive
  export default image
  export const srcSet: LazyImage.Responsive['srcSet']
  export const images: LazyImage.Responsive['images']
  export const src: LazyImage.Responsive['src']
  export const width: LazyImage.Responsive['width']
  export const height: LazyImage.Responsive['height']
  export const sizes: LazyImage.Responsive['sizes']
  export const placeholder: LazyImage.Responsive['placeholder']
}

declare module '*&inline' {
  const dataUri: string
  export default dataUri
}

declare module '*format=auto' {
  const url: string
  export default url
}

declare module '*format=avif' {
  const url: string
  export default url
}

declare module '*format=webp' {
  const url: string
  export default url
}

declare module '*format=jpg' {
  const url: string
  export default url
}

declare module '*format=jpeg' {
  const url: string
  export default url
}

declare module '*format=png' {
  const url: string
  export default url
}

declare module '*format=gif' {
  const url: string
  export default url
}

declare module '*format=tiff' {
  const url: string
  export default url
}

declare module '*format=tif' {
  const url: string
  export default url
}

declare module '*?avif' {
  const url: string
  export default url
}

declare module '*&avif' {
  const url: string
  export default url
}

declare module '*?webp' {
  const url: string
  export default url
}

declare module '*&webp' {
  const url: string
  export default url
}

declare module '*?jpg' {
  const url: string
  export default url
}

declare module '*&jpg' {
  const url: string
  export default url
}

declare module '*?jpeg' {
  const url: string
  export default url
}

declare module '*&jpeg' {
  const url: string
  export default url
}

declare module '*?png' {
  const url: string
  export default url
}

declare module '*&png' {
  const url: string
  export default url
}

declare module '*?gif' {
  const url: string
  export default url
}

declare module '*&gif' {
  const url: string
  export default url
}

declare module '*?tiff' {
  const url: string
  export default url
}

declare module '*&tiff' {
  const url: string
  export default url
}

declare module '*?tif' {
  const url: string
  export default url
}

declare module '*&tif' {
  const url: string
  export default url
}
