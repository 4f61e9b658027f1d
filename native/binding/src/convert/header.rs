use lazy_image_engine::{ColourProfile, ColourSpace, GainMapHeader, ImageHeader, PhotoMetadata, Result};

use super::{error, photo};
use crate::wire::{WireColourSpace, WireGainMap, WireHeader, WireProbeResult};

/// What is told of one source.
pub struct Probed {
    pub header: ImageHeader,
    /// When asked for.
    pub content_hash: Option<String>,
    /// When asked for.
    pub photo: Option<PhotoMetadata>,
}

pub fn probe_result(result: Result<Probed>) -> WireProbeResult {
    match result {
        Ok(Probed { header, content_hash, photo }) => WireProbeResult {
            error: None,
            header: Some(to_wire(&header)),
            content_hash,
            photo: photo.map(photo::to_wire),
            warnings: Some(header.faults.into_iter().map(error::to_wire).collect()),
        },
        Err(error) => WireProbeResult {
            error: Some(error::to_wire(error)),
            header: None,
            content_hash: None,
            photo: None,
            warnings: None,
        },
    }
}

fn to_wire(header: &ImageHeader) -> WireHeader {
    let (oriented_width, oriented_height) = header.upright_size();
    WireHeader {
        format: header.format.as_str().to_owned(),
        stored_width: header.width,
        stored_height: header.height,
        oriented_width,
        oriented_height,
        orientation: header.orientation.to_exif().into(),
        colour_space: match header.colour_space {
            ColourSpace::Gray => WireColourSpace::Gray,
            ColourSpace::Rgb => WireColourSpace::Rgb,
            ColourSpace::Cmyk => WireColourSpace::Cmyk,
        },
        has_alpha: header.has_alpha,
        has_profile: matches!(header.profile, ColourProfile::Icc(_)),
        bit_depth: header.bit_depth.into(),
        is_progressive: header.is_progressive,
        frames: header.frames,
        loops: header.loops,
        quality: header.quality.map(u32::from),
        gain_map: header.gain_map.as_ref().map(gain_map),
    }
}

fn gain_map(map: &GainMapHeader) -> WireGainMap {
    WireGainMap {
        width: map.width,
        height: map.height,
        channels: map.channels.into(),
        min_headroom: map.metadata.base_headroom.value(),
        max_headroom: map.metadata.alternate_headroom.value(),
    }
}
