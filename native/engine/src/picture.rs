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
        Self { frames: vec![Frame { pixels: pixels.into(), delay_ms: 0 }], loops: 0, profile }
    }

    /// A copy of every frame, or of the first alone; an error, not an abort, when the memory cannot be had.
    pub fn try_clone(&self, all_frames: bool) -> Result<Self> {
        let frames = self.frames[..if all_frames { self.frames.len() } else { 1 }]
            .iter()
            .map(|frame| Ok(Frame { pixels: frame.pixels.try_clone()?, delay_ms: frame.delay_ms }))
            .collect::<Result<_>>()?;
        Ok(Self { frames, loops: self.loops, profile: self.profile.clone() })
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
        Ok(Self { frames, loops: self.loops, profile: self.profile.clone() })
    }
}
