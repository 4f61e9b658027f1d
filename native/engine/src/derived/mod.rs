//! What stands for a picture, made from the same pixels as the pictures: hashes, colours, statistics.
//!
//! A new one is a file here and its lines in this list. They look at 8 bits a channel in sRGB, at the first frame, after
//! all operations.

mod blur_hash;
mod colour;
mod palette;
mod shrink;
mod statistics;
mod thumb_hash;

use crate::asked::parameters::Parameters;
use crate::asked::quality::Quality;
use crate::cancel::Cancel;
use crate::error::{EngineError, ErrorCode, Result};
use crate::kinds::derive::Derive;
use crate::kinds::encode::{Encode, Loss, Lossless, Traits, WorkingSet};
use crate::kinds::header::SourceFormat;
use crate::metadata::Blocks;
use crate::picture::Picture;
use crate::pixels::Channels;

pub use blur_hash::BlurHash;
pub use colour::Colour;
pub use palette::Palette;
pub use statistics::Statistics;
pub use thumb_hash::ThumbHash;

macro_rules! derived {
    ($($Name:ident),* $(,)?) => {
        /// Something derived, with every parameter that changes its bytes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Derived {
            $($Name($Name),)*
        }

        impl Derived {
            fn read_kind(kind: &str, parameters: &mut Parameters) -> Result<Self> {
                match kind {
                    $($Name::KIND => $Name::read(parameters).map(Self::$Name),)*
                    _ => Err(EngineError::new(ErrorCode::InvalidRequest, format!("nothing that is made is called {kind}"))),
                }
            }

            fn title_of_one(&self) -> &'static str {
                match self {
                    $(Self::$Name(_) => $Name::TITLE,)*
                }
            }
        }

        /// Asks the one that it is.
        macro_rules! ask {
            ($derived:expr, $one:ident => $answer:expr) => {
                match $derived {
                    $(Derived::$Name($one) => $answer,)*
                }
            };
        }
    };
}

derived! {
    ThumbHash,
    BlurHash,
    Colour,
    Palette,
    Statistics,
}

static TRAITS: Traits = Traits {
    animated: false,
    lossless: Lossless::Never,
    alpha: false,
    bit_depths: &[],
    progressive: false,
    efforts: None,
    max_side: u32::MAX,
    metadata: &[],
};

/// What is derived shares the pictures' way to their encoders.
impl Encode for Derived {
    fn read(_quality: Option<Quality>, parameters: &mut Parameters) -> Result<Self> {
        let kind = parameters.of().to_owned();
        Self::read_kind(&kind, parameters)
    }

    fn traits(&self) -> &'static Traits {
        &TRAITS
    }

    fn title(&self) -> &'static str {
        self.title_of_one()
    }

    fn format(&self) -> Option<SourceFormat> {
        None
    }

    fn is_in_range(&self) -> bool {
        ask!(self, one => one.is_in_range())
    }

    fn writes_gray(&self, _channels: Channels) -> bool {
        false
    }

    fn nanoseconds_per_pixel(&self) -> u64 {
        5
    }

    fn working_set(&self, _animated: bool) -> WorkingSet {
        WorkingSet { fixed: 2 << 20, ..WorkingSet::per_pixel(6) }
    }

    fn encode(&self, picture: &Picture, _loss: Loss, _blocks: &Blocks, _cancel: &Cancel) -> Result<Vec<u8>> {
        let pixels = &*picture.first().to_eight()?;
        ask!(self, one => one.derive(pixels))
    }
}
