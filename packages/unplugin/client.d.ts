/*
 * Written by scripts/docs/write-client-types.mjs from the lists of shapes, formats, directives and placeholders; do not edit.
 *
 * What image imports evaluate to, for TypeScript. Refer to it once in a project:
 *
 *     /// <reference types="@lazy-image/vite-plugin/client" />
 *
 * TypeScript finds the type of such an import by its text alone, and a pattern may hold one `*`, which stands for the
 * path and whatever comes before the end. So it is the end of a query that tells the type:
 *
 * - With `as`, write it last: `./a.jpg?w=400;800&format=avif;webp&as=picture`. Where it stands changes nothing but this.
 * - Without `as`, the end may be a whole number up to 3840 (`?w=400`, `&quality=60`), a format (`&format=webp`, `&webp`), any other word
 *   of ours (`&fit=contain`, `&position=top`, `&grayscale`) or `&inline`: one URL. A list at the end is a list of URLs: `?w=400;800`,
 *   `&format=avif;webp`, `&densities=1x;2x`.
 * - A query that ends in anything else, such as `&background=#fa2` or `&aspect=16:9`, matches no pattern: let another directive be the
 *   last, or `&as=url`, which changes nothing.
 * - A list that comes earlier cannot be seen. Several URLs, or the metadata of several images, are a list when the
 *   module runs, while the pattern promises one: write the list last, or ask for `as=srcset` or `as=img`, which are the same
 *   for one image and for several.
 * - What an object holds is exported by name too. What is not always there, such as `srcset` of `as=img`, a bundler
 *   refuses to import where it is missing; with the option `namedExports: false` it refuses all of them.
 * - A preset with `sources` makes `sources` of a picture a list: `LazyImage.DirectedPicture`.
 * - `as=metadata` with keys ends in the keys, and own shapes are known to the options alone. Declare what is used:
 *   `declare module '*as=metadata:width;height'`. What a photograph says of itself is `LazyImage.PhotoMetadata`.
 *
 * None of this holds for the exact declarations that the option `types` keeps of a project's imports, and
 * `npx lazy-image types` of @lazy-image/cli: where both say something of an import, those count.
 */

/// <reference path="./client-numbers.d.ts" />

declare namespace LazyImage {
  /** A data URI, a hash or a colour; a list of colours for `placeholder=palette`, a number for `placeholder=css`. */
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
    sources: { media?: string; type: `image/${Format}`; srcset: string; w: number; h: number }[]
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

  /** `as=preload`: what preloads a picture. */
  interface Preload {
    /** One for each screen, of which one at most is for this one. */
    links: PreloadLink[]
  }

  /** Attributes of a `link` element. */
  interface PreloadLink {
    rel: 'preload'
    as: 'image'
    /** Where one image is all there is. */
    href?: string
    imagesrcset?: string
    imagesizes?: string
    type: `image/${Format}`
    media?: string
    fetchpriority: 'high'
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

declare module '*as=preload' {
  const preload: LazyImage.Preload
  export default preload
  export const links: LazyImage.Preload['links']
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

declare module '*fit=cover' {
  const url: string
  export default url
}

declare module '*fit=contain' {
  const url: string
  export default url
}

declare module '*fit=fill' {
  const url: string
  export default url
}

declare module '*fit=inside' {
  const url: string
  export default url
}

declare module '*fit=outside' {
  const url: string
  export default url
}

declare module '*?cover' {
  const url: string
  export default url
}

declare module '*&cover' {
  const url: string
  export default url
}

declare module '*?contain' {
  const url: string
  export default url
}

declare module '*&contain' {
  const url: string
  export default url
}

declare module '*?fill' {
  const url: string
  export default url
}

declare module '*&fill' {
  const url: string
  export default url
}

declare module '*?inside' {
  const url: string
  export default url
}

declare module '*&inside' {
  const url: string
  export default url
}

declare module '*?outside' {
  const url: string
  export default url
}

declare module '*&outside' {
  const url: string
  export default url
}

declare module '*position=center' {
  const url: string
  export default url
}

declare module '*position=centre' {
  const url: string
  export default url
}

declare module '*position=top' {
  const url: string
  export default url
}

declare module '*position=north' {
  const url: string
  export default url
}

declare module '*position=right' {
  const url: string
  export default url
}

declare module '*position=east' {
  const url: string
  export default url
}

declare module '*position=bottom' {
  const url: string
  export default url
}

declare module '*position=south' {
  const url: string
  export default url
}

declare module '*position=left' {
  const url: string
  export default url
}

declare module '*position=west' {
  const url: string
  export default url
}

declare module '*position=northeast' {
  const url: string
  export default url
}

declare module '*position=southeast' {
  const url: string
  export default url
}

declare module '*position=southwest' {
  const url: string
  export default url
}

declare module '*position=northwest' {
  const url: string
  export default url
}

declare module '*position=entropy' {
  const url: string
  export default url
}

declare module '*position=attention' {
  const url: string
  export default url
}

declare module '*?center' {
  const url: string
  export default url
}

declare module '*&center' {
  const url: string
  export default url
}

declare module '*?centre' {
  const url: string
  export default url
}

declare module '*&centre' {
  const url: string
  export default url
}

declare module '*?top' {
  const url: string
  export default url
}

declare module '*&top' {
  const url: string
  export default url
}

declare module '*?north' {
  const url: string
  export default url
}

declare module '*&north' {
  const url: string
  export default url
}

declare module '*?right' {
  const url: string
  export default url
}

declare module '*&right' {
  const url: string
  export default url
}

declare module '*?east' {
  const url: string
  export default url
}

declare module '*&east' {
  const url: string
  export default url
}

declare module '*?bottom' {
  const url: string
  export default url
}

declare module '*&bottom' {
  const url: string
  export default url
}

declare module '*?south' {
  const url: string
  export default url
}

declare module '*&south' {
  const url: string
  export default url
}

declare module '*?left' {
  const url: string
  export default url
}

declare module '*&left' {
  const url: string
  export default url
}

declare module '*?west' {
  const url: string
  export default url
}

declare module '*&west' {
  const url: string
  export default url
}

declare module '*?northeast' {
  const url: string
  export default url
}

declare module '*&northeast' {
  const url: string
  export default url
}

declare module '*?southeast' {
  const url: string
  export default url
}

declare module '*&southeast' {
  const url: string
  export default url
}

declare module '*?southwest' {
  const url: string
  export default url
}

declare module '*&southwest' {
  const url: string
  export default url
}

declare module '*?northwest' {
  const url: string
  export default url
}

declare module '*&northwest' {
  const url: string
  export default url
}

declare module '*?entropy' {
  const url: string
  export default url
}

declare module '*&entropy' {
  const url: string
  export default url
}

declare module '*?attention' {
  const url: string
  export default url
}

declare module '*&attention' {
  const url: string
  export default url
}

declare module '*kernel=nearest' {
  const url: string
  export default url
}

declare module '*kernel=cubic' {
  const url: string
  export default url
}

declare module '*kernel=mitchell' {
  const url: string
  export default url
}

declare module '*kernel=lanczos2' {
  const url: string
  export default url
}

declare module '*kernel=lanczos3' {
  const url: string
  export default url
}

declare module '*?allowUpscale' {
  const url: string
  export default url
}

declare module '*&allowUpscale' {
  const url: string
  export default url
}

declare module '*?withoutEnlargement' {
  const url: string
  export default url
}

declare module '*&withoutEnlargement' {
  const url: string
  export default url
}

declare module '*?withoutReduction' {
  const url: string
  export default url
}

declare module '*&withoutReduction' {
  const url: string
  export default url
}

declare module '*?trim' {
  const url: string
  export default url
}

declare module '*&trim' {
  const url: string
  export default url
}

declare module '*effort=min' {
  const url: string
  export default url
}

declare module '*effort=max' {
  const url: string
  export default url
}

declare module '*effort=best' {
  const url: string
  export default url
}

declare module '*effort=default' {
  const url: string
  export default url
}

declare module '*effort=fast' {
  const url: string
  export default url
}

declare module '*effort=faster' {
  const url: string
  export default url
}

declare module '*effort=draft' {
  const url: string
  export default url
}

declare module '*?lossless' {
  const url: string
  export default url
}

declare module '*&lossless' {
  const url: string
  export default url
}

declare module '*?progressive' {
  const url: string
  export default url
}

declare module '*&progressive' {
  const url: string
  export default url
}

declare module '*chroma=444' {
  const url: string
  export default url
}

declare module '*chroma=420' {
  const url: string
  export default url
}

declare module '*chroma=auto' {
  const url: string
  export default url
}

declare module '*?flip' {
  const url: string
  export default url
}

declare module '*&flip' {
  const url: string
  export default url
}

declare module '*?flop' {
  const url: string
  export default url
}

declare module '*&flop' {
  const url: string
  export default url
}

declare module '*?blur' {
  const url: string
  export default url
}

declare module '*&blur' {
  const url: string
  export default url
}

declare module '*?sharpen' {
  const url: string
  export default url
}

declare module '*&sharpen' {
  const url: string
  export default url
}

declare module '*?median' {
  const url: string
  export default url
}

declare module '*&median' {
  const url: string
  export default url
}

declare module '*tint=transparent' {
  const url: string
  export default url
}

declare module '*tint=black' {
  const url: string
  export default url
}

declare module '*tint=white' {
  const url: string
  export default url
}

declare module '*tint=red' {
  const url: string
  export default url
}

declare module '*tint=green' {
  const url: string
  export default url
}

declare module '*tint=blue' {
  const url: string
  export default url
}

declare module '*tint=gray' {
  const url: string
  export default url
}

declare module '*?grayscale' {
  const url: string
  export default url
}

declare module '*&grayscale' {
  const url: string
  export default url
}

declare module '*?greyscale' {
  const url: string
  export default url
}

declare module '*&greyscale' {
  const url: string
  export default url
}

declare module '*?invert' {
  const url: string
  export default url
}

declare module '*&invert' {
  const url: string
  export default url
}

declare module '*?negate' {
  const url: string
  export default url
}

declare module '*&negate' {
  const url: string
  export default url
}

declare module '*?normalize' {
  const url: string
  export default url
}

declare module '*&normalize' {
  const url: string
  export default url
}

declare module '*?normalise' {
  const url: string
  export default url
}

declare module '*&normalise' {
  const url: string
  export default url
}

declare module '*?flatten' {
  const url: string
  export default url
}

declare module '*&flatten' {
  const url: string
  export default url
}

declare module '*background=transparent' {
  const url: string
  export default url
}

declare module '*background=black' {
  const url: string
  export default url
}

declare module '*background=white' {
  const url: string
  export default url
}

declare module '*background=red' {
  const url: string
  export default url
}

declare module '*background=green' {
  const url: string
  export default url
}

declare module '*background=blue' {
  const url: string
  export default url
}

declare module '*background=gray' {
  const url: string
  export default url
}

declare module '*?noAutoOrient' {
  const url: string
  export default url
}

declare module '*&noAutoOrient' {
  const url: string
  export default url
}

declare module '*?animated' {
  const url: string
  export default url
}

declare module '*&animated' {
  const url: string
  export default url
}

declare module '*keepMetadata=none' {
  const url: string
  export default url
}

declare module '*keepMetadata=icc' {
  const url: string
  export default url
}

declare module '*keepMetadata=copyright' {
  const url: string
  export default url
}

declare module '*keepMetadata=all' {
  const url: string
  export default url
}

declare module '*?keepMetadata' {
  const url: string
  export default url
}

declare module '*&keepMetadata' {
  const url: string
  export default url
}

declare module '*colorspace=srgb' {
  const url: string
  export default url
}

declare module '*colorspace=p3' {
  const url: string
  export default url
}

declare module '*colorspace=keep' {
  const url: string
  export default url
}

declare module '*hdr=drop' {
  const url: string
  export default url
}

declare module '*hdr=keep' {
  const url: string
  export default url
}

declare module '*=1x' {
  const url: string
  export default url
}

declare module '*=1.5x' {
  const url: string
  export default url
}

declare module '*=2x' {
  const url: string
  export default url
}

declare module '*=3x' {
  const url: string
  export default url
}

declare module '*=4x' {
  const url: string
  export default url
}

declare module '*;1x' {
  const urls: string[]
  export default urls
}

declare module '*;1.5x' {
  const urls: string[]
  export default urls
}

declare module '*;2x' {
  const urls: string[]
  export default urls
}

declare module '*;3x' {
  const urls: string[]
  export default urls
}

declare module '*;4x' {
  const urls: string[]
  export default urls
}

declare module '*;auto' {
  const urls: string[]
  export default urls
}

declare module '*;avif' {
  const urls: string[]
  export default urls
}

declare module '*;webp' {
  const urls: string[]
  export default urls
}

declare module '*;jpg' {
  const urls: string[]
  export default urls
}

declare module '*;jpeg' {
  const urls: string[]
  export default urls
}

declare module '*;png' {
  const urls: string[]
  export default urls
}

declare module '*;gif' {
  const urls: string[]
  export default urls
}

declare module '*;tiff' {
  const urls: string[]
  export default urls
}

declare module '*;tif' {
  const urls: string[]
  export default urls
}
