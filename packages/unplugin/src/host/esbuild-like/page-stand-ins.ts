/** Bun leaves what is somewhere else as it is; nobody is ever there. */
const ORIGIN = 'https://lazy-image.invalid/'

/** The same for URLs that are to be absolute. */
const SHARED = `${ORIGIN}shared/`

const STAND_IN = new RegExp(`${ORIGIN.replaceAll('.', '\\.')}(shared/)?([0-9a-f]{32})`, 'g')

const CARRIER = /<link rel="icon" href="([^"]*)" data-lazy-image="([0-9a-f]{32})">/g

/** What stands in a page for the URL of an output until that is known. */
export function standIn(key: string): string {
  return ORIGIN + key
}

/** The same for a URL that others read apart from the page. */
export function standInShared(url: string): string {
  return url.replace(ORIGIN, SHARED)
}

/** A page with an element for each file that it refers to, whose URL Bun writes. */
export function addCarriers(html: string, keys: Iterable<string>): string {
  return html + [...keys].map(key => `<link rel="icon" href="lazy-image:${key}" data-lazy-image="${key}">`).join('')
}

/**
 * A page with URLs in place of what stood in for them.
 *
 * @param pageUrl where the page will be, for URLs that are to be absolute; null where that is not known.
 */
export function replaceStandIns(html: string, pageUrl: string | null): string {
  const urls = new Map([...html.matchAll(CARRIER)].map(([, url = '', key = '']) => [key, url]))
  return html.replaceAll(CARRIER, '').replaceAll(STAND_IN, (whole, shared: string | undefined, key: string) => {
    const url = urls.get(key)
    if (url === undefined) return whole
    return shared === undefined || pageUrl === null ? url : new URL(url, pageUrl).href
  })
}
