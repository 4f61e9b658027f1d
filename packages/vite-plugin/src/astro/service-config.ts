import type { OutputOptions, ResizeOptions } from '@lazy-image/unplugin/engine'

/** What can be said of all images. Astro hands it on as JSON. */
export interface ServiceConfig {
  /** How much time encoders may take to make files smaller. Default `default`. */
  effort?: OutputOptions['effort']
  /** The resampling filter. Default `lanczos3`. */
  kernel?: ResizeOptions['kernel']
}
