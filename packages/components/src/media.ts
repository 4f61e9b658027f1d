/** One condition or several joined by `and` or `or`, without a media type; parentheses are written `_`. */
const CONDITION = /^(?:not\s+)?_(?:\s+(?:and|or)\s+_)*$/i

function flatten(media: string): string {
  let flat = media.trim()
  while (/\([^()]*\)/.test(flat)) flat = flat.replaceAll(/\([^()]*\)/g, '_')
  return flat
}

/** Whether a media query is a condition that others can be made of. A list of queries is none. */
function isCondition(media: string): boolean {
  return CONDITION.test(flatten(media))
}

/** As a part of a longer condition. Browsers learnt later to read parentheses around a single one. */
function grouped(media: string): string {
  return flatten(media) === '_' ? media : `(${media})`
}

/**
 * A media query for where one holds and none of those before it.
 *
 * @param media null for everywhere.
 * @returns null where the queries are such that no other can be made of them.
 */
export function onlyWhere(media: string | null, before: readonly string[]): string | null {
  const all = media === null ? before : [...before, media]
  if (!all.every(isCondition)) return null
  const excluded = before.map(other => `(not ${grouped(other)})`)
  return [...excluded, ...(media === null ? [] : [grouped(media)])].join(' and ')
}

/**
 * A media query for where two hold.
 *
 * @throws {RangeError} when it cannot be written.
 */
export function whereBoth(media: string, other: string): string {
  if (isCondition(media) && isCondition(other)) return `${grouped(media)} and ${grouped(other)}`
  throw new RangeError(
    `art direction must be by media conditions such as (max-width: 600px) where the picture has sources with media itself, but received "${media}" and "${other}"`,
  )
}
