/** One condition or several joined by `and` or `or`, without a media type; parentheses are written `_`. */
const CONDITION = /^(?:not\s+)?_(?:\s+(?:and|or)\s+_)*$/i

/**
 * A media query for where one holds and none of those before it. `@lazy-image/components`, which runs in pages and stands on
 * nothing of ours, has the same; a test holds the two together.
 *
 * @param media null for everywhere.
 * @returns null where the queries are such that no other can be made of them: a list of them, one with a media type.
 */
export function onlyWhere(media: string | null, before: readonly string[]): string | null {
  const own = media === null ? [] : [media]
  if (![...before, ...own].every(query => CONDITION.test(flatten(query)))) return null
  return [...before.map(query => `(not ${grouped(query)})`), ...own.map(grouped)].join(' and ')
}

/** As a part of a longer condition. Browsers learnt later to read parentheses around a single one. */
function grouped(media: string): string {
  return flatten(media) === '_' ? media : `(${media})`
}

function flatten(media: string): string {
  let flat = media.trim()
  while (/\([^()]*\)/.test(flat)) flat = flat.replaceAll(/\([^()]*\)/g, '_')
  return flat
}
