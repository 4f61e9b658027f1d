//! SVG, rasterised at the largest scale that an output needs. Neither files nor the network are reached: pictures
//! come from data URLs alone, text is set in the font that is built in.

use std::io::Cursor;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{IntSize, Pixmap, Transform};
use resvg::usvg::{FontResolver, ImageHrefResolver, ImageKind, Options, Tree, fontdb};

use crate::asked::limits::Limits;
use crate::error::{EngineError, Result};
use crate::formats::gif::GifFile;
use crate::formats::jpeg::JpegFile;
use crate::formats::png::PngFile;
use crate::formats::svg::extent;
use crate::formats::svg::probe::{conversion_error, options, read};
use crate::formats::webp::WebpFile;
use crate::kinds::format::Format;
use crate::kinds::format::Needs;
use crate::kinds::format::{Decoded, Encoded};
use crate::kinds::header::ImageHeader;
use crate::panic::contain_decoder;
use crate::picture::Picture;
use crate::pixels::{Channels, Raster};

pub fn decode(source: &Encoded, needs: &Needs) -> Result<Decoded> {
    let Encoded { bytes, header, limits } = *source;
    let scale = scale_for(header, needs, limits);
    let (width, height) = size_at(header, scale);

    let options = with_fonts_and_pictures(limits);
    let tree = read(bytes, limits, |document| Tree::from_xmltree(document, &options).map_err(conversion_error))?;
    let (across, down) = (width as f32 / tree.size().width(), height as f32 / tree.size().height());
    extent::check(&tree, width, height, across.max(down), limits)?;

    let raster = Raster::<u8>::allocate(width, height, Channels::Rgba)?;
    let mut canvas = IntSize::from_wh(width, height)
        .and_then(|size| Pixmap::from_vec(raster.samples, size))
        .ok_or_else(|| EngineError::engine("resvg", format!("no canvas of {width}×{height} pixels")))?;
    resvg::render(&tree, Transform::from_scale(across, down), &mut canvas.as_mut());
    let mut raster = Raster { width, height, channels: Channels::Rgba, samples: canvas.take() };
    raster.unmultiply();
    Ok(Decoded { picture: Picture::still(raster, header.profile.clone()), scale, faults: Vec::new() })
}

/// The largest scale that an output needs, as far as limits allow.
pub fn scale_for(header: &ImageHeader, needs: &Needs, limits: &Limits) -> f64 {
    let (width, height) = (f64::from(header.width), f64::from(header.height));
    let by_side = f64::from(limits.side) / width.max(height);
    let by_pixels = (limits.pixels as f64 / (width * height)).sqrt();
    let mut scale = needs.scale.min(by_side).min(by_pixels);
    // Sides are rounded up, which may be what exceeds a limit.
    let fits = |scale| {
        let (width, height) = size_at(header, scale);
        limits.check_dimensions(width, height).is_ok()
    };
    while scale > 0.0 && !fits(scale) {
        scale *= 0.999;
    }
    if scale > 0.0 { scale } else { 1.0 }
}

fn size_at(header: &ImageHeader, scale: f64) -> (u32, u32) {
    // What a division left behind the comma is no pixel.
    let side = |side: u32| (f64::from(side) * scale - 1e-6).ceil().max(1.0) as u32;
    (side(header.width), side(header.height))
}

/// Arimo in Latin, Greek and Cyrillic: it has the widths of Arial and Helvetica, which most drawings ask for.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    const FAMILY: &str = "Arimo";
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(include_bytes!("../../../fonts/Arimo-Regular.ttf").to_vec());
    fonts.load_font_data(include_bytes!("../../../fonts/Arimo-Bold.ttf").to_vec());
    fonts.set_serif_family(FAMILY);
    fonts.set_sans_serif_family(FAMILY);
    fonts.set_cursive_family(FAMILY);
    fonts.set_fantasy_family(FAMILY);
    fonts.set_monospace_family(FAMILY);
    Arc::new(fonts)
});

fn with_fonts_and_pictures(limits: &Limits) -> Options<'_> {
    let pixels_left = AtomicU64::new(limits.pixels);
    Options {
        fontdb: FONTS.clone(),
        font_resolver: FontResolver::default(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(move |_, data, _| embedded_picture(data, limits, &pixels_left)),
            resolve_string: Box::new(|_, _| None),
        },
        ..options()
    }
}

/// Hands an encoded picture to the renderer.
type Wrap = fn(Arc<Vec<u8>>) -> ImageKind;

/// What a drawing may hold.
const EMBEDDED: [(&dyn Format, Wrap); 4] = [
    (&JpegFile, ImageKind::JPEG),
    (&PngFile, ImageKind::PNG),
    (&GifFile, ImageKind::GIF),
    (&WebpFile, ImageKind::WEBP),
];

/// A picture inside a data URL, when it and those before it stay within the limits. Drawings in drawings, and what
/// is damaged, are left out, as browsers leave out what they cannot show.
fn embedded_picture(data: Arc<Vec<u8>>, limits: &Limits, pixels_left: &AtomicU64) -> Option<ImageKind> {
    let (format, kind) = EMBEDDED.iter().find(|(format, _)| format.is_start(&data))?;
    limits.check_file_bytes(data.len() as u64).ok()?;
    let header = contain_decoder(format.title(), || format.probe(&mut Cursor::new(&data[..]), limits)).ok()?;
    limits.check_dimensions(header.width, header.height).ok()?;
    let pixels = u64::from(header.width) * u64::from(header.height);
    pixels_left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(pixels)).ok()?;
    Some(kind(data))
}
