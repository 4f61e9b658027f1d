/** What is used of Astro's own. Its types are told here: installing them would bring all of Astro. */
export interface AstroImageConfig {
  service: { config: unknown }
  dangerouslyProcessSVG?: boolean
}

/** What a page or a URL asks for; pages say more than this, which becomes attributes. */
export interface AstroTransform {
  /** The URL of the image, or an image that was imported. */
  src: unknown
  width?: number | undefined
  height?: number | undefined
  /** As `webp`; where none is said, the source decides. */
  format?: string | undefined
  /** 1–100 or one of Astro's words; a number may come as text. */
  quality?: number | string | null | undefined
  fit?: string | null | undefined
  position?: string | undefined
  background?: string | undefined
}

/** `baseService` of `astro/assets`: what a local image service does but to transform. */
export interface AstroBaseService {
  propertiesToHash?: string[]
  validateOptions(options: AstroTransform, ...more: unknown[]): AstroTransform | Promise<AstroTransform>
  getHTMLAttributes(options: AstroTransform, ...more: unknown[]): Record<string, unknown>
}
