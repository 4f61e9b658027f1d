import { createHash } from 'node:crypto'

/** A longer name is a hash. */
const MOST_CHARACTERS = 120

/** Where a store keeps an entry; the two characters let it be listed and cleaned in parts. */
export function entryName(key: string): string {
  return `v1/${key.slice(0, 2)}/${key}`
}

/** Where a store keeps what the last builds of a branch had. */
export function refName(project: string, branch: string): string {
  return `refs/${asSegment(project)}/${asSegment(branch)}.json`
}

/** The lease on all outputs of a source. */
export function leaseName(contentHash: string): string {
  return `leases/${asSegment(contentHash)}`
}

/** A text as one segment of a path, a different one for each. */
function asSegment(text: string): string {
  const segment = text.replace(/[^A-Za-z0-9-]/gu, character =>
    [...Buffer.from(character)].map(byte => `_${byte.toString(16).padStart(2, '0')}`).join(''),
  )
  return segment.length > MOST_CHARACTERS ? createHash('sha256').update(text).digest('hex') : segment
}
