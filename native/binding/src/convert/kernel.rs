use lazy_image_engine::Kernel;

use crate::wire::WireKernel;

pub fn kernel(wire: WireKernel) -> Kernel {
    match wire {
        WireKernel::Nearest => Kernel::Nearest,
        WireKernel::Cubic => Kernel::Cubic,
        WireKernel::Mitchell => Kernel::Mitchell,
        WireKernel::Lanczos2 => Kernel::Lanczos2,
        WireKernel::Lanczos3 => Kernel::Lanczos3,
    }
}

pub fn kernel_to_wire(kernel: Kernel) -> WireKernel {
    match kernel {
        Kernel::Nearest => WireKernel::Nearest,
        Kernel::Cubic => WireKernel::Cubic,
        Kernel::Mitchell => WireKernel::Mitchell,
        Kernel::Lanczos2 => WireKernel::Lanczos2,
        Kernel::Lanczos3 => WireKernel::Lanczos3,
    }
}
