//! ICO: its largest entry, a PNG or a bitmap with a mask.

use std::io::Cursor;

use image::codecs::ico::IcoDecoder;

use super::{Decoded, Encoded, bmp, png};
use crate::cancel::Cancel;
use crate::error::Result;
use crate::needs::Needs;
use crate::picture::Picture;
use crate::probe::SourceFormat;
use crate::probe::bmp::decoding_error;
use crate::probe::ico::{Entry, largest_entry};

pub fn decode(source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
    match largest_entry(source.bytes)? {
        Entry::Png(bytes) => png::decode(&Encoded { bytes, ..*source }, needs, cancel),
        Entry::Bitmap(icon) => {
            let format = SourceFormat::Ico;
            let decoder = IcoDecoder::new(Cursor::new(&icon[..])).map_err(|error| decoding_error(format, error))?;
            let raster = bmp::raster(format, decoder, source)?;
            Ok(Decoded { picture: Picture::still(raster, source.header.profile.clone()), scale: 1.0 })
        }
    }
}
