use lazy_image_engine::{Canvas, FixedFrame, Framing, Region, Result, Slide, Strategy};

use super::colour::channels;
use super::geometry;
use super::kernel::{kernel, kernel_to_wire};
use crate::wire::{WireCanvas, WireFixedFrame, WireFraming, WireRegion, WireSlide, WireStrategy};

pub fn from_wire(wire: WireFraming) -> Result<Framing> {
    Ok(match wire {
        WireFraming::Fixed { frame } => Framing::Fixed(fixed_frame(frame)?),
        WireFraming::Trimmed { threshold, request } => {
            Framing::Trimmed { threshold, request: geometry::from_wire(request)? }
        }
    })
}

fn fixed_frame(wire: WireFixedFrame) -> Result<FixedFrame> {
    Ok(FixedFrame {
        region: region(wire.region),
        width: wire.width,
        height: wire.height,
        kernel: kernel(wire.kernel),
        canvas: wire.canvas.map(canvas).transpose()?,
        slide: wire.slide.map(|WireSlide { strategy, within }| Slide {
            strategy: match strategy {
                WireStrategy::Entropy => Strategy::Entropy,
                WireStrategy::Attention => Strategy::Attention,
            },
            within: region(within),
        }),
    })
}

fn region(WireRegion { left, top, width, height }: WireRegion) -> Region {
    Region { left, top, width, height }
}

fn region_to_wire(Region { left, top, width, height }: Region) -> WireRegion {
    WireRegion { left, top, width, height }
}

/// Only the geometry function gives frames back.
pub fn fixed_frame_to_wire(frame: FixedFrame) -> WireFixedFrame {
    WireFixedFrame {
        region: region_to_wire(frame.region),
        width: frame.width,
        height: frame.height,
        kernel: kernel_to_wire(frame.kernel),
        canvas: frame.canvas.map(|Canvas { width, height, left, top, background }| WireCanvas {
            width,
            height,
            left,
            top,
            background: background.to_vec(),
        }),
        slide: frame.slide.map(|Slide { strategy, within }| WireSlide {
            strategy: match strategy {
                Strategy::Entropy => WireStrategy::Entropy,
                Strategy::Attention => WireStrategy::Attention,
            },
            within: region_to_wire(within),
        }),
    }
}

fn canvas(wire: WireCanvas) -> Result<Canvas> {
    Ok(Canvas {
        width: wire.width,
        height: wire.height,
        left: wire.left,
        top: wire.top,
        background: channels(&wire.background)?,
    })
}
