/**
 * What a photograph says of itself, in EXIF, XMP and IPTC. All of it is a stranger's: bounded and without control
 * characters, but not escaped.
 */
export interface PhotoMetadata {
  /** When it was taken: ISO 8601, as exact as it is said, with the offset from UTC where that is said. */
  readonly date: string | null
  /** Make and model, as people name a camera. */
  readonly camera: string | null
  readonly make: string | null
  readonly model: string | null
  readonly lens: string | null
  /** Millimetres. */
  readonly focalLength: number | null
  /** The f-number. */
  readonly aperture: number | null
  /** Seconds. */
  readonly exposureTime: number | null
  /** Sensitivity. */
  readonly iso: number | null
  readonly title: string | null
  readonly caption: string | null
  readonly creators: readonly string[]
  readonly copyright: string | null
  /** -1 for rejected, up to 5. */
  readonly rating: number | null
  readonly keywords: readonly string[]
  /** Where it was taken. */
  readonly position: PhotoPosition | null
}

export interface PhotoPosition {
  /** Degrees north, -90 to 90. */
  readonly latitude: number
  /** Degrees east, -180 to 180. */
  readonly longitude: number
  /** Metres above sea level. */
  readonly altitude: number | null
}
