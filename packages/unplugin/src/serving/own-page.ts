import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a request is made by a page of the server itself, by a user, or by what is no browser: any page in the same browser
 * can ask a server on this machine for anything.
 *
 * @param isOwnOrigin of pages elsewhere that the project has named.
 */
export function isByOwnPage(headers: IncomingHttpHeaders, isOwnOrigin: (origin: URL) => boolean): boolean {
  const site = headers['sec-fetch-site']
  // `none` is a user's own doing, as with the address bar.
  if (site === 'same-origin' || site === 'none') return true
  const page = headers.origin ?? headers.referer
  // Browsers without that header name the page, and other programs have none.
  if (page === undefined) return site === undefined
  // `null` is a page that must not say where it is from.
  if (!URL.canParse(page)) return false
  const origin = new URL(page)
  return origin.host === headers.host || isOwnOrigin(origin)
}
