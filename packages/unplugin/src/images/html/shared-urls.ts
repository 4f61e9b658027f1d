import type { Asset, Chunk } from '../bundle.js'

/** Stands before a URL that is to be told as an absolute one, until it is known how the page itself names the picture. */
const MARK = '__LAZY_IMAGE_SHARED__'

const MARKED = new RegExp(`${MARK}([^"'\\s<>]*)`, 'g')

/** @param url as a bundler takes it, perhaps a token of its own. */
export function markSharedUrl(url: string): string {
  return MARK + url
}

/**
 * Makes marked URLs in the pages of a bundle absolute.
 *
 * @param siteUrl where the bundle will be, with a slash at its end.
 */
export function finishSharedUrls(bundle: Record<string, Asset | Chunk>, siteUrl: string): void {
  for (const [name, file] of Object.entries(bundle)) {
    if (file.type !== 'asset' || typeof file.source !== 'string' || !file.source.includes(MARK)) continue
    const page = new URL(name, siteUrl)
    file.source = file.source.replaceAll(MARKED, (_, url: string) => new URL(url, page).href)
  }
}
