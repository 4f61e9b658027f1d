use lazy_image_engine::PhotoMetadata;

use crate::wire::{WirePhotoMetadata, WirePhotoPosition};

pub fn to_wire(photo: PhotoMetadata) -> WirePhotoMetadata {
    WirePhotoMetadata {
        date: photo.date,
        make: photo.make,
        model: photo.model,
        lens: photo.lens,
        focal_length: photo.focal_length,
        aperture: photo.aperture,
        exposure_time: photo.exposure_time,
        iso: photo.iso,
        title: photo.title,
        caption: photo.caption,
        creators: photo.creators,
        copyright: photo.copyright,
        rating: photo.rating,
        keywords: photo.keywords,
        position: photo.position.map(|position| WirePhotoPosition {
            latitude: position.latitude,
            longitude: position.longitude,
            altitude: position.altitude,
        }),
    }
}
