import type { WirePhotoMetadata } from '@lazy-image/native'
import type { PhotoMetadata } from '../plan/photo-metadata.js'

/** What the engine found, with null for what is not said. */
export function photoMetadataOf(photo: WirePhotoMetadata): PhotoMetadata {
  const { position } = photo
  return {
    date: photo.date ?? null,
    camera: cameraOf(photo),
    make: photo.make ?? null,
    model: photo.model ?? null,
    lens: photo.lens ?? null,
    focalLength: photo.focalLength ?? null,
    aperture: photo.aperture ?? null,
    exposureTime: photo.exposureTime ?? null,
    iso: photo.iso ?? null,
    title: photo.title ?? null,
    caption: photo.caption ?? null,
    creators: photo.creators,
    copyright: photo.copyright ?? null,
    rating: photo.rating ?? null,
    keywords: photo.keywords,
    position: position === undefined ? null : { ...position, altitude: position.altitude ?? null },
  }
}

/** Many models begin with their make, or with its first word. */
function cameraOf({ make, model }: WirePhotoMetadata): string | null {
  if (make === undefined || model === undefined) return model ?? make ?? null
  const [brand = make] = make.split(' ')
  return model.toLowerCase().startsWith(brand.toLowerCase()) ? model : `${make} ${model}`
}
