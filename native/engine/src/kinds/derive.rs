//! A value derived from a picture, as everybody else sees it.

use std::fmt::Debug;

use crate::asked::parameters::Parameters;
use crate::error::Result;
use crate::pixels::Raster;

/// One value with every parameter that changes its bytes.
pub trait Derive: Copy + Debug + PartialEq {
    /// As it crosses from JavaScript.
    const KIND: &'static str;

    /// As people call it.
    const TITLE: &'static str;

    /// From what crosses; takes out of the parameters what it knows.
    ///
    /// # Errors
    /// [`crate::ErrorCode::InvalidRequest`] for what is missing or of another type.
    fn read(parameters: &mut Parameters) -> Result<Self>;

    fn is_in_range(&self) -> bool {
        true
    }

    fn derive(&self, pixels: &Raster<u8>) -> Result<Vec<u8>>;
}
