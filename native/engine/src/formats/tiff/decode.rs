//! TIFF's first picture: strips or tiles, interleaved or in planes, every compression of the `tiff` crate.

use std::io::{Read, Seek};

use tiff::decoder::Decoder;
use tiff::tags::{CompressionMethod, Tag};

use crate::colour::cmyk;
use crate::error::{EngineError, Result};
use crate::formats::tiff::file::{PatchedFile, check_jpeg_chunks, open};
use crate::formats::tiff::probe::{Alpha, Photometric, PixelLayout, decoding_error, pixel_layout};
use crate::formats::tiff::{packed_bits, ycbcr};
use crate::kinds::format::Needs;
use crate::kinds::format::{Decoded, Encoded};
use crate::picture::ColourProfile;
use crate::picture::Picture;
use crate::pixels::{Channels, Pixels, Raster, Sample, narrow, zeroed};

pub fn decode(source: &Encoded, needs: &Needs) -> Result<Decoded> {
    let Encoded { bytes, header, limits } = *source;
    let mut decoder = open(PatchedFile::unchanged(bytes), limits)?;
    let layout = pixel_layout(&mut decoder)?;
    if matches!(layout.photometric, Photometric::WhiteIsZero | Photometric::Palette) {
        // The library refuses palettes, and inverts in some layouts only: as plain grey it reads all of them.
        decoder = open(PatchedFile::as_gray(bytes)?, limits)?;
    }
    if layout.compression == CompressionMethod::ModernJPEG {
        check_jpeg_chunks(&mut decoder, bytes, limits)?;
    }
    let size = (header.width, header.height);
    let pixels = if layout.bits == 16 {
        let mut wide = Samples::<u16>::read(&mut decoder, size, &layout)?;
        if layout.photometric == Photometric::WhiteIsZero {
            wide.invert_colours(1);
        }
        match layout.photometric {
            Photometric::Cmyk => Pixels::Eight(wide.narrow()?.mix_inks(&layout, &header.profile)?),
            photometric => {
                let mut raster = wide.pick(photometric == Photometric::Rgb, layout.alpha)?;
                straighten(&mut raster, layout.alpha);
                if needs.wide { Pixels::Sixteen(raster) } else { Pixels::Eight(raster.narrow()?) }
            }
        }
    } else {
        let samples = Samples::<u8>::read(&mut decoder, size, &layout)?;
        Pixels::Eight(samples.colours(&mut decoder, &layout, &header.profile)?)
    };
    // Inks have been mixed by their profile; the others keep theirs.
    let profile =
        if layout.photometric == Photometric::Cmyk { ColourProfile::Unspecified } else { header.profile.clone() };
    Ok(Decoded { picture: Picture::still(pixels, profile), scale: 1.0, faults: Vec::new() })
}

fn straighten<S: Sample>(raster: &mut Raster<S>, alpha: Alpha) {
    if alpha == Alpha::Multiplied {
        raster.unmultiply();
    }
}

/// Interleaved samples as the file has them.
struct Samples<S> {
    width: u32,
    height: u32,
    per_pixel: usize,
    data: Vec<S>,
}

/// A depth that the library writes as the machine's own bytes.
trait Stored: Sample {
    fn bytes_of(samples: &mut [Self]) -> &mut [u8];
}

impl Stored for u8 {
    fn bytes_of(samples: &mut [Self]) -> &mut [u8] {
        samples
    }
}

impl Stored for u16 {
    fn bytes_of(samples: &mut [Self]) -> &mut [u8] {
        // SAFETY: every bit pattern is a valid u8 and a valid u16, and a u8's alignment is less than a u16's.
        let (_, bytes, _) = unsafe { samples.align_to_mut::<u8>() };
        bytes
    }
}

impl<S: Stored> Samples<S> {
    fn read<R: Read + Seek>(decoder: &mut Decoder<R>, size: (u32, u32), layout: &PixelLayout) -> Result<Self> {
        let (width, height) = size;
        let pixels = u64::from(width) * u64::from(height);
        let per_pixel = usize::from(layout.samples);
        let planes = decoder.image_buffer_layout().map_err(decoding_error)?.planes;
        if planes > 1 && planes < per_pixel {
            return Err(EngineError::corrupt(format!("TIFF: {planes} planes for {per_pixel} samples a pixel")));
        }
        // Below 8 bits, rows are packed and end with a whole byte.
        let stored = match layout.bits {
            8 | 16 => pixels * per_pixel.max(planes) as u64,
            bits => (u64::from(width) * u64::from(bits)).div_ceil(8) * u64::from(height),
        };
        let out_of_memory = || EngineError::out_of_memory(format!("{width}×{height} pixels of a TIFF"));
        let mut data = usize::try_from(stored).ok().and_then(zeroed::<S>).ok_or_else(out_of_memory)?;
        decoder.read_image_bytes(S::bytes_of(&mut data)).map_err(decoding_error)?;
        if planes > 1 {
            data = interleave(&data, pixels as usize, per_pixel).ok_or_else(out_of_memory)?;
        }
        Ok(Self { width, height, per_pixel, data })
    }

    fn invert_colours(&mut self, colours: usize) {
        for pixel in self.data.chunks_exact_mut(self.per_pixel) {
            for sample in &mut pixel[..colours] {
                *sample = S::from_u32(S::MOST.to_u32() - sample.to_u32());
            }
        }
    }

    /// The colours and the alpha; samples of other meaning are left behind.
    fn pick(self, rgb: bool, alpha: Alpha) -> Result<Raster<S>> {
        let channels = Channels::new(!rgb, alpha != Alpha::None);
        let Self { width, height, per_pixel, data } = self;
        if per_pixel == channels.count() {
            return Ok(Raster { width, height, channels, samples: data });
        }
        let mut raster = Raster::allocate(width, height, channels)?;
        for (to, from) in raster.pixels_mut().zip(data.chunks_exact(per_pixel)) {
            to.copy_from_slice(&from[..to.len()]);
        }
        Ok(raster)
    }
}

impl Samples<u16> {
    fn narrow(self) -> Result<Samples<u8>> {
        let Self { width, height, per_pixel, data } = self;
        let mut eight = zeroed::<u8>(data.len())
            .ok_or_else(|| EngineError::out_of_memory(format!("{width}×{height} pixels of a TIFF")))?;
        for (to, from) in eight.iter_mut().zip(data) {
            *to = narrow(from);
        }
        Ok(Samples { width, height, per_pixel, data: eight })
    }
}

impl Samples<u8> {
    fn colours<R: Read + Seek>(
        mut self,
        decoder: &mut Decoder<R>,
        layout: &PixelLayout,
        profile: &ColourProfile,
    ) -> Result<Raster<u8>> {
        if layout.bits < 8 {
            self.data = packed_bits::unpack(&self.data, self.width, self.height, layout.bits)?;
        }
        let mut raster = match layout.photometric {
            Photometric::WhiteIsZero | Photometric::BlackIsZero => {
                if layout.bits < 8 {
                    packed_bits::spread(&mut self.data, layout.bits);
                }
                if layout.photometric == Photometric::WhiteIsZero {
                    self.invert_colours(1);
                }
                self.pick(false, layout.alpha)?
            }
            Photometric::Rgb => self.pick(true, layout.alpha)?,
            Photometric::Palette => {
                let map = decoder.get_tag_u16_vec(Tag::ColorMap).map_err(decoding_error)?;
                self.look_up(&map, layout)?
            }
            Photometric::YCbCr => {
                let mut raster = self.pick(true, Alpha::None)?;
                ycbcr::to_rgb(&mut raster);
                raster
            }
            Photometric::Cmyk => self.mix_inks(layout, profile)?,
        };
        straighten(&mut raster, layout.alpha);
        Ok(raster)
    }

    /// Colours of a map that holds all reds, then all greens, then all blues, in 16 bits.
    fn look_up(self, map: &[u16], layout: &PixelLayout) -> Result<Raster<u8>> {
        let entries = 1usize << layout.bits;
        if map.len() < entries * 3 {
            return Err(EngineError::corrupt(format!(
                "TIFF: a colour map of {} values; {} bits need {}",
                map.len(),
                layout.bits,
                entries * 3
            )));
        }
        let has_alpha = layout.alpha != Alpha::None && self.per_pixel > 1;
        let mut raster = Raster::allocate(self.width, self.height, Channels::new(false, has_alpha))?;
        for (to, from) in raster.pixels_mut().zip(self.data.chunks_exact(self.per_pixel)) {
            let index = usize::from(from[0]);
            for (channel, value) in to[..3].iter_mut().enumerate() {
                *value = narrow(map[channel * entries + index]);
            }
            if has_alpha {
                to[3] = from[1];
            }
        }
        Ok(raster)
    }

    fn mix_inks(self, layout: &PixelLayout, profile: &ColourProfile) -> Result<Raster<u8>> {
        let Self { width, height, per_pixel, data } = self;
        let inks: Vec<u8>;
        let inks: &[u8] = if per_pixel == 4 {
            &data
        } else {
            inks = data.chunks_exact(per_pixel).flat_map(|pixel| &pixel[..4]).copied().collect();
            &inks
        };
        let rgb = cmyk::to_srgb(inks, width, height, profile, cmyk::Polarity::InkIsMost)?;
        if layout.alpha == Alpha::None {
            return Ok(rgb);
        }
        let mut raster = Raster::allocate(width, height, Channels::Rgba)?;
        for ((to, colours), stored) in raster.pixels_mut().zip(rgb.pixels()).zip(data.chunks_exact(per_pixel)) {
            to[..3].copy_from_slice(colours);
            to[3] = stored[4];
        }
        Ok(raster)
    }
}

fn interleave<S: Sample>(planes: &[S], pixels: usize, per_pixel: usize) -> Option<Vec<S>> {
    let mut data = zeroed::<S>(pixels.checked_mul(per_pixel)?)?;
    for (index, plane) in planes.chunks_exact(pixels).take(per_pixel).enumerate() {
        for (to, &from) in data.iter_mut().skip(index).step_by(per_pixel).zip(plane) {
            *to = from;
        }
    }
    Some(data)
}
