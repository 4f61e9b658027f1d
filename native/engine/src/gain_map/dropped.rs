//! Why a gain map is left out, as a value: the picture is made all the same.

use crate::error::{EngineError, ErrorCode};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dropped {
    /// Of Apple's own kind, older than the standard, whose gains are no logarithms.
    Apple,
    /// It is announced, and nowhere in the file.
    Missing,
    /// It ends behind the file's end, or begins there.
    BeyondFile,
    /// Its numbers break the standard, which the words say how.
    Metadata(&'static str),
    /// A version of the standard that is not known.
    Version,
    /// The picture that is stored is the HDR one.
    BaseIsHdr,
    /// It cannot be decoded: a decoder's words.
    Picture(String),
    /// The limits do not allow a picture of its size.
    TooLarge,
    /// An operation that changes colours, by its kind.
    Operation(&'static str),
    /// The picture is framed more than once.
    Passes,
    /// The output moves.
    Animation,
}

impl Dropped {
    pub const fn metadata(rule: &'static str) -> Self {
        Self::Metadata(rule)
    }

    /// As a warning of the source or the output.
    pub fn warning(&self) -> EngineError {
        let why = |why: &'static str| EngineError::of(ErrorCode::GainMapDropped).with("why", why);
        match self {
            Self::Apple => why("apple"),
            Self::Missing => why("missing"),
            Self::BeyondFile => why("beyond-file"),
            Self::Metadata(rule) => why("metadata").with("detail", *rule),
            Self::Version => why("version"),
            Self::BaseIsHdr => why("base-is-hdr"),
            Self::Picture(words) => why("picture").with("detail", words.as_str()),
            Self::TooLarge => why("too-large"),
            Self::Operation(kind) => why("operation").with("operation", *kind),
            Self::Passes => why("passes"),
            Self::Animation => why("animation"),
        }
    }

    /// What a decoder, or a limit, said of its picture.
    pub fn of(error: &EngineError) -> Self {
        match error.code {
            ErrorCode::LimitPixels | ErrorCode::LimitSide | ErrorCode::LimitMetadataBytes => Self::TooLarge,
            _ => Self::Picture(error.to_string()),
        }
    }
}
