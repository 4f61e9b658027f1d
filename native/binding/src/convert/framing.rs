use lazy_image_engine::{Canvas, FixedFrame, Framing, Kernel, Region};

use super::colour::channels;
use crate::wire::{WireCanvas, WireFixedFrame, WireFraming, WireKernel, WireRegion};

pub fn from_wire(wire: WireFraming) -> napi::Result<Framing> {
    Ok(match wire {
        WireFraming::Fixed { frame } => Framing::Fixed(fixed_frame(frame)?),
    })
}

fn fixed_frame(wire: WireFixedFrame) -> napi::Result<FixedFrame> {
    let WireRegion { left, top, width, height } = wire.region;
    Ok(FixedFrame {
        region: Region { left, top, width, height },
        width: wire.width,
        height: wire.height,
        kernel: kernel(wire.kernel),
        canvas: wire.canvas.map(canvas).transpose()?,
    })
}

/// Only the geometry function gives frames back.
pub fn fixed_frame_to_wire(frame: FixedFrame) -> WireFixedFrame {
    let Region { left, top, width, height } = frame.region;
    WireFixedFrame {
        region: WireRegion { left, top, width, height },
        width: frame.width,
        height: frame.height,
        kernel: match frame.kernel {
            Kernel::Nearest => WireKernel::Nearest,
            Kernel::Cubic => WireKernel::Cubic,
            Kernel::Mitchell => WireKernel::Mitchell,
            Kernel::Lanczos2 => WireKernel::Lanczos2,
            Kernel::Lanczos3 => WireKernel::Lanczos3,
        },
        canvas: frame.canvas.map(|Canvas { width, height, left, top, background }| WireCanvas {
            width,
            height,
            left,
            top,
            background: background.to_vec(),
        }),
    }
}

pub fn kernel(wire: WireKernel) -> Kernel {
    match wire {
        WireKernel::Nearest => Kernel::Nearest,
        WireKernel::Cubic => Kernel::Cubic,
        WireKernel::Mitchell => Kernel::Mitchell,
        WireKernel::Lanczos2 => Kernel::Lanczos2,
        WireKernel::Lanczos3 => Kernel::Lanczos3,
    }
}

fn canvas(wire: WireCanvas) -> napi::Result<Canvas> {
    Ok(Canvas {
        width: wire.width,
        height: wire.height,
        left: wire.left,
        top: wire.top,
        background: channels(&wire.background)?,
    })
}
