//! JPEG through libjpeg-turbo, row by row, Huffman or arithmetic coded, scaled in the DCT domain when the outputs allow it.

use super::library::{Damage, Decoder, Report};
use crate::colour::cmyk;
use crate::colour::cmyk::Polarity;
use crate::error::{EngineError, Result};
use crate::kinds::format::{Decoded, Encoded, Needs, Rows};
use crate::kinds::header::ImageHeader;
use crate::picture::Picture;
use crate::picture::{ColourProfile, ColourSpace};
use crate::pixels::{Channels, Raster};

/// The resampler must still see this many decoded pixels for each pixel it writes, along each side; below two,
/// the scaled DCT's own filter becomes visible.
const PIXELS_PER_OUTPUT_PIXEL: f64 = 2.0;

pub fn decode(source: &Encoded, needs: &Needs) -> Result<Decoded> {
    let header = source.header;
    let mut reader = JpegRows::open(source, needs)?;
    let (width, height) = reader.size;
    let mut pixels = Raster::<u8>::allocate(width, height, reader.channels)?;
    reader.read(&mut pixels.samples)?;
    let faults = Box::new(reader).finish()?;
    let mut profile = header.profile.clone();
    if header.colour_space == ColourSpace::Cmyk {
        // Programs that write inks follow Adobe, whether they say so or not: it is how every viewer shows them.
        pixels = cmyk::to_srgb(&pixels.samples, pixels.width, pixels.height, &profile, Polarity::PaperIsMost)?;
        profile = ColourProfile::Unspecified;
    }
    Ok(Decoded { picture: Picture::still(pixels, profile), scale: scale_for(needs), faults })
}

/// Whether a picture's samples are its colours: inks are converted as a whole.
pub fn has_rows(header: &ImageHeader) -> bool {
    header.colour_space != ColourSpace::Cmyk
}

pub fn rows<'a>(source: &Encoded<'a>, needs: &Needs) -> Option<Result<Box<dyn Rows + 'a>>> {
    if !has_rows(source.header) {
        return None;
    }
    Some(JpegRows::open(source, needs).map(|rows| Box::new(rows) as _))
}

struct JpegRows<'a> {
    decoder: Decoder<'a>,
    size: (u32, u32),
    channels: Channels,
    scale: f64,
}

impl<'a> JpegRows<'a> {
    fn open(source: &Encoded<'a>, needs: &Needs) -> Result<Self> {
        let header = source.header;
        if header.bit_depth != 8 {
            return Err(EngineError::unsupported(format!(
                "a JPEG with {} bits a sample; 8 are read",
                header.bit_depth
            )));
        }
        // Four inks fit where red, green, blue and alpha do.
        let channels = match header.colour_space {
            ColourSpace::Gray => Channels::Gray,
            ColourSpace::Rgb => Channels::Rgb,
            ColourSpace::Cmyk => Channels::Rgba,
        };
        let shrink = shrink_for(needs.scale);
        let size = (header.width.div_ceil(shrink), header.height.div_ceil(shrink));
        Ok(Self {
            decoder: Decoder::open(source.bytes, size, channels, shrink)?,
            size,
            channels,
            scale: scale_for(needs),
        })
    }
}

impl Rows for JpegRows<'_> {
    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn channels(&self) -> Channels {
        self.channels
    }

    fn scale(&self) -> f64 {
        self.scale
    }

    fn read(&mut self, rows: &mut [u8]) -> Result<()> {
        self.decoder.read(rows);
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<EngineError>> {
        let report = self.decoder.finish();
        let faults = faults_of(&report);
        if report.rows == 0 {
            return Err(faults.into_iter().next_back().unwrap_or_else(|| EngineError::corrupt("JPEG: it has no rows")));
        }
        Ok(faults)
    }
}

pub fn scale_for(needs: &Needs) -> f64 {
    1.0 / f64::from(shrink_for(needs.scale))
}

/// How many times smaller the picture may be decoded, 1, 2, 4 or 8, so that an output of this scale keeps its quality.
fn shrink_for(scale: f64) -> u32 {
    let spare = 1.0 / scale;
    [8, 4, 2].into_iter().find(|factor| spare >= f64::from(*factor) * PIXELS_PER_OUTPUT_PIXEL).unwrap_or(1)
}

/// Repairs first, then what cost pixels.
fn faults_of(report: &Report) -> Vec<EngineError> {
    const REPAIRS: [(Damage, &str); 5] = [
        (Damage::ScanHeader, "jpeg-scan-header"),
        (Damage::AdobeTransform, "jpeg-adobe-transform"),
        (Damage::ScanOrder, "jpeg-scan-order"),
        (Damage::ExtraBytes, "jpeg-extra-bytes"),
        (Damage::EndMarker, "jpeg-end-marker"),
    ];
    let mut faults: Vec<EngineError> = REPAIRS
        .into_iter()
        .filter(|(damage, _)| report.has(*damage))
        .map(|(_, repair)| EngineError::repaired(repair))
        .collect();
    let message = &report.message;
    if report.has(Damage::CutShort) {
        let words = if message.is_empty() { "scans are missing" } else { message };
        faults.push(EngineError::truncated(format!("the JPEG ends before its image data does ({words})")));
    } else if report.has(Damage::BrokenData) || !report.finished {
        faults.push(EngineError::corrupt(format!("JPEG: {message}")));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_output_pixel_keeps_two_decoded_ones() {
        for (width, expected) in [(2001, 1), (1001, 1), (1000, 2), (501, 2), (500, 4), (250, 8), (10, 8)] {
            assert_eq!(shrink_for(f64::from(width) / 4000.0), expected, "{width} of 4000");
        }
    }
}
