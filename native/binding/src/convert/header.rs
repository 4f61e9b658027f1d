use lazy_image_engine::{ColourProfile, ColourSpace, GainMapHeader, ImageHeader};

use super::error;
use crate::wire::{WireColourSpace, WireGainMap, WireHeader, WireProbeResult};

pub fn probe_result(result: lazy_image_engine::Result<(ImageHeader, Option<String>)>) -> WireProbeResult {
    match result {
        Ok((header, content_hash)) => WireProbeResult {
            error: None,
            header: Some(to_wire(&header)),
            content_hash,
            warnings: Some(header.faults.into_iter().map(error::to_wire).collect()),
        },
        Err(error) => {
            WireProbeResult { error: Some(error::to_wire(error)), header: None, content_hash: None, warnings: None }
        }
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
