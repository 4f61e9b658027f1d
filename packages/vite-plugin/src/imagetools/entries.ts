import type { ImageConfig } from './options.js'
import type { OutputFormat } from './processed-image.js'

/** An id, path and query, as a URL; a hash sign is part of it. */
export function parseURL(rawURL: string): URL {
  return new URL(rawURL.replaceAll('#', '%23'), 'file://')
}

/** The keys of a query with their values; what holds a colon, as `as=metadata:width;height` does, is no list. */
export function extractEntries(searchParams: URLSearchParams): [key: string, values: string[]][] {
  return [...searchParams].map(([key, text]) => [key, text.includes(':') ? [text] : text.split(';')])
}

/** Every value of each key with every other: an output each. Names of formats and `as` ask for no outputs. */
export function resolveConfigs(
  entries: [key: string, values: string[]][],
  outputFormats: Readonly<Record<string, OutputFormat>>,
): ImageConfig[] {
  let configs: ImageConfig[] = [{}]
  for (const [key, values] of entries) {
    if (key === 'as' || key in outputFormats) continue
    configs = configs.flatMap(config => values.map(value => ({ ...config, [key]: value })))
  }
  return configs
}
