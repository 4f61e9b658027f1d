//! What is done to the framed picture before it is encoded, one file an operation.
//!
//! An operation is a pure function of pixels, to pixels of the same depth. A new one is a file here, a variant at its
//! place in the order, and a line in each function below; its test holds it against a readable reference.

mod flatten;
mod flip;
mod flop;
mod grayscale;
mod invert;
#[cfg(test)]
mod reference;
mod rotate;

use crate::error::{EngineError, ErrorCode, Result};
use crate::picture::Picture;
use crate::pixels::{Pixels, map_depth};

/// One operation with its numbers. They are done in the order of this list, which is that of the request, too: any
/// other is refused.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Operation {
    Rotate {
        /// Clockwise; a multiple of 90.
        degrees: f64,
    },
    /// Top becomes bottom.
    Flip,
    /// Left becomes right.
    Flop,
    /// Luminance alone is left, in one channel.
    Grayscale,
    /// Every colour becomes its complement; alpha stays.
    Invert,
    Flatten {
        /// Red, green, blue under transparent pixels.
        background: [u8; 3],
    },
}

/// Refuses operations out of order or out of their ranges.
pub fn check(operations: &[Operation]) -> Result<()> {
    for operation in operations {
        operation.check()?;
    }
    match operations.windows(2).find(|pair| pair[0].rank() >= pair[1].rank()) {
        None => Ok(()),
        Some(pair) => Err(invalid(format!(
            "operations come once each and in a fixed order, but {:?} came before {:?}",
            pair[0], pair[1]
        ))),
    }
}

/// Does all operations, in order.
pub fn apply(operations: &[Operation], picture: &Picture) -> Result<Picture> {
    picture.map(|pixels| {
        let mut current = None;
        for operation in operations {
            current = Some(operation.apply(current.as_ref().unwrap_or(pixels))?);
        }
        current.map_or_else(|| pixels.try_clone(), Ok)
    })
}

/// Size of a picture after operations.
pub fn size_after(operations: &[Operation], size: (u32, u32)) -> (u32, u32) {
    operations.iter().fold(size, |size, operation| operation.size_after(size))
}

impl Operation {
    /// Place in the order of work.
    fn rank(&self) -> u8 {
        match self {
            Self::Rotate { .. } => 0,
            Self::Flip => 1,
            Self::Flop => 2,
            Self::Grayscale => 9,
            Self::Invert => 10,
            Self::Flatten { .. } => 12,
        }
    }

    fn check(&self) -> Result<()> {
        match self {
            Self::Rotate { degrees } => rotate::check(*degrees),
            Self::Flip | Self::Flop | Self::Grayscale | Self::Invert | Self::Flatten { .. } => Ok(()),
        }
    }

    fn size_after(&self, size: (u32, u32)) -> (u32, u32) {
        match self {
            Self::Rotate { degrees } => rotate::size_after(*degrees, size),
            Self::Flip | Self::Flop | Self::Grayscale | Self::Invert | Self::Flatten { .. } => size,
        }
    }

    fn apply(&self, pixels: &Pixels) -> Result<Pixels> {
        Ok(map_depth!(pixels, |raster| match *self {
            Self::Rotate { degrees } => rotate::apply(raster, degrees),
            Self::Flip => flip::apply(raster),
            Self::Flop => flop::apply(raster),
            Self::Grayscale => grayscale::apply(raster),
            Self::Invert => invert::apply(raster),
            Self::Flatten { background } => flatten::apply(raster, background),
        }?))
    }
}

fn invalid(message: String) -> EngineError {
    EngineError::new(ErrorCode::InvalidRequest, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Operation; 6] = [
        Operation::Rotate { degrees: 90.0 },
        Operation::Flip,
        Operation::Flop,
        Operation::Grayscale,
        Operation::Invert,
        Operation::Flatten { background: [0; 3] },
    ];

    #[test]
    fn operations_are_taken_in_their_documented_order_alone() {
        check(&ALL).unwrap();
        check(&[]).unwrap();
        for (index, operation) in ALL.iter().enumerate() {
            assert_eq!(check(&[*operation, *operation]).unwrap_err().code, ErrorCode::InvalidRequest, "{operation:?}");
            for earlier in &ALL[..index] {
                check(&[*earlier, *operation]).unwrap();
                let error = check(&[*operation, *earlier]).unwrap_err();
                assert_eq!(error.code, ErrorCode::InvalidRequest, "{operation:?} before {earlier:?}");
            }
        }
    }
}
