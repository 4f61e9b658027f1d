//! How much smaller a JPEG may be decoded without its outputs showing it.

use crate::batch::Source;
use crate::probe::{ImageHeader, SourceFormat};

/// The resampler must still see this many decoded pixels for each pixel it writes, along each side; below two,
/// the scaled DCT's own filter becomes visible.
const PIXELS_PER_OUTPUT_PIXEL: f64 = 2.0;

/// 1, 2, 4 or 8: the factor at which every output keeps its quality.
pub fn factor(source: &Source, header: &ImageHeader) -> u32 {
    if header.format != SourceFormat::Jpeg {
        return 1;
    }
    let least = source
        .outputs
        .iter()
        .map(|output| {
            let resampling = &output.resampling;
            let across = resampling.region.width / f64::from(resampling.width);
            let down = resampling.region.height / f64::from(resampling.height);
            across.min(down)
        })
        .fold(f64::INFINITY, f64::min);
    [8, 4, 2].into_iter().find(|factor| least >= f64::from(*factor) * PIXELS_PER_OUTPUT_PIXEL).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::batch::{Destination, Output, Resampling, SourceInput};
    use crate::encode::Encoding;
    use crate::orientation::Orientation;
    use crate::probe::{ColourProfile, ColourSpace};
    use crate::resize::{Kernel, Region};

    fn header(format: SourceFormat) -> ImageHeader {
        ImageHeader {
            format,
            width: 4000,
            height: 3000,
            orientation: Orientation::Upright,
            colour_space: ColourSpace::Rgb,
            has_alpha: false,
            bit_depth: 8,
            is_progressive: false,
            frames: 1,
            profile: ColourProfile::Unspecified,
        }
    }

    fn source(sizes: &[(u32, u32)]) -> Source {
        Source {
            input: SourceInput::Path(PathBuf::new()),
            auto_orient: true,
            outputs: sizes
                .iter()
                .map(|&(width, height)| Output {
                    resampling: Resampling {
                        region: Region { left: 0.0, top: 0.0, width: 4000.0, height: 3000.0 },
                        width,
                        height,
                        kernel: Kernel::Lanczos3,
                    },
                    canvas: None,
                    encoding: Encoding::Png { level: 6 },
                    destination: Destination::Memory,
                })
                .collect(),
        }
    }

    #[test]
    fn the_largest_output_decides_and_keeps_two_pixels_for_each_of_its_own() {
        let jpeg = header(SourceFormat::Jpeg);
        for (sizes, expected) in [
            (&[(2001, 1501)][..], 1),
            (&[(1000, 750)], 2),
            (&[(1001, 751)], 1),
            (&[(500, 375)], 4),
            (&[(250, 187)], 8),
            (&[(10, 7)], 8),
            (&[(250, 187), (1000, 750)], 2),
        ] {
            assert_eq!(factor(&source(sizes), &jpeg), expected, "{sizes:?}");
        }
    }

    #[test]
    fn only_jpeg_scales_while_decoding() {
        assert_eq!(factor(&source(&[(10, 7)]), &header(SourceFormat::Png)), 1);
    }
}
