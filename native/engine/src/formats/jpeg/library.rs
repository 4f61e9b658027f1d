//! libjpeg-turbo's decoder behind a function in C, which catches its error jumps and tells every kind of damage.

use std::ffi::{CStr, c_char, c_int, c_uint};
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

// Links the library, whose functions are called from C alone.
use turbojpeg_sys as _;

use crate::error::{EngineError, Result};
use crate::pixels::Channels;

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

/// The decoder on the C side.
#[repr(C)]
struct RawDecoder {
    _opaque: [u8; 0],
}

unsafe extern "C" {
    fn lazy_image_jpeg_open(
        bytes: *const u8,
        length: usize,
        stride: usize,
        rows: c_uint,
        channels: c_int,
        shrink: c_uint,
        most_scans: c_int,
        status: *mut c_int,
    ) -> *mut RawDecoder;
    fn lazy_image_jpeg_read(decoder: *mut RawDecoder, pixels: *mut u8, stride: usize, rows: c_uint) -> c_int;
    fn lazy_image_jpeg_close(decoder: *mut RawDecoder, report: *mut RawReport);
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

/// A JPEG whose rows are read one after another.
pub struct Decoder<'a> {
    raw: NonNull<RawDecoder>,
    /// Whether the library has not given up yet.
    reads: bool,
    stride: usize,
    rows_left: u32,
    _bytes: PhantomData<&'a [u8]>,
}

impl<'a> Decoder<'a> {
    /// Opens a picture that has this size at one `shrink`th. Four channels are inks.
    ///
    /// # Errors
    /// When there is no memory; a file that cannot be read has no rows.
    pub fn open(bytes: &'a [u8], (width, height): (u32, u32), channels: Channels, shrink: u32) -> Result<Self> {
        let count: c_int = match channels {
            Channels::Gray => 1,
            Channels::Rgb => 3,
            Channels::Rgba => 4,
            Channels::GrayAlpha => unreachable!("no JPEG has alpha"),
        };
        let stride = width as usize * channels.count();
        let mut status = -1;
        // SAFETY: the bytes outlive the decoder by its lifetime.
        let raw = unsafe {
            lazy_image_jpeg_open(
                bytes.as_ptr(),
                bytes.len(),
                stride,
                height,
                count,
                shrink,
                MOST_SCANS,
                &raw mut status,
            )
        };
        let raw = NonNull::new(raw).ok_or_else(|| EngineError::out_of_memory("a JPEG decoder"))?;
        Ok(Self { raw, reads: status == 0, stride, rows_left: height, _bytes: PhantomData })
    }

    /// Fills the rows with the picture's next ones. Those that the library could not make are black.
    ///
    /// # Panics
    /// When these are more than there are.
    pub fn read(&mut self, rows: &mut [u8]) {
        let count = (rows.len() / self.stride) as u32;
        assert!(rows.len().is_multiple_of(self.stride) && count <= self.rows_left, "whole rows of the picture");
        self.rows_left -= count;
        if self.reads {
            // SAFETY: there is room for so many rows, which the picture has, and the library has not given up.
            self.reads = unsafe { lazy_image_jpeg_read(self.raw.as_ptr(), rows.as_mut_ptr(), self.stride, count) == 0 };
        } else {
            rows.fill(0);
        }
    }

    /// Ends the decode, after its last row or before.
    pub fn finish(self) -> Report {
        let finished = self.reads;
        let decoder = ManuallyDrop::new(self);
        let mut raw = RawReport { damage: 0, rows: 0, message: [0; MESSAGE_LENGTH] };
        // SAFETY: the decoder is live, and nobody has it after this.
        unsafe { lazy_image_jpeg_close(decoder.raw.as_ptr(), &raw mut raw) };
        // SAFETY: the function ends the message with a zero inside the array.
        let message = unsafe { CStr::from_ptr(raw.message.as_ptr()) }.to_string_lossy().into_owned();
        Report { damage: raw.damage, finished, rows: raw.rows, message }
    }
}

impl Drop for Decoder<'_> {
    fn drop(&mut self) {
        let mut unread = RawReport { damage: 0, rows: 0, message: [0; MESSAGE_LENGTH] };
        // SAFETY: the decoder is live, and nobody has it after this.
        unsafe { lazy_image_jpeg_close(self.raw.as_ptr(), &raw mut unread) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 48 × 40.
    static WHOLE: &[u8] = include_bytes!("../../../tests/fixtures/chroma-2x1.jpg");

    /// How a picture is read that has other bytes behind its data, and a marker behind them or none.
    fn read_with(behind: impl Iterator<Item = u8>, marker: &[u8]) -> Report {
        let bytes: Vec<u8> =
            WHOLE[..WHOLE.len() - 2].iter().copied().chain(behind).chain(marker.iter().copied()).collect();
        let mut decoder = Decoder::open(&bytes, (48, 40), Channels::Rgb, 1).unwrap();
        decoder.read(&mut [0; 48 * 40 * 3]);
        decoder.finish()
    }

    #[test]
    fn many_equal_bytes_behind_the_data_are_padding_where_the_file_ends_with_them_too() {
        for marker in [&[0xFF, 0xD9][..], &[]] {
            let report = read_with([0; 5000].into_iter(), marker);
            assert!(report.has(Damage::ExtraBytes), "{report:?}");
            assert!(!report.has(Damage::BrokenData) && !report.has(Damage::CutShort), "{report:?}");
            assert_eq!((report.finished, report.rows), (true, 40));
        }
    }

    #[test]
    fn many_other_bytes_behind_the_data_are_a_picture_that_was_lost() {
        for marker in [&[0xFF, 0xD9][..], &[]] {
            for other in [40, 4999] {
                let report = read_with((0..5000).map(|at| u8::from(at == other)), marker);
                assert!(report.has(Damage::BrokenData) || report.has(Damage::CutShort), "{report:?}");
            }
        }
    }
}
