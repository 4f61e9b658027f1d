/** Numbers about the pixels of a picture in sRGB, as sharp's `stats()` has them. */
export interface ImageStatistics {
  isOpaque: boolean
  /** Bits, of the grey levels. */
  entropy: number
  /** The middle of the fullest of 16 × 16 × 16 bins of colours; 0–255 each. */
  dominant: { r: number; g: number; b: number }
  /** Of every channel, alpha included; 0–255 each. */
  channels: { min: number; max: number; mean: number; stdev: number }[]
}

/** The engine's JSON. */
export function readStatistics(data: Uint8Array): ImageStatistics {
  return JSON.parse(new TextDecoder().decode(data)) as ImageStatistics
}
