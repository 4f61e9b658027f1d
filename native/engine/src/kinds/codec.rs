use std::borrow::Cow;

/// A library whose version can change an output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codec {
    pub name: &'static str,
    pub version: Cow<'static, str>,
}
