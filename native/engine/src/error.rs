//! What can go wrong with one source, as data: a code and what it is about. The sentences for people, with the names of
//! their options, are told where those options are known.
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
    /// Rules are broken, and every pixel is there: a warning, unless the caller wants sound files alone.
    SourceRepaired,
    /// The HDR gain map of a source is left out of its outputs, or of one: a warning, never an error.
    GainMapDropped,
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
            Self::SourceRepaired => "SOURCE_REPAIRED",
            Self::GainMapDropped => "GAIN_MAP_DROPPED",
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

/// One failure: a stable code and what it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct EngineError {
    pub code: ErrorCode,
    /// By name, in the order in which they were told. `detail` holds technical words: a codec's own, or those of the
    /// format's rule that is broken.
    pub operands: Vec<(&'static str, Operand)>,
}

/// A number or a name that a sentence about a failure needs.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    Number(f64),
    Text(String),
}

pub type Result<T> = std::result::Result<T, EngineError>;

impl EngineError {
    pub fn of(code: ErrorCode) -> Self {
        Self { code, operands: Vec::new() }
    }

    /// A failure that is told in technical words.
    pub fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self::of(code).with("detail", detail.into())
    }

    /// With one operand more.
    pub fn with(mut self, name: &'static str, operand: impl Into<Operand>) -> Self {
        self.operands.push((name, operand.into()));
        self
    }

    /// Names the format, unless the details do.
    pub fn name_in_detail(mut self, format: &str) -> Self {
        for (name, operand) in &mut self.operands {
            if let ("detail", Operand::Text(detail)) = (*name, operand)
                && !detail.contains(format)
            {
                *detail = format!("{format}: {detail}");
            }
        }
        self
    }

    pub fn operand(&self, name: &str) -> Option<&Operand> {
        self.operands.iter().find(|(own, _)| *own == name).map(|(_, operand)| operand)
    }

    pub fn corrupt(detail: impl Into<String>) -> Self {
        Self::new(ErrorCode::SourceCorrupt, detail)
    }

    pub fn truncated(detail: impl Into<String>) -> Self {
        Self::new(ErrorCode::SourceTruncated, detail)
    }

    /// What was put right without a loss, by a name of its own.
    pub fn repaired(what: &'static str) -> Self {
        Self::of(ErrorCode::SourceRepaired).with("what", what)
    }

    pub fn aborted() -> Self {
        Self::of(ErrorCode::Aborted)
    }

    pub fn timeout(allowed: Duration) -> Self {
        Self::of(ErrorCode::Timeout).with("allowedMs", allowed.as_millis() as u64)
    }

    pub fn out_of_memory(what: impl fmt::Display) -> Self {
        Self::new(ErrorCode::OutOfMemory, format!("no memory for {what}"))
    }

    /// The format's name, and the feature that is not read.
    pub fn unsupported(detail: impl Into<String>) -> Self {
        Self::new(ErrorCode::FeatureUnsupported, detail)
    }

    /// A bug of the caller.
    pub fn invalid(detail: impl Into<String>) -> Self {
        Self::new(ErrorCode::InvalidRequest, detail)
    }

    /// The codec's own words, prefixed by which codec spoke.
    pub fn engine(codec: &str, detail: impl fmt::Display) -> Self {
        Self::new(ErrorCode::EngineFailure, format!("{codec}: {detail}"))
    }
}

/// For logs and tests.
impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_str())?;
        for (place, (name, operand)) in self.operands.iter().enumerate() {
            let separator = if place == 0 { ": " } else { ", " };
            if *name == "detail" {
                write!(f, "{separator}{operand}")?;
            } else {
                write!(f, "{separator}{name} {operand}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for EngineError {}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

impl From<u32> for Operand {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

/// Beyond 2⁵³ to the nearest that JavaScript has.
impl From<u64> for Operand {
    fn from(number: u64) -> Self {
        Self::Number(number as f64)
    }
}

impl From<&str> for Operand {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Operand {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A short read is a truncated image, anything else is the file system's fault.
impl From<std::io::Error> for EngineError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::UnexpectedEof => Self::truncated("the image ends inside its header"),
            ErrorKind::NotFound => Self::of(ErrorCode::SourceNotFound),
            ErrorKind::OutOfMemory => Self::out_of_memory("the file"),
            _ => Self::new(ErrorCode::SourceUnreadable, error.to_string()),
        }
    }
}
