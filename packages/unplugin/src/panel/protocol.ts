/** Last segments of the path below which a dev server has its panel, between slashes. */
export const PANEL_PATH = '@lazy-image/panel/'

/** Pictures that one request may ask about. */
export const PICTURES_AT_ONCE = 100

/** Pixels. */
export interface PixelSize {
  width: number
  height: number
}

/** A place that imports a picture. */
export interface PanelPlace {
  /** Relative to the project's root, with forward slashes. */
  file: string
  /** As it is written there. */
  specifier: string
  /** 1-based; null where the bundler does not know it. */
  line: number | null
  /** 1-based; null where the bundler does not know it. */
  column: number | null
}

/** What is known of an output that has been made. */
export interface MadeFacts {
  bytes: number
  /** The number that was chosen or asked for; null where nothing was lost. */
  quality: number | null
  /** SSIMULACRA2 that was reached, where one was asked for. */
  score: number | null
  /** Whether these are the source's own bytes. */
  isSource: boolean
  /** Milliseconds that encoding took, however long ago. */
  encodeMs: number | null
}

/** What the server knows of a picture behind a URL. */
export interface PictureFacts {
  /** Relative to the project's root, with forward slashes. */
  file: string
  source: PixelSize & { bytes: number; format: string }
  /** The query that asks for exactly this output, whatever the options say. */
  query: string
  format: string
  /** Null where it shows only when the picture is made. */
  size: PixelSize | null
  places: readonly PanelPlace[]
  /** Null where nobody has asked for it since the server began. */
  made: MadeFacts | null
}

/** Answer to `pictures?of=…&of=…`, URLs: one for each, null for what is none of ours. */
export interface PicturesAnswer {
  pictures: readonly (PictureFacts | null)[]
}

/** Answer to `comparison?of=…` with {@link CHANGES}: the picture as it would be, which `changed?…` then answers with. */
export interface ComparisonAnswer {
  query: string
  format: string
  size: PixelSize
  made: MadeFacts
}

/** Directives that a comparison may change, as they are written in a query. */
export const CHANGES = ['w', 'format', 'quality'] as const

export type Changes = { readonly [Name in (typeof CHANGES)[number]]?: string }
