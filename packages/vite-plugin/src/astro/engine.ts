import { engineInfo, ImageEngine, LazyImageError, type OutputFormat } from '@lazy-image/unplugin/engine'
import type { AstroImageConfig, AstroTransform } from './astro-assets.js'
import { qualityOf, resizeOf } from './read-transform.js'
import type { ServiceConfig } from './service-config.js'

/** What decides the bytes of an image beside itself and what a page asks for: it is part of the names of files. */
export function fingerprintOf({ service }: AstroImageConfig): string {
  return JSON.stringify([engineInfo().fingerprint, configIn(service)])
}

/**
 * Makes an image that a page asks for.
 *
 * @returns the bytes, and the format as Astro calls it.
 * @throws {LazyImageError} for what cannot be read, and for what Astro and we do not take.
 */
export async function transformImage(
  bytes: Uint8Array,
  transform: AstroTransform,
  config: AstroImageConfig,
): Promise<{ data: Uint8Array; format: string }> {
  const image = ImageEngine.from(bytes)
  const { format: source } = await image.inspect()
  const wanted = transform.format ?? (source === 'svg' ? 'svg' : 'webp')
  // A drawing stays one, and nothing else becomes one: Astro has either shipped as it is.
  if (wanted === 'svg') return { data: bytes, format: source }
  if (source === 'svg' && config.dangerouslyProcessSVG !== true) {
    throw new LazyImageError(
      'FEATURE_UNSUPPORTED',
      `${String(transform.src)} is a drawing, which Astro leaves as it is: ask for format="svg", or allow other formats by image.dangerouslyProcessSVG`,
    )
  }
  const { effort, kernel } = configIn(config.service)
  const format = wanted as OutputFormat
  const resize = resizeOf(transform, kernel)
  const resized = resize === null ? image : image.resize(resize)
  const { background } = transform
  const made = background === undefined ? resized : resized.flatten(background)
  const data = await made.toBuffer(format, qualityOf(transform, format), effort === undefined ? {} : { effort })
  return { data, format: wanted }
}

function configIn(service: AstroImageConfig['service']): ServiceConfig {
  return (service.config ?? {}) as ServiceConfig
}
