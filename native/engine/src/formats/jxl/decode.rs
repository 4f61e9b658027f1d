//! JPEG XL of 8 to 16 bits, still and animated.

use jxl_oxide::{EnumColourEncoding, FrameBufferSample, ImageStream, JxlImage, Render, RenderingIntent};

use crate::cancel::Cancel;
use crate::error::{EngineError, Result};
use crate::formats::jxl::probe::{decoding_error, open, profile};
use crate::kinds::format::Needs;
use crate::kinds::format::{Decoded, Encoded};
use crate::picture::ColourSpace;
use crate::picture::{Frame, Picture};
use crate::pixels::{Channels, Pixels, Raster, Sample};

pub fn decode(source: &Encoded, needs: &Needs, cancel: &Cancel) -> Result<Decoded> {
    let Encoded { bytes, header, limits } = *source;
    let mut image = open(bytes, limits)?;
    let gray = header.colour_space == ColourSpace::Gray;
    if image.hdr_type().is_some() {
        // Brighter than white has no place in the outputs: the decoder's own tone mapping brings it back.
        image.request_color_encoding(match gray {
            true => EnumColourEncoding::gray_srgb(RenderingIntent::Relative),
            false => EnumColourEncoding::srgb(RenderingIntent::Relative),
        });
    }
    let wanted = if needs.all_frames { image.num_loaded_keyframes() } else { 1 };
    let mut frames = Vec::new();
    for index in 0..wanted {
        cancel.check()?;
        let render = image.render_frame(index).map_err(|error| decoding_error(&*error))?;
        let pixels = if header.bit_depth > 8 {
            // Rounded from the same samples that wide outputs get.
            let wide = raster::<u16>(&image, &render, gray)?;
            if needs.wide { Pixels::Sixteen(wide) } else { Pixels::Eight(wide.narrow()?) }
        } else {
            Pixels::Eight(raster::<u8>(&image, &render, gray)?)
        };
        frames.push(Frame { pixels, delay_ms: if needs.all_frames { delay_ms(&image, render.duration()) } else { 0 } });
    }
    let loops = if needs.all_frames { header.loops } else { 0 };
    Ok(Decoded {
        picture: Picture { frames, loops, profile: profile(&image, limits)?, listed_colours: None },
        scale: 1.0,
        faults: Vec::new(),
    })
}

fn raster<S: Sample + FrameBufferSample>(image: &JxlImage, render: &Render, gray: bool) -> Result<Raster<S>> {
    let mut stream: ImageStream = render.stream();
    let has_alpha = image.pixel_format().has_alpha();
    let channels = Channels::new(gray, has_alpha);
    if stream.channels() as usize != channels.count() {
        return Err(EngineError::corrupt(format!(
            "JPEG XL: {} channels where its header says {channels:?}",
            stream.channels()
        )));
    }
    let mut raster = Raster::<S>::allocate(stream.width(), stream.height(), channels)?;
    stream.write_to_buffer(&mut raster.samples);
    let is_multiplied =
        image.image_header().metadata.ec_info.iter().find_map(|channel| channel.alpha_associated()).unwrap_or(false);
    if is_multiplied {
        raster.unmultiply();
    }
    Ok(raster)
}

fn delay_ms(image: &JxlImage, ticks: u32) -> u32 {
    let Some(animation) = &image.image_header().metadata.animation else { return 0 };
    let seconds = f64::from(ticks) * f64::from(animation.tps_denominator) / f64::from(animation.tps_numerator.max(1));
    (seconds * 1000.0).round().min(f64::from(u32::MAX)) as u32
}
