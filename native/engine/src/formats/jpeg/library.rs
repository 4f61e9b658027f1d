//! libjpeg-turbo's decoder behind a function in C, which catches its error jumps and tells every kind of damage.

use std::ffi::{CStr, c_char, c_int, c_uint};

// Links the library, whose functions are called from C alone.
use turbojpeg_sys as _;

use crate::pixels::{Channels, Raster};

/// Each scan of a progressive file walks the whole picture; real encoders write about ten, a bomb thousands.
const MOST_SCANS: c_int = 500;

/// `JMSG_LENGTH_MAX`.
const MESSAGE_LENGTH: usize = 200;

#[repr(C)]
struct RawReport {
    damage: c_uint,
    rows: c_uint,
    message: [c_char; MESSAGE_LENGTH],
}

unsafe extern "C" {
    fn lazy_image_jpeg_decode(
        bytes: *const u8,
        length: usize,
        pixels: *mut u8,
        stride: usize,
        rows: c_uint,
        channels: c_int,
        shrink: c_uint,
        most_scans: c_int,
        report: *mut RawReport,
    ) -> c_int;
}

/// What was wrong with a JPEG; the C side has the same numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Damage {
    /// Parameters of a scan that its process does not have.
    ScanHeader = 1 << 0,
    /// A colour transform that Adobe does not define.
    AdobeTransform = 1 << 1,
    /// A progressive file refines what it has not sent.
    ScanOrder = 1 << 2,
    /// Bytes between the data and a marker.
    ExtraBytes = 1 << 3,
    /// All of the data is there, and no marker behind it.
    EndMarker = 1 << 4,
    /// Data that means nothing, or ends before its picture does.
    BrokenData = 1 << 5,
    /// The file ends before the data does.
    CutShort = 1 << 6,
}

/// How a decode went.
#[derive(Debug)]
pub struct Report {
    damage: u32,
    /// Whether the library read to the end, whatever it met on the way.
    pub finished: bool,
    /// Rows that hold pixels.
    pub rows: u32,
    /// The library's words about what went wrong.
    pub message: String,
}

impl Report {
    pub fn has(&self, damage: Damage) -> bool {
        self.damage & damage as u32 != 0
    }
}

/// Fills the raster, whose size is the picture's at one `shrink`th. Four channels are inks.
pub fn decode_into(pixels: &mut Raster<u8>, bytes: &[u8], shrink: u32) -> Report {
    let channels = match pixels.channels {
        Channels::Gray => 1,
        Channels::Rgb => 3,
        Channels::Rgba => 4,
        Channels::GrayAlpha => unreachable!("no JPEG has alpha"),
    };
    let mut raw = RawReport { damage: 0, rows: 0, message: [0; MESSAGE_LENGTH] };
    // SAFETY: the raster has `height` rows of `stride` bytes, which the function compares with the picture before it
    // writes; bytes and report are live.
    let status = unsafe {
        lazy_image_jpeg_decode(
            bytes.as_ptr(),
            bytes.len(),
            pixels.samples.as_mut_ptr(),
            pixels.stride(),
            pixels.height,
            channels,
            shrink,
            MOST_SCANS,
            &mut raw,
        )
    };
    // SAFETY: the function ends the message with a zero inside the array.
    let message = unsafe { CStr::from_ptr(raw.message.as_ptr()) }.to_string_lossy().into_owned();
    Report { damage: raw.damage, finished: status == 0, rows: raw.rows, message }
}
