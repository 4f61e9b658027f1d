//! What can go wrong with one source, as data.
//!
//! A failure never unwinds out of the engine: it is the outcome of one source or one output, and the other
//! sources of the batch go on.

use std::fmt;
use std::time::Duration;

/// Stable names of failures; they cross into JavaScript as they are written in [`ErrorCode::as_str`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// No file at the path.
    SourceNotFound,
    /// The file is there and cannot be read (permissions, a directory, an I/O error).
    SourceUnreadable,
    /// Zero bytes.
    SourceEmpty,
    /// The content starts like no image format the engine knows.
    SourceNotAnImage,
    /// The image ends before its data does.
    SourceTruncated,
    /// The format's own rules are broken.
    SourceCorrupt,
    /// A known image format that the engine does not read.
    FormatUnsupported,
    /// A readable format using a feature the engine does not read.
    FeatureUnsupported,
    /// Width × height exceeds the limit.
    LimitPixels,
    /// Width or height exceeds the limit.
    LimitSide,
    /// The file is larger than the limit.
    LimitFileBytes,
    /// An ICC, EXIF or text block is larger than the limit.
    LimitMetadataBytes,
    /// An animation has more frames than the limit.
    LimitFrames,
    /// The frames of an animation have more pixels together than the limit.
    LimitAnimationPixels,
    /// An SVG has more elements than the limit, those that it repeats counted each time.
    LimitSvgElements,
    /// The elements of an SVG lie deeper in each other than the limit.
    LimitSvgNesting,
    /// The allocator refused the pixels.
    OutOfMemory,
    /// The output's size is beyond what its format can hold.
    OutputTooLarge,
    /// No quality makes an output as small as was asked for.
    BudgetUnreachable,
    /// Work on the source took longer than it may.
    Timeout,
    /// The output file cannot be written.
    OutputUnwritable,
    /// The request contradicts itself (an empty region, a quality of 0): a bug of the caller.
    InvalidRequest,
    /// The batch was cancelled.
    Aborted,
    /// A codec failed on pixels it should accept, or the engine panicked: a bug of ours.
    EngineFailure,
}

impl ErrorCode {
    /// The code as the Node side knows it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SourceNotFound => "SOURCE_NOT_FOUND",
            Self::SourceUnreadable => "SOURCE_UNREADABLE",
            Self::SourceEmpty => "SOURCE_EMPTY",
            Self::SourceNotAnImage => "SOURCE_NOT_AN_IMAGE",
            Self::SourceTruncated => "SOURCE_TRUNCATED",
            Self::SourceCorrupt => "SOURCE_CORRUPT",
            Self::FormatUnsupported => "FORMAT_UNSUPPORTED",
            Self::FeatureUnsupported => "FEATURE_UNSUPPORTED",
            Self::LimitPixels => "LIMIT_PIXELS",
            Self::LimitSide => "LIMIT_SIDE",
            Self::LimitFileBytes => "LIMIT_FILE_BYTES",
            Self::LimitMetadataBytes => "LIMIT_METADATA_BYTES",
            Self::LimitFrames => "LIMIT_FRAMES",
            Self::LimitAnimationPixels => "LIMIT_ANIMATION_PIXELS",
            Self::LimitSvgElements => "LIMIT_SVG_ELEMENTS",
            Self::LimitSvgNesting => "LIMIT_SVG_NESTING",
            Self::OutOfMemory => "OUT_OF_MEMORY",
            Self::OutputTooLarge => "OUTPUT_TOO_LARGE",
            Self::BudgetUnreachable => "BUDGET_UNREACHABLE",
            Self::Timeout => "TIMEOUT",
            Self::OutputUnwritable => "OUTPUT_UNWRITABLE",
            Self::InvalidRequest => "INVALID_REQUEST",
            Self::Aborted => "ABORTED",
            Self::EngineFailure => "ENGINE_FAILURE",
        }
    }
}

/// One failure: a stable code and a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineError {
    pub code: ErrorCode,
    pub message: String,
}

pub type Result<T> = std::result::Result<T, EngineError>;

impl EngineError {
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    pub fn corrupt(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::SourceCorrupt, message)
    }

    pub fn truncated(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::SourceTruncated, message)
    }

    pub fn aborted() -> Self {
        Self::new(ErrorCode::Aborted, "the batch was aborted before this was done")
    }

    pub fn timeout(allowed: Duration) -> Self {
        let message = format!(
            "the work on this image took longer than limits.timeoutMs allows, {} ms; raise it, or ask for less",
            allowed.as_millis()
        );
        Self::new(ErrorCode::Timeout, message)
    }

    pub fn out_of_memory(what: impl fmt::Display) -> Self {
        Self::new(ErrorCode::OutOfMemory, format!("no memory for {what}"))
    }

    /// The format's name, and the feature that is not read.
    pub fn unsupported(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::FeatureUnsupported, message)
    }

    /// A bug of the caller.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::InvalidRequest, message)
    }

    /// The codec's own words, prefixed by which codec spoke.
    pub fn engine(codec: &str, detail: impl fmt::Display) -> Self {
        Self::new(ErrorCode::EngineFailure, format!("{codec}: {detail}"))
    }
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.message)
    }
}

impl std::error::Error for EngineError {}

/// A short read is a truncated image, anything else is the file system's fault.
impl From<std::io::Error> for EngineError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::UnexpectedEof => Self::truncated("the image ends inside its header"),
            ErrorKind::NotFound => Self::new(ErrorCode::SourceNotFound, "no such file"),
            ErrorKind::OutOfMemory => Self::out_of_memory("the file"),
            _ => Self::new(ErrorCode::SourceUnreadable, error.to_string()),
        }
    }
}
