/** What an import with `as=picture` evaluates to, with or without art direction of a preset. */
export interface PictureValue {
  /** A `srcset` by format in the order of the query, or `source` elements, each perhaps for some screens only. */
  readonly sources: Readonly<Record<string, string | undefined>> | readonly DirectedSource[]
  /** URL, width and height in pixels of the widest image of the last format. */
  readonly img: { readonly src: string; readonly w: number; readonly h: number }
  /** What the query says. */
  readonly sizes?: string | undefined
  /** What the query's `placeholder` comes to. */
  readonly placeholder?: string | number | readonly string[] | undefined
}

export interface DirectedSource {
  /** A media query. */
  readonly media?: string | undefined
  /** Such as `image/avif`. */
  readonly type: string
  readonly srcset: string
  /** Width and height in pixels of its widest image. */
  readonly w?: number | undefined
  readonly h?: number | undefined
}

/** The first source that a browser may choose from, for preloading; and those that stand beside it. */
export interface Source {
  readonly media: string | null
  readonly type: string | null
  readonly srcset: string
  /** Pixels; null where they are those of the `img`. */
  readonly size: { readonly width: number; readonly height: number } | null
}

/** The `source` elements of a value. */
export function sourcesOf({ sources }: PictureValue): Source[] {
  if (isList(sources)) {
    return sources.map(({ media, type, srcset, w, h }) => ({
      media: media ?? null,
      type,
      srcset,
      size: w === undefined || h === undefined ? null : { width: w, height: h },
    }))
  }
  return Object.entries(sources).flatMap(([format, srcset]) =>
    srcset === undefined ? [] : [{ media: null, type: `image/${format}`, srcset, size: null }],
  )
}

/** `Array.isArray` does not tell a readonly list from the rest. */
function isList(sources: PictureValue['sources']): sources is readonly DirectedSource[] {
  return Array.isArray(sources)
}

/** Whether it is widths that tell the candidates of a `srcset` apart. */
export function isByWidth(srcset: string): boolean {
  return /\s\d+w(?:,|$)/.test(srcset)
}
