//! EXIF and XMP of an AVIF, through libavif's parser.

use libavif_sys as avif;

use crate::asked::limits::Limits;
use crate::metadata::Found;

struct Decoder(*mut avif::avifDecoder);

impl Drop for Decoder {
    fn drop(&mut self) {
        // SAFETY: the pointer came from avifDecoderCreate and is destroyed once.
        unsafe { avif::avifDecoderDestroy(self.0) };
    }
}

pub fn find(bytes: &[u8], limits: &Limits) -> Found {
    // SAFETY: no arguments; null is checked.
    let decoder = Decoder(unsafe { avif::avifDecoderCreate() });
    if decoder.0.is_null() {
        return Found::default();
    }
    // SAFETY: the decoder is live and ours alone; the bytes outlive it. After a successful parse it owns an image.
    unsafe {
        (*decoder.0).maxThreads = 1;
        (*decoder.0).strictFlags &= !(avif::AVIF_STRICT_PIXI_REQUIRED | avif::AVIF_STRICT_CLAP_VALID);
        (*decoder.0).imageSizeLimit =
            u32::try_from(limits.pixels).unwrap_or(u32::MAX).clamp(1, avif::AVIF_DEFAULT_IMAGE_SIZE_LIMIT);
        (*decoder.0).imageDimensionLimit = limits.side;
        if avif::avifDecoderSetIOMemory(decoder.0, bytes.as_ptr(), bytes.len()) != avif::AVIF_RESULT_OK
            || avif::avifDecoderParse(decoder.0) != avif::AVIF_RESULT_OK
        {
            return Found::default();
        }
        let image = &*(*decoder.0).image;
        Found { exif: block(&image.exif).map(behind_names), xmp: block(&image.xmp), iptc: None }
    }
}

/// The TIFF structure itself: before it lies what its item counts as an offset, rightly in some files.
fn behind_names(block: Vec<u8>) -> Vec<u8> {
    let start = block.windows(4).position(|window| matches!(window, b"II*\0" | b"MM\0*"));
    match start {
        None | Some(0) => block,
        Some(start) => block[start..].to_vec(),
    }
}

fn block(data: &avif::avifRWData) -> Option<Vec<u8>> {
    if data.size == 0 {
        return None;
    }
    // SAFETY: libavif holds `size` bytes at `data` for as long as the decoder lives, which is longer than this call.
    Some(unsafe { std::slice::from_raw_parts(data.data, data.size) }.to_vec())
}
