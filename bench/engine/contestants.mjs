/** Who takes part, ours first; a new peer is a file and a line here. Loaded in the process that measures it alone. */
export const CONTESTANTS = {
  'lazy-image': async () => (await import('./adapters/lazy-image.mjs')).lazyImage,
  sharp: async () => (await import('./adapters/sharp.mjs')).sharpAdapter,
  '@napi-rs/image': async () => (await import('./adapters/napi-rs-image.mjs')).napiRsImage,
  '@alberteinshutoin/lazy-image': async () => (await import('./adapters/original.mjs')).original,
}

const OURS = 'lazy-image'

/**
 * The entries of a row: ours once for each effort that the row names, and every peer of the suite.
 *
 * @param {{ efforts?: readonly string[] }} row
 * @param {readonly string[]} peers
 * @returns {{ id: string, contestant: string, effort: string | undefined }[]}
 */
export function entriesOf({ efforts }, peers) {
  const ours = efforts?.map(effort => ({ id: `${OURS} ${effort}`, contestant: OURS, effort }))
  const once = contestant => ({ id: contestant, contestant, effort: undefined })
  return [...(ours ?? [once(OURS)]), ...peers.map(once)]
}

/** Who is named, else everybody. @throws for a name that nobody has. */
export function peersNamed(names) {
  const peers = Object.keys(CONTESTANTS).filter(name => name !== OURS)
  const unknown = names.filter(name => !peers.includes(name))
  if (unknown.length > 0) throw new Error(`There is no peer ${unknown.join(', ')}; there are ${peers.join(', ')}`)
  return names.length === 0 ? peers : names
}

/** Outputs that a contestant makes of each picture; the peer that all are held against needs only its own quality. */
export function outputsOf({ outputs, peerQuality }, contestant) {
  return contestant === 'sharp' && peerQuality !== undefined
    ? outputs.filter(({ quality }) => quality === peerQuality)
    : outputs
}
