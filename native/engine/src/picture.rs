//! What a source decodes to: one frame, or the frames of an animation.

use crate::error::Result;
use crate::pixels::{Channels, Pixels};

/// The colour model of the stored samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColourSpace {
    Gray,
    Rgb,
    Cmyk,
}

/// How the stored samples map to colours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColourProfile {
    /// Nothing said: sRGB.
    Unspecified,
    /// An embedded ICC profile.
    Icc(Vec<u8>),
    /// Code points of ITU-T H.273.
    Cicp { primaries: u16, transfer: u16 },
    /// A power that samples were encoded with, and the primaries where they are not sRGB's: PNG's gAMA and cHRM.
    Gamma { gamma: HundredThousandths, primaries: Option<Primaries> },
}

impl ColourProfile {
    /// Code points of a file: wide colours with a transfer that a screen shows as it is. Others are shown as sRGB.
    pub fn of_code_points(primaries: u16, transfer: u16) -> Self {
        const BT2020: u16 = 9;
        const SMPTE432: u16 = 12;
        const BT709_TRANSFER: u16 = 1;
        const SRGB_TRANSFER: u16 = 13;
        let is_wide = matches!(primaries, BT2020 | SMPTE432);
        if is_wide && matches!(transfer, BT709_TRANSFER | SRGB_TRANSFER) {
            Self::Cicp { primaries, transfer }
        } else {
            Self::Unspecified
        }
    }
}

/// Numbers as PNG stores them, so that headers compare to the last bit.
pub type HundredThousandths = u32;

/// Chromaticities x and y.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Primaries {
    pub white: [HundredThousandths; 2],
    pub red: [HundredThousandths; 2],
    pub green: [HundredThousandths; 2],
    pub blue: [HundredThousandths; 2],
}

/// Frames of one size, depth and layout; a still picture is one frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// At least one.
    pub frames: Vec<Frame>,
    /// How often an animation plays; 0 is for ever.
    pub loops: u32,
    /// What the samples mean; [`ColourProfile::Unspecified`] is sRGB.
    pub profile: ColourProfile,
    /// How many colours the frames of an animation had together when they were decoded, where the format lists them and
    /// there are few; `None` says nothing.
    pub listed_colours: Option<u16>,
}

/// A whole canvas of an animation: what earlier frames leave visible is part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub pixels: Pixels,
    /// How long the frame is shown, in milliseconds; 0 in a still picture.
    pub delay_ms: u32,
}

impl Picture {
    /// A picture of one frame.
    pub fn still(pixels: impl Into<Pixels>, profile: ColourProfile) -> Self {
        Self { frames: vec![Frame { pixels: pixels.into(), delay_ms: 0 }], loops: 0, profile, listed_colours: None }
    }

    /// A copy of every frame, or of the first alone; an error, not an abort, when the memory cannot be had.
    pub fn try_clone(&self, all_frames: bool) -> Result<Self> {
        let frames = self.frames[..if all_frames { self.frames.len() } else { 1 }]
            .iter()
            .map(|frame| Ok(Frame { pixels: frame.pixels.try_clone()?, delay_ms: frame.delay_ms }))
            .collect::<Result<_>>()?;
        Ok(Self { frames, loops: self.loops, profile: self.profile.clone(), listed_colours: self.listed_colours })
    }

    /// The pixels of the first frame.
    pub fn first(&self) -> &Pixels {
        &self.frames[0].pixels
    }

    pub fn width(&self) -> u32 {
        self.first().width()
    }

    pub fn height(&self) -> u32 {
        self.first().height()
    }

    pub fn channels(&self) -> Channels {
        self.first().channels()
    }

    /// The same animation, each frame's pixels changed in place or replaced.
    pub fn change(self, change: impl Fn(Pixels) -> Result<Pixels>) -> Result<Self> {
        let frames = self
            .frames
            .into_iter()
            .map(|frame| Ok(Frame { pixels: change(frame.pixels)?, delay_ms: frame.delay_ms }))
            .collect::<Result<_>>()?;
        Ok(Self { frames, ..self })
    }

    /// A new animation with other pixels in each frame.
    pub fn map(&self, change: impl Fn(&Pixels) -> Result<Pixels>) -> Result<Self> {
        let frames = self
            .frames
            .iter()
            .map(|frame| Ok(Frame { pixels: change(&frame.pixels)?, delay_ms: frame.delay_ms }))
            .collect::<Result<_>>()?;
        Ok(Self { frames, loops: self.loops, profile: self.profile.clone(), listed_colours: self.listed_colours })
    }
}
