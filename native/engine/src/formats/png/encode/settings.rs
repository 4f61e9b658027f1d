//! How a picture is stored, beside its pixels.

#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// 1–10; above 7 oxipng does the work.
    pub effort: u8,
    pub interlaced: bool,
}
