//! What is done to the framed picture before it is encoded, one file an operation.
//!
//! An operation is a pure function of pixels, to pixels of the same depth. A new one is a file here and its lines at its
//! place in the list; its test holds it against a readable reference.

mod blur;
mod contrast;
mod factor;
mod flatten;
mod flip;
mod flop;
pub(crate) mod gaussian;
pub(crate) mod grayscale;
pub(crate) mod in_order;
mod invert;
mod median;
mod modulate;
mod normalize;
mod premultiplied;
mod recolour;
#[cfg(test)]
pub(crate) mod reference;
mod rotate;
mod sharpen;
mod tint;

use crate::asked::parameters::Parameters;
use crate::cancel::Cancel;
use crate::error::{EngineError, Result};
use crate::kinds::operate::Operate;
use crate::picture::Picture;
use crate::pixels::Pixels;

pub use blur::Blur;
pub use contrast::Contrast;
pub use flatten::Flatten;
pub use flip::Flip;
pub use flop::Flop;
pub use grayscale::Grayscale;
pub use invert::Invert;
pub use median::Median;
pub use modulate::Modulate;
pub use normalize::Normalize;
pub use rotate::Rotate;
pub use sharpen::Sharpen;
pub use tint::Tint;

macro_rules! operations {
    ($($Name:ident),* $(,)?) => {
        /// One operation with its numbers.
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub enum Operation {
            $($Name($Name),)*
        }

        /// In the order of work.
        const KINDS: [&str; [$(stringify!($Name)),*].len()] = [$($Name::KIND),*];

        impl Operation {
            fn read_kind(kind: &str, parameters: &mut Parameters) -> Result<Self> {
                match kind {
                    $($Name::KIND => $Name::read(parameters).map(Self::$Name),)*
                    _ => Err(EngineError::invalid(format!("no operation is called {kind}"))),
                }
            }

            /// As it crosses from JavaScript.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$Name(_) => $Name::KIND,)*
                }
            }
        }

        /// Asks the one that it is.
        macro_rules! ask {
            ($operation:expr, $one:ident => $answer:expr) => {
                match $operation {
                    $(Operation::$Name($one) => $answer,)*
                }
            };
        }
    };
}

// Operations are done in the order of this list, which is that of the request, too: any other is refused.
operations! {
    Rotate,
    Flip,
    Flop,
    Blur,
    Sharpen,
    Median,
    Modulate,
    Contrast,
    Tint,
    Grayscale,
    Invert,
    Normalize,
    Flatten,
}

impl Operation {
    /// From what crosses.
    ///
    /// # Errors
    /// [`crate::ErrorCode::InvalidRequest`] for an operation that there is not, and for parameters that it does not have.
    pub fn read(kind: &str, mut parameters: Parameters) -> Result<Self> {
        let operation = Self::read_kind(kind, &mut parameters)?;
        parameters.finish()?;
        Ok(operation)
    }

    /// Place in the order of work.
    pub fn place(&self) -> Option<usize> {
        KINDS.iter().position(|kind| *kind == self.kind())
    }

    /// Refuses numbers outside their ranges.
    pub fn check(&self) -> Result<()> {
        ask!(self, one => one.check())
    }

    /// Size of a picture of this size after the operation.
    pub fn size_after(&self, size: (u32, u32)) -> (u32, u32) {
        ask!(self, one => one.size_after(size))
    }

    /// To a gain map; `None` where it no longer fits the picture.
    pub fn apply_to_gain_map(&self, map: &Pixels, neutral: [u8; 3]) -> Result<Option<Pixels>> {
        ask!(self, one => one.apply_to_gain_map(map, neutral))
    }

    /// To all frames. A cancelled one stops before the next.
    pub fn apply(&self, picture: &Picture, cancel: &Cancel) -> Result<Picture> {
        ask!(self, one => one.apply(picture, cancel))
    }
}
