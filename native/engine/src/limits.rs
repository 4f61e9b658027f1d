//! What a source may ask of the machine; checked against the header, before anything is allocated for its pixels.

use crate::error::{EngineError, ErrorCode, Result};

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
}

impl Limits {
    /// No bound but what the types hold; for tests and tools that only look at trusted files.
    pub const UNBOUNDED: Self =
        Self { pixels: u64::MAX, side: u32::MAX, file_bytes: u64::MAX, metadata_bytes: u64::MAX };

    pub fn check_file_bytes(&self, bytes: u64) -> Result<()> {
        if bytes == 0 {
            return Err(EngineError::new(ErrorCode::SourceEmpty, "the file is empty (0 bytes)"));
        }
        if bytes > self.file_bytes {
            return Err(EngineError::new(
                ErrorCode::LimitFileBytes,
                format!("the file has {bytes} bytes; limits.fileBytes allows {}", self.file_bytes),
            ));
        }
        Ok(())
    }

    pub fn check_dimensions(&self, width: u32, height: u32) -> Result<()> {
        if width == 0 || height == 0 {
            return Err(EngineError::corrupt(format!(
                "the header says {width}×{height}; both sides must be at least 1 pixel"
            )));
        }
        if width > self.side || height > self.side {
            return Err(EngineError::new(
                ErrorCode::LimitSide,
                format!("the image is {width}×{height} pixels; limits.side allows {} per side", self.side),
            ));
        }
        let pixels = u64::from(width) * u64::from(height);
        if pixels > self.pixels {
            return Err(EngineError::new(
                ErrorCode::LimitPixels,
                format!("the image is {width}×{height} = {pixels} pixels; limits.pixels allows {}", self.pixels),
            ));
        }
        Ok(())
    }

    pub fn check_metadata_bytes(&self, block: &str, bytes: u64) -> Result<()> {
        if bytes > self.metadata_bytes {
            return Err(EngineError::new(
                ErrorCode::LimitMetadataBytes,
                format!("the {block} block has {bytes} bytes; limits.metadataBytes allows {}", self.metadata_bytes),
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { pixels: 100, side: 50, file_bytes: 10, metadata_bytes: 5 };

    #[test]
    fn each_violation_names_the_value_and_the_option() {
        let side = LIMITS.check_dimensions(60, 1).unwrap_err();
        assert_eq!(side.code, ErrorCode::LimitSide);
        assert!(side.message.contains("60×1") && side.message.contains("limits.side"));

        let pixels = LIMITS.check_dimensions(20, 6).unwrap_err();
        assert_eq!(pixels.code, ErrorCode::LimitPixels);
        assert!(pixels.message.contains("120 pixels") && pixels.message.contains("limits.pixels"));

        assert_eq!(LIMITS.check_file_bytes(11).unwrap_err().code, ErrorCode::LimitFileBytes);
        assert_eq!(LIMITS.check_file_bytes(0).unwrap_err().code, ErrorCode::SourceEmpty);
        assert_eq!(LIMITS.check_metadata_bytes("ICC", 6).unwrap_err().code, ErrorCode::LimitMetadataBytes);
    }

    #[test]
    fn the_bound_itself_is_allowed() {
        assert!(LIMITS.check_dimensions(10, 10).is_ok());
        assert!(LIMITS.check_file_bytes(10).is_ok());
        assert!(LIMITS.check_metadata_bytes("ICC", 5).is_ok());
    }

    #[test]
    fn the_largest_header_a_format_can_lie_about_does_not_overflow() {
        let error = LIMITS.check_dimensions(u32::MAX, u32::MAX).unwrap_err();
        assert_eq!(error.code, ErrorCode::LimitSide);
        let wide = Limits { side: u32::MAX, ..LIMITS };
        assert_eq!(wide.check_dimensions(u32::MAX, u32::MAX).unwrap_err().code, ErrorCode::LimitPixels);
    }
}
