/*
 * What image imports evaluate to, for TypeScript. Refer to it once in a project:
 *
 *     /// <reference types="@lazy-image/vite-plugin/client" />
 *
 * TypeScript finds the type of such an import by its text alone, and a pattern may hold one `*`, which stands for the
 * path and whatever comes before the end. So it is the end of a query that tells the type:
 *
 * - Write `as` last: `./a.jpg?w=400;800&format=avif;webp&as=picture`. Where it stands changes nothing but this.
 * - Without `as`, write one format last, as `&format=webp` or `&webp`. A query that ends in anything else, such as
 *   `?w=400`, matches no pattern; `&as=url` at its end says the same and does.
 * - A list that comes earlier cannot be seen. Several URLs, or the metadata of several images, are a list when the
 *   module runs, while the pattern promises one: assert the type (`urls as unknown as string[]`), or ask for
 *   `as=srcset` or `as=img`, which are the same for one image and for several.
 * - What an object holds is exported by name too. `srcset` of `as=img` is there for several images alone: a bundler
 *   refuses its import where there is one.
 * - `as=metadata` with keys ends in the keys. Declare what is used: `declare module '*&as=metadata:width;height'`.
 */

declare namespace LazyImage {
  /** `as=img`: attributes of an `img` element. */
  interface Img {
    /** URL of the widest image. */
    src: string
    /** Its width in pixels. */
    w: number
    /** Its height in pixels. */
    h: number
    /** URLs with widths; absent when there is one image. */
    srcset?: string
  }

  /** A format as `type="image/…"` names it. */
  type Format = 'avif' | 'webp' | 'jpeg' | 'png' | 'gif' | 'tiff'

  /** `as=picture`: a `source` element for each format, and the `img` that they stand around. */
  interface Picture {
    /** `srcset` by format, in the order of the query. */
    sources: { [Name in Format]?: string }
    img: {
      /** URL of the widest image of the last format. */
      src: string
      /** Its width in pixels. */
      w: number
      /** Its height in pixels. */
      h: number
    }
  }

  /** `as=metadata`: facts about an encoded image. */
  interface Metadata {
    /** As the query spells it, else the source's. */
    format: 'avif' | 'webp' | 'jpg' | 'jpeg' | 'png' | 'gif' | 'tiff' | 'tif'
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
    /** Type of one sample. */
    depth: 'uchar' | 'ushort'
    isProgressive: boolean
    hasProfile: boolean
    hasAlpha: boolean
    /** Frames that the output keeps; 1 for a still picture. */
    frames: number
    src: string
  }
}

declare module '*?as=img' {
  const image: LazyImage.Img
  export default image
  export const src: LazyImage.Img['src']
  export const w: LazyImage.Img['w']
  export const h: LazyImage.Img['h']
  export const srcset: LazyImage.Img['srcset']
}

declare module '*&as=img' {
  const image: LazyImage.Img
  export default image
  export const src: LazyImage.Img['src']
  export const w: LazyImage.Img['w']
  export const h: LazyImage.Img['h']
  export const srcset: LazyImage.Img['srcset']
}

declare module '*?as=picture' {
  const picture: LazyImage.Picture
  export default picture
  export const sources: LazyImage.Picture['sources']
  export const img: LazyImage.Picture['img']
}

declare module '*&as=picture' {
  const picture: LazyImage.Picture
  export default picture
  export const sources: LazyImage.Picture['sources']
  export const img: LazyImage.Picture['img']
}

declare module '*?as=metadata' {
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
}

declare module '*&as=metadata' {
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
}

declare module '*?as=srcset' {
  const srcset: string
  export default srcset
}

declare module '*&as=srcset' {
  const srcset: string
  export default srcset
}

declare module '*?as=url' {
  const url: string
  export default url
}

declare module '*&as=url' {
  const url: string
  export default url
}

declare module '*?format=avif' {
  const url: string
  export default url
}

declare module '*&format=avif' {
  const url: string
  export default url
}

declare module '*?format=webp' {
  const url: string
  export default url
}

declare module '*&format=webp' {
  const url: string
  export default url
}

declare module '*?format=jpg' {
  const url: string
  export default url
}

declare module '*&format=jpg' {
  const url: string
  export default url
}

declare module '*?format=jpeg' {
  const url: string
  export default url
}

declare module '*&format=jpeg' {
  const url: string
  export default url
}

declare module '*?format=png' {
  const url: string
  export default url
}

declare module '*&format=png' {
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
