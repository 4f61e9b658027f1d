import { onlyWhere, whereBoth } from './media.js'
import { isByWidth, type PictureValue, type Source, sourcesOf } from './picture-value.js'
import { placeholderStyle } from './placeholder-style.js'

/** What every `<Picture>` takes, whatever it is written for. */
export interface PictureOptions {
  /** What an import with `as=picture` evaluates to. */
  readonly src: PictureValue
  /** What the picture says to whoever does not see it; empty where it only decorates. */
  readonly alt: string
  /**
   * The `sizes` attribute; by default what the query says, else `100vw`. A picture that is loaded lazily has `auto` before
   * it: browsers that know it take the width at which the picture is shown.
   */
  readonly sizes?: string | undefined
  /** For the picture that the page is waited for: it is loaded at once, before others, and preloaded. */
  readonly priority?: boolean | undefined
  /** `lazy` unless `priority` is set. */
  readonly loading?: 'lazy' | 'eager' | undefined
  /** Other pictures where a media query holds; the first that does. */
  readonly art?: readonly ArtDirection[] | undefined
  /** Another picture where the user prefers a dark page. */
  readonly dark?: PictureValue | undefined
  /** Another picture where the user prefers a light page. */
  readonly light?: PictureValue | undefined
}

export interface ArtDirection {
  /** Such as `(max-width: 600px)`. */
  readonly media: string
  /** What an import with `as=picture` evaluates to. */
  readonly src: PictureValue
}

/** Names of the options, which are no attributes of the `img`. */
export const OPTION_NAMES = ['src', 'alt', 'sizes', 'priority', 'loading', 'art', 'dark', 'light'] as const

/** Attributes as HTML names them. */
export interface SourceAttributes {
  readonly media?: string
  readonly type?: string
  readonly srcset: string
  readonly sizes?: string
  readonly width?: number
  readonly height?: number
}

/** Attributes as HTML names them, but for `style`. */
export interface ImgAttributes {
  readonly src: string
  readonly alt: string
  readonly width: number
  readonly height: number
  readonly sizes?: string
  readonly loading: 'lazy' | 'eager'
  readonly decoding?: 'async'
  readonly fetchpriority?: 'high'
}

/** A `link` element that preloads an image. */
export interface LinkAttributes {
  readonly rel: 'preload'
  readonly as: 'image'
  /** Absent where `imagesrcset` says more. */
  readonly href?: string
  readonly imagesrcset?: string
  readonly imagesizes?: string
  readonly type?: string
  readonly media?: string
  readonly fetchpriority: 'high'
}

export interface PictureAttributes {
  readonly sources: readonly SourceAttributes[]
  readonly img: ImgAttributes
  /** Declarations that show the placeholder, by property; empty without one. */
  readonly style: Readonly<Record<string, string>>
  /** What preloads the picture; empty unless it has priority. */
  readonly links: readonly LinkAttributes[]
}

/** What browsers take where nothing is said. */
const ANY_SIZE = '100vw'

/** All that the elements of a picture say. */
export function pictureAttributes(options: PictureOptions): PictureAttributes {
  const { src, alt, priority = false } = options
  const loading = options.loading ?? (priority ? 'eager' : 'lazy')
  const directed = listDirected(options)
  const own = sourcesOf(src)
  const sources = [...directed, ...own]
  const sizes = sizesFor(options.sizes ?? src.sizes ?? ANY_SIZE, loading)
  const isMeasured = sources.some(({ srcset }) => isByWidth(srcset))
  return {
    sources: sources.map(source => sourceAttributes(source, sizes)),
    img: {
      // In the order in which a script may set them: where `src` comes first, a browser may begin to load at once.
      loading,
      ...(priority ? { fetchpriority: 'high' } : { decoding: 'async' }),
      // Sources may be measured only where the image itself says so.
      ...(isMeasured && loading === 'lazy' ? { sizes } : {}),
      width: src.img.w,
      height: src.img.h,
      alt,
      src: src.img.src,
    },
    style: placeholderStyle(src.placeholder),
    links: priority ? listLinks(directed, own, src, sizes) : [],
  }
}

/** Links that preload a picture, for whoever writes the head of a page. */
export function preloadLinks(options: Omit<PictureOptions, 'alt' | 'priority' | 'loading'>): readonly LinkAttributes[] {
  return pictureAttributes({ ...options, alt: '', priority: true }).links
}

/** With `auto` where the browser may measure, and without it where it may not. */
function sizesFor(sizes: string, loading: 'lazy' | 'eager'): string {
  const rest = sizes.replace(/^\s*auto\s*(?:,\s*|$)/i, '') || ANY_SIZE
  return loading === 'lazy' ? `auto, ${rest}` : rest
}

function listDirected({ art = [], dark, light }: PictureOptions): Source[] {
  const all = [
    ...art,
    ...(dark === undefined ? [] : [{ media: '(prefers-color-scheme: dark)', src: dark }]),
    ...(light === undefined ? [] : [{ media: '(prefers-color-scheme: light)', src: light }]),
  ]
  return all.flatMap(({ media, src }) => {
    const { src: url, w: width, h: height } = src.img
    const sources = sourcesOf(src).map(source => ({
      ...source,
      media: source.media === null ? media : whereBoth(media, source.media),
      size: source.size ?? { width, height },
    }))
    // Without its own last resort, a browser would take that of another picture.
    const isThere = sources.at(-1)?.srcset.split(/,?\s+/).includes(url)
    return isThere ? sources : [...sources, { media, type: null, srcset: url, size: { width, height } }]
  })
}

function sourceAttributes({ media, type, srcset, size }: Source, sizes: string): SourceAttributes {
  return {
    ...(media === null ? {} : { media }),
    ...(type === null ? {} : { type }),
    srcset,
    ...(isByWidth(srcset) ? { sizes } : {}),
    ...size,
  }
}

/** One link for each medium, of its first format alone: a browser would load what several name. */
function listLinks(
  directed: readonly Source[],
  own: readonly Source[],
  { img }: PictureValue,
  sizes: string,
): LinkAttributes[] {
  const last: Source = { media: null, type: null, srcset: img.src, size: null }
  const first = [...directed, ...own, last].filter(
    ({ media }, index, all) => all.findIndex(other => other.media === media) === index,
  )
  const media = first.flatMap(source => source.media ?? [])
  return first.flatMap((source, index): LinkAttributes[] => {
    const before = media.slice(0, index)
    const where = before.length === 0 ? source.media : onlyWhere(source.media, before)
    if (where === null && media.length > 0) return []
    return [linkAttributes(source, where, sizes)]
  })
}

function linkAttributes({ type, srcset }: Source, media: string | null, sizes: string): LinkAttributes {
  return {
    rel: 'preload',
    as: 'image',
    ...(type === null ? { href: srcset } : { imagesrcset: srcset, type }),
    ...(isByWidth(srcset) ? { imagesizes: sizes } : {}),
    ...(media === null ? {} : { media }),
    fetchpriority: 'high',
  }
}
