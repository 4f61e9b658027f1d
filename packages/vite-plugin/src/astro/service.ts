// Astro's bundler makes this part of a site's server; the engine, which is no JavaScript, stays where it is installed.
// @ts-expect-error: Astro's own, which is there where Astro reads this.
import { baseService } from 'astro/assets'
import type { AstroBaseService, AstroImageConfig, AstroTransform } from './astro-assets.js'

type Engine = typeof import('./engine.js')

const ENGINE = '@lazy-image/vite-plugin/astro/engine'
const base: AstroBaseService = baseService
let engine: Promise<Engine> | undefined

/** A local image service. */
const service = {
  ...base,
  // Astro keeps what was made under the names of files: another engine or other settings make other files.
  propertiesToHash: [...(base.propertiesToHash ?? []), 'madeBy'],
  async validateOptions(options: AstroTransform, config: AstroImageConfig, ...more: unknown[]) {
    const { fingerprintOf } = await load()
    return { ...(await base.validateOptions(options, config, ...more)), madeBy: fingerprintOf(config) }
  },
  getHTMLAttributes({ madeBy: _, ...options }: AstroTransform & { madeBy?: string }, ...more: unknown[]) {
    return base.getHTMLAttributes(options, ...more)
  },
  async transform(bytes: Uint8Array, transform: AstroTransform, config: AstroImageConfig) {
    const { transformImage } = await load()
    return transformImage(bytes, transform, config)
  },
}

function load(): Promise<Engine> {
  engine ??= import(/* @vite-ignore */ ENGINE) as Promise<Engine>
  return engine
}

export default service
