/**
 * What the engine is meant to reach, against sharp at its defaults, in the same run. A target is a row of the engine's
 * suites, the entry that stands for us, and bounds; in all of them the mean SSIMULACRA2 must be no lower than sharp's,
 * where it is judged. A new target is a line here.
 */
export const ENGINE_TARGETS = [
  { work: 'JPEG 12 MP → jpeg 80, 1600 + 800 + 400', row: 'sizes-jpeg', cpu: 2, bytes: 0.9, butteraugli: 0 },
  { work: 'JPEG 12 MP → webp 80, the same sizes', row: 'sizes-webp', cpu: 1.3, bytes: 1 },
  { work: '→ avif 50, effort best', row: 'sizes-avif', entry: 'lazy-image best', cpu: 1.3, bytes: 1.02 },
  { work: '→ avif 50, effort default', row: 'sizes-avif', entry: 'lazy-image default', cpu: 3.4, bytes: 1.06 },
  { work: '→ avif 50, effort fast', row: 'sizes-avif', entry: 'lazy-image fast', cpu: 5, bytes: 1.11 },
  { work: '→ avif 50, effort draft', row: 'sizes-avif', entry: 'lazy-image draft', cpu: 40 },
  { work: '12 MP → 200 px thumbnail (jpeg)', row: 'thumbnail-jpeg', cpu: 1.5 },
  { work: 'PNG → PNG resized, photographs', row: 'png-photographs', cpu: 1.3, bytes: 0.8 },
  { work: 'PNG → PNG resized, drawings', row: 'png-graphics', cpu: 1, bytes: 0.9 },
  { work: 'GIF of a photograph → GIF', row: 'animation-photograph-gif', bytes: 1 },
  { work: 'GIF of a drawing → GIF', row: 'animation-drawing-gif', bytes: 1 },
  { work: 'GIF of a photograph → animated WebP', row: 'animation-photograph-webp', bytes: 1 },
  { work: 'GIF of a drawing → animated WebP', row: 'animation-drawing-webp', bytes: 1 },
]

/** The cold build of a gallery: CPU, all bytes and each format's as shares of the peer's, peak memory likewise. */
export const GALLERY_TARGETS = [
  { side: /^lazy-image$/, cpu: 4.2 },
  { side: /libaom (?:3\.1[4-9]|[4-9])/, cpu: 5 },
].map(target => ({ ...target, bytes: 1, formatBytes: 1.02, memory: 0.5 }))

/** Rows of memory alone. */
export const MEMORY_TARGETS = [
  { work: '100 photos of 12 MP, 512 MB budget', row: 'batch-100', mostBytes: 512_000_000 },
  { work: '100 photos of 24 MP, default options', row: 'memory-batch-24', shareOfPeer: 1 / 3 },
  /** Half of the 188 MB above the process at rest that it was before rows went from the decoder to the resizers. */
  { work: 'one photograph of 48 MP, all decoded, three WebP', row: 'memory-single-48', mostBytesAtWork: 94_000_000 },
]

/** Builds in control groups: none is killed, and the process stays below the limit. */
export const LIMITED_TARGET = { side: 'lazy-image' }

/** CPU of one more picture, and peak memory, where there are ten times as many. */
export const GROWTH_TARGET = { from: 1000, to: 10_000, each: 1.1, peak: 1.25 }

/** Means at the same number over pictures that no table was fitted on, and outputs that are worse or larger by much. */
export const SPREAD_TARGET = { group: 'held-out', ssimulacra2: 0, bytes: 1, outliers: 0 }
