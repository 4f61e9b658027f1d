//! Decoded pixels: 8 or 16 bits a channel, interleaved, rows without padding.

mod channels;
mod raster;
mod rectangle;
mod sample;
mod unmultiply;

use std::borrow::Cow;

use crate::error::Result;

pub use channels::Channels;
pub use raster::Raster;
pub use rectangle::Rectangle;
pub use sample::Sample;

/// An image in memory, of either depth. Codecs that know one depth take a [`Raster`] of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pixels {
    Eight(Raster<u8>),
    Sixteen(Raster<u16>),
}

/// Makes pixels of the same depth with one expression for both: `map_depth!(pixels, |raster| invert(&raster)?)`.
macro_rules! map_depth {
    ($pixels:expr, |$raster:ident| $body:expr) => {
        match $pixels {
            $crate::pixels::Pixels::Eight($raster) => $crate::pixels::Pixels::Eight($body),
            $crate::pixels::Pixels::Sixteen($raster) => $crate::pixels::Pixels::Sixteen($body),
        }
    };
}

/// Looks at pixels with one expression for both depths: `each_depth!(pixels, |raster| raster.width)`.
macro_rules! each_depth {
    ($pixels:expr, |$raster:ident| $body:expr) => {
        match $pixels {
            $crate::pixels::Pixels::Eight($raster) => $body,
            $crate::pixels::Pixels::Sixteen($raster) => $body,
        }
    };
}

pub(crate) use map_depth;
pub(crate) use raster::zeroed;
pub(crate) use sample::narrow;

impl Pixels {
    pub fn width(&self) -> u32 {
        each_depth!(self, |raster| raster.width)
    }

    pub fn height(&self) -> u32 {
        each_depth!(self, |raster| raster.height)
    }

    pub fn channels(&self) -> Channels {
        each_depth!(self, |raster| raster.channels)
    }

    /// Bits a sample, 8 or 16.
    pub fn depth(&self) -> u8 {
        match self {
            Self::Eight(_) => u8::BITS as u8,
            Self::Sixteen(_) => u16::BITS as u8,
        }
    }

    pub fn is_opaque(&self) -> bool {
        each_depth!(self, |raster| raster.is_opaque())
    }

    /// A copy; an error, not an abort, when the memory cannot be had.
    pub fn try_clone(&self) -> Result<Self> {
        Ok(map_depth!(self, |raster| raster.try_clone()?))
    }

    /// 8 bits a channel, wider samples rounded to the nearest.
    pub fn to_eight(&self) -> Result<Cow<'_, Raster<u8>>> {
        match self {
            Self::Eight(raster) => Ok(Cow::Borrowed(raster)),
            Self::Sixteen(raster) => Ok(Cow::Owned(raster.narrow()?)),
        }
    }

    /// The same picture with 8 bits a channel, untouched where it has no more.
    pub fn into_eight(self) -> Result<Self> {
        match self {
            Self::Eight(_) => Ok(self),
            Self::Sixteen(raster) => Ok(Self::Eight(raster.narrow()?)),
        }
    }

    /// 16 bits a channel; narrower samples keep their colour.
    pub fn to_sixteen(&self) -> Result<Cow<'_, Raster<u16>>> {
        match self {
            Self::Eight(raster) => Ok(Cow::Owned(raster.widen()?)),
            Self::Sixteen(raster) => Ok(Cow::Borrowed(raster)),
        }
    }
}

impl From<Raster<u8>> for Pixels {
    fn from(raster: Raster<u8>) -> Self {
        Self::Eight(raster)
    }
}

impl From<Raster<u16>> for Pixels {
    fn from(raster: Raster<u16>) -> Self {
        Self::Sixteen(raster)
    }
}
