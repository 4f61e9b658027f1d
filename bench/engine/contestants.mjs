/** Who takes part, ours first; a new peer is a file and a line here. Loaded in the process that measures it alone. */
export const CONTESTANTS = {
  'lazy-image': async () => (await import('./adapters/lazy-image.mjs')).lazyImage,
  sharp: async () => (await import('./adapters/sharp.mjs')).sharpAdapter,
  '@napi-rs/image': async () => (await import('./adapters/napi-rs-image.mjs')).napiRsImage,
  '@alberteinshutoin/lazy-image': async () => (await import('./adapters/original.mjs')).original,
}

/**
 * The entries of a row: everybody of the suite once, ours once for each effort that the row names.
 *
 * @returns {{ id: string, contestant: string, effort: string | undefined }[]}
 */
export function entriesOf({ efforts }, { contestants = Object.keys(CONTESTANTS) }) {
  return contestants.flatMap(contestant =>
    contestant === 'lazy-image' && efforts !== undefined
      ? efforts.map(effort => ({ id: `${contestant} ${effort}`, contestant, effort }))
      : [{ id: contestant, contestant, effort: undefined }],
  )
}

/** Outputs that a contestant makes of each picture; the peer that all are held against needs only its own quality. */
export function outputsOf({ outputs, peerQuality }, contestant) {
  return contestant === 'sharp' && peerQuality !== undefined
    ? outputs.filter(({ quality }) => quality === peerQuality)
    : outputs
}
