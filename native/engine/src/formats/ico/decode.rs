//! ICO: its largest entry, a PNG or a bitmap with a mask.

use std::io::Cursor;

use image::codecs::ico::IcoDecoder;

use crate::cancel::Cancel;
use crate::error::Result;
use crate::formats::bmp::decode::raster;
use crate::formats::bmp::probe::decoding_error;
use crate::formats::ico::probe::{Entry, largest_entry};
use crate::formats::png::decode::decode as decode_png;
use crate::kinds::format::Needs;
use crate::kinds::format::{Decoded, Encoded};
use crate::kinds::header::SourceFormat;
use crate::picture::Picture;

pub fn decode(source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
    match largest_entry(source.bytes)? {
        Entry::Png(bytes) => decode_png(&Encoded { bytes, ..*source }, needs, cancel),
        Entry::Bitmap(icon) => {
            let format = SourceFormat::Ico;
            let decoder = IcoDecoder::new(Cursor::new(&icon[..])).map_err(|error| decoding_error(format, error))?;
            let raster = raster(format, decoder, source)?;
            Ok(Decoded {
                picture: Picture::still(raster, source.header.profile.clone()),
                scale: 1.0,
                faults: Vec::new(),
            })
        }
    }
}
