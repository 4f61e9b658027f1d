//! What a source may ask of the machine; checked against the header, before anything is allocated for its pixels.

use crate::error::{EngineError, ErrorCode, Operand, Result};

/// Upper bounds for one source. The caller sets every field; the engine has no defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Width × height, in pixels.
    pub pixels: u64,
    /// Width and height each, in pixels.
    pub side: u32,
    /// Size of the encoded source, in bytes.
    pub file_bytes: u64,
    /// Size of each ICC, EXIF and text block, in bytes after decompression.
    pub metadata_bytes: u64,
    /// Frames of an animation, where all of them are decoded.
    pub frames: u32,
    /// Width × height × frames, where all frames are decoded; for an SVG, its layers that exist at once.
    pub animation_pixels: u64,
    /// Elements of an SVG, those drawn through references counted each time.
    pub svg_elements: u32,
    /// Elements of an SVG around the innermost one, references followed.
    pub svg_nesting: u32,
}

impl Limits {
    /// No bound but what the types hold; for tests and tools that only look at trusted files.
    pub const UNBOUNDED: Self = Self {
        pixels: u64::MAX,
        side: u32::MAX,
        file_bytes: u64::MAX,
        metadata_bytes: u64::MAX,
        frames: u32::MAX,
        animation_pixels: u64::MAX,
        svg_elements: u32::MAX,
        svg_nesting: u32::MAX,
    };

    pub fn check_file_bytes(&self, bytes: u64) -> Result<()> {
        if bytes == 0 {
            return Err(EngineError::of(ErrorCode::SourceEmpty));
        }
        if bytes > self.file_bytes {
            return Err(EngineError::of(ErrorCode::LimitFileBytes).with("bytes", bytes).with("limit", self.file_bytes));
        }
        Ok(())
    }

    pub fn check_dimensions(&self, width: u32, height: u32) -> Result<()> {
        if width == 0 || height == 0 {
            return Err(EngineError::corrupt(format!(
                "the header says {width}×{height}; both sides must be at least 1 pixel"
            )));
        }
        let beyond = |code, limit: Operand| {
            Err(EngineError::of(code).with("width", width).with("height", height).with("limit", limit))
        };
        if width > self.side || height > self.side {
            return beyond(ErrorCode::LimitSide, self.side.into());
        }
        if u64::from(width) * u64::from(height) > self.pixels {
            return beyond(ErrorCode::LimitPixels, self.pixels.into());
        }
        Ok(())
    }

    /// For a picture that is to be made: what a source may have at most, an output may.
    pub fn check_output(&self, width: u32, height: u32, frames: u32) -> Result<()> {
        let checked = self.check_dimensions(width, height);
        let checked =
            if frames > 1 { checked.and_then(|()| self.check_animation(width, height, frames)) } else { checked };
        checked.map_err(|error| error.with("of", "output"))
    }

    /// For an animation whose frames are all wanted.
    pub fn check_animation(&self, width: u32, height: u32, frames: u32) -> Result<()> {
        if frames > self.frames {
            return Err(EngineError::of(ErrorCode::LimitFrames).with("frames", frames).with("limit", self.frames));
        }
        let pixels = u64::from(width).saturating_mul(height.into()).saturating_mul(frames.into());
        if pixels > self.animation_pixels {
            return Err(EngineError::of(ErrorCode::LimitAnimationPixels)
                .with("width", width)
                .with("height", height)
                .with("frames", frames)
                .with("limit", self.animation_pixels));
        }
        Ok(())
    }

    pub fn check_metadata_bytes(&self, block: &str, bytes: u64) -> Result<()> {
        if bytes > self.metadata_bytes {
            return Err(EngineError::of(ErrorCode::LimitMetadataBytes)
                .with("block", block)
                .with("bytes", bytes)
                .with("limit", self.metadata_bytes));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        pixels: 100,
        side: 50,
        file_bytes: 10,
        metadata_bytes: 5,
        frames: 7,
        animation_pixels: 500,
        svg_elements: 20,
        svg_nesting: 4,
    };

    /// What the error tells beside its code.
    fn told(error: &EngineError) -> Vec<(&'static str, String)> {
        error.operands.iter().map(|(name, operand)| (*name, operand.to_string())).collect()
    }

    fn named<const N: usize>(operands: [(&'static str, u32); N]) -> Vec<(&'static str, String)> {
        operands.map(|(name, number)| (name, number.to_string())).into()
    }

    #[test]
    fn each_violation_tells_the_values_and_the_bound() {
        let side = LIMITS.check_dimensions(60, 1).unwrap_err();
        assert_eq!(side.code, ErrorCode::LimitSide);
        assert_eq!(told(&side), named([("width", 60), ("height", 1), ("limit", 50)]));

        let pixels = LIMITS.check_dimensions(20, 6).unwrap_err();
        assert_eq!(pixels.code, ErrorCode::LimitPixels);
        assert_eq!(told(&pixels), named([("width", 20), ("height", 6), ("limit", 100)]));

        let frames = LIMITS.check_animation(1, 1, 8).unwrap_err();
        assert_eq!(frames.code, ErrorCode::LimitFrames);
        assert_eq!(told(&frames), named([("frames", 8), ("limit", 7)]));

        let animation = LIMITS.check_animation(10, 9, 6).unwrap_err();
        assert_eq!(animation.code, ErrorCode::LimitAnimationPixels);
        assert_eq!(told(&animation), named([("width", 10), ("height", 9), ("frames", 6), ("limit", 500)]));

        assert_eq!(LIMITS.check_file_bytes(11).unwrap_err().code, ErrorCode::LimitFileBytes);
        assert_eq!(LIMITS.check_file_bytes(0).unwrap_err().code, ErrorCode::SourceEmpty);
        assert_eq!(LIMITS.check_metadata_bytes("ICC", 6).unwrap_err().code, ErrorCode::LimitMetadataBytes);
    }

    #[test]
    fn an_output_has_the_bounds_of_a_source_and_says_that_it_is_one() {
        assert!(LIMITS.check_output(10, 10, 1).is_ok() && LIMITS.check_output(10, 10, 5).is_ok());
        for (error, code) in [
            (LIMITS.check_output(60, 1, 1), ErrorCode::LimitSide),
            (LIMITS.check_output(20, 6, 1), ErrorCode::LimitPixels),
            (LIMITS.check_output(10, 10, 6), ErrorCode::LimitAnimationPixels),
        ] {
            let error = error.unwrap_err();
            assert_eq!((error.code, error.operand("of")), (code, Some(&"output".into())));
        }
    }

    #[test]
    fn either_side_may_be_the_one_that_is_nothing_or_too_much() {
        let code = |width, height| LIMITS.check_dimensions(width, height).unwrap_err().code;
        assert_eq!([code(0, 5), code(5, 0), code(0, 0)], [ErrorCode::SourceCorrupt; 3]);
        assert_eq!([code(51, 1), code(1, 51), code(51, 51)], [ErrorCode::LimitSide; 3]);
        assert!(LIMITS.check_dimensions(50, 1).is_ok() && LIMITS.check_dimensions(1, 50).is_ok());
    }

    #[test]
    fn the_bound_itself_is_allowed() {
        assert!(LIMITS.check_dimensions(10, 10).is_ok());
        assert!(LIMITS.check_file_bytes(10).is_ok());
        assert!(LIMITS.check_metadata_bytes("ICC", 5).is_ok());
        assert!(LIMITS.check_animation(10, 10, 5).is_ok() && LIMITS.check_animation(1, 1, 7).is_ok());
    }

    #[test]
    fn the_largest_header_a_format_can_lie_about_does_not_overflow() {
        let error = LIMITS.check_dimensions(u32::MAX, u32::MAX).unwrap_err();
        assert_eq!(error.code, ErrorCode::LimitSide);
        let wide = Limits { side: u32::MAX, ..LIMITS };
        assert_eq!(wide.check_dimensions(u32::MAX, u32::MAX).unwrap_err().code, ErrorCode::LimitPixels);
        let many = Limits { frames: u32::MAX, ..LIMITS };
        let animation = many.check_animation(u32::MAX, u32::MAX, u32::MAX).unwrap_err();
        assert_eq!(animation.code, ErrorCode::LimitAnimationPixels);
    }
}
