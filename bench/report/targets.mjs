/**
 * What the engine is meant to reach, against sharp at its defaults, in the same run. A target is a row of the engine's
 * suites, the entry that stands for us, and bounds; in all of them the mean SSIMULACRA2 must be no lower than sharp's.
 * A new target is a line here.
 */
export const ENGINE_TARGETS = [
  { work: 'JPEG 12 MP → jpeg 80, 1600 + 800 + 400', row: 'sizes-jpeg', cpu: 2, bytes: 0.9, butteraugli: 0 },
  { work: 'JPEG 12 MP → webp 80, the same sizes', row: 'sizes-webp', cpu: 1.3, bytes: 1.01 },
  { work: '→ avif 50, effort best', row: 'sizes-avif', entry: 'lazy-image best', cpu: 1.3, bytes: 1.02 },
  { work: '→ avif 50, effort default', row: 'sizes-avif', entry: 'lazy-image default', cpu: 3.4, bytes: 1.06 },
  { work: '→ avif 50, effort fast', row: 'sizes-avif', entry: 'lazy-image fast', cpu: 5, bytes: 1.11 },
  { work: '→ avif 50, effort draft', row: 'sizes-avif', entry: 'lazy-image draft', cpu: 40 },
  { work: '12 MP → 200 px thumbnail (jpeg)', row: 'thumbnail-jpeg', cpu: 1.5 },
  { work: 'PNG → PNG resized, photographs', row: 'png-photographs', cpu: 1, bytes: 0.8 },
  { work: 'PNG → PNG resized, graphics', row: 'png-graphics', cpu: 1, bytes: 0.9 },
]

/** The gallery's: wall of the cold build, all bytes, peak memory as a share of the peer's. */
export const GALLERY_TARGET = { gallery: 'large', wall: 4, bytes: 1, memory: 0.5 }

/** The batch within a budget of memory: its peak in bytes stays below. */
export const BATCH_TARGET = { row: 'batch-100', memoryBytes: 512_000_000 }
