//! JPEG through jpegli, behind a guard that turns its error jumps into values.

use std::ffi::{CStr, c_char, c_int, c_uint, c_ulong, c_void};
use std::mem::MaybeUninit;
use std::ptr;

use jpegli_sys as jpegli;

use crate::asked::chroma::Chroma;
use crate::cancel::Cancel;
use crate::error::{EngineError, ErrorCode, Result};
use crate::pixels::{Channels, Raster};

const MESSAGE_LENGTH: usize = 200;
/// Rows between two looks at the cancel flag.
const ROWS_PER_CALL: usize = 64;

/// Mirrors `struct lazy_image_guard` of jpegli_guard.c.
#[repr(C)]
struct Guard {
    landing: *mut c_void,
    message: [c_char; MESSAGE_LENGTH],
}

unsafe extern "C-unwind" {
    fn lazy_image_guard_size() -> c_ulong;
    fn lazy_image_guard_error_exit(compressor: &mut jpegli::jpegli_common_struct);
    fn lazy_image_guard_discard_message(compressor: &mut jpegli::jpegli_common_struct);
    fn lazy_image_guard_discard_level(compressor: &mut jpegli::jpegli_common_struct, level: c_int);
    fn lazy_image_jpegli_create(compressor: *mut c_void, version: c_int, size: usize, guard: *mut Guard) -> c_int;
    fn lazy_image_jpegli_mem_dest(compressor: *mut c_void, buffer: *mut *mut u8, length: *mut c_ulong) -> c_int;
    fn lazy_image_jpegli_set_defaults(compressor: *mut c_void) -> c_int;
    fn lazy_image_jpegli_set_colorspace(compressor: *mut c_void, colour_space: c_int) -> c_int;
    fn lazy_image_jpegli_set_distance(compressor: *mut c_void, distance: f32) -> c_int;
    fn lazy_image_jpegli_set_progressive_level(compressor: *mut c_void, level: c_int) -> c_int;
    fn lazy_image_jpegli_start(compressor: *mut c_void) -> c_int;
    fn lazy_image_jpegli_write(compressor: *mut c_void, rows: *const *const u8, count: c_uint) -> c_int;
    fn lazy_image_jpegli_finish(compressor: *mut c_void) -> c_int;
}

/// Of a picture without alpha; `distance` is jpegli's butteraugli distance.
pub fn encode(
    pixels: &Raster<u8>,
    distance: f32,
    progressive: bool,
    chroma: Chroma,
    cancel: &Cancel,
) -> Result<Vec<u8>> {
    let mut compressor = Compressor::new()?;
    compressor.configure(pixels, distance, progressive, chroma)?;
    compressor.start()?;
    let rows: Vec<*const u8> = pixels.rows().map(<[u8]>::as_ptr).collect();
    for batch in rows.chunks(ROWS_PER_CALL) {
        cancel.check()?;
        compressor.write(batch)?;
    }
    compressor.finish()
}

/// Boxed because libjpeg keeps pointers into itself.
struct Compressor {
    state: Box<State>,
}

struct State {
    compress: MaybeUninit<jpegli::jpegli_compress_struct>,
    errors: MaybeUninit<jpegli::jpegli_error_mgr>,
    guard: Guard,
    output: *mut u8,
    output_length: c_ulong,
}

impl Compressor {
    fn new() -> Result<Self> {
        // SAFETY: no arguments.
        assert_eq!(unsafe { lazy_image_guard_size() } as usize, size_of::<Guard>(), "the two sides disagree on Guard");
        let mut state = Box::new(State {
            compress: MaybeUninit::zeroed(),
            errors: MaybeUninit::zeroed(),
            guard: Guard { landing: ptr::null_mut(), message: [0; MESSAGE_LENGTH] },
            output: ptr::null_mut(),
            output_length: 0,
        });
        // SAFETY: both structures are plain data, zeroed above, and stay at their address inside the box; the
        // initialiser writes every field of the error manager.
        unsafe {
            let errors = state.errors.assume_init_mut();
            jpegli::jpegli_std_error(errors);
            errors.error_exit = Some(lazy_image_guard_error_exit);
            errors.emit_message = Some(lazy_image_guard_discard_level);
            errors.output_message = Some(lazy_image_guard_discard_message);
            (*state.compress.as_mut_ptr()).common.err = errors;
        }
        let guard = &raw mut state.guard;
        let compressor = state.compress.as_mut_ptr().cast();
        let this = Self { state };
        // SAFETY: the compressor and the guard live in the box; version and size are those of the bindings.
        this.check(unsafe {
            lazy_image_jpegli_create(
                compressor,
                jpegli::JPEG_LIB_VERSION,
                size_of::<jpegli::jpegli_compress_struct>(),
                guard,
            )
        })?;
        Ok(this)
    }

    fn pointer(&mut self) -> *mut c_void {
        self.state.compress.as_mut_ptr().cast()
    }

    fn configure(&mut self, pixels: &Raster<u8>, distance: f32, progressive: bool, chroma: Chroma) -> Result<()> {
        use jpegli::J_COLOR_SPACE::{JCS_GRAYSCALE, JCS_RGB, JCS_YCbCr};
        let gray = pixels.channels == Channels::Gray;
        let compressor = self.pointer();
        let (buffer, length) = (&raw mut self.state.output, &raw mut self.state.output_length);
        // SAFETY: the compressor was created; the destination pointers live in the box as long as it does.
        self.check(unsafe { lazy_image_jpegli_mem_dest(compressor, buffer, length) })?;
        // SAFETY: created above; these are the input fields that the library asks its caller to set.
        unsafe {
            let compress = self.state.compress.assume_init_mut();
            compress.image_width = pixels.width;
            compress.image_height = pixels.height;
            compress.input_components = pixels.channels.count() as c_int;
            compress.in_color_space = if gray { JCS_GRAYSCALE } else { JCS_RGB };
        }
        // The colour space sets every factor to one, and the distance makes the quantisation tables at once, those of
        // subsampled chroma by the factors that it finds.
        // SAFETY: created above; the colour space allocates the components, three of them unless it is grey.
        unsafe {
            self.check(lazy_image_jpegli_set_defaults(compressor))?;
            let stored = if gray { JCS_GRAYSCALE } else { JCS_YCbCr };
            self.check(lazy_image_jpegli_set_colorspace(compressor, stored as c_int))?;
            if !gray {
                let samples = if chroma == Chroma::Yuv420 { 2 } else { 1 };
                let components = std::slice::from_raw_parts_mut(self.state.compress.assume_init_ref().comp_info, 3);
                components[0].h_samp_factor = samples;
                components[0].v_samp_factor = samples;
                for component in &mut components[1..] {
                    component.h_samp_factor = 1;
                    component.v_samp_factor = 1;
                }
            }
            self.check(lazy_image_jpegli_set_distance(compressor, distance))?;
            self.check(lazy_image_jpegli_set_progressive_level(compressor, if progressive { 2 } else { 0 }))?;
            self.state.compress.assume_init_mut().optimize_coding = 1;
        }
        Ok(())
    }

    fn start(&mut self) -> Result<()> {
        let compressor = self.pointer();
        // SAFETY: configured.
        self.check(unsafe { lazy_image_jpegli_start(compressor) })
    }

    fn write(&mut self, rows: &[*const u8]) -> Result<()> {
        let compressor = self.pointer();
        // SAFETY: started; every row pointer is to a live row of the configured width.
        self.check(unsafe { lazy_image_jpegli_write(compressor, rows.as_ptr(), rows.len() as c_uint) })
    }

    fn finish(mut self) -> Result<Vec<u8>> {
        let compressor = self.pointer();
        // SAFETY: all rows were written.
        self.check(unsafe { lazy_image_jpegli_finish(compressor) })?;
        let length = self.state.output_length as usize;
        let mut bytes = Vec::new();
        bytes
            .try_reserve_exact(length)
            .map_err(|_| EngineError::new(ErrorCode::OutOfMemory, format!("no memory for a JPEG of {length} bytes")))?;
        // SAFETY: the destination manager filled `output_length` bytes at `output`.
        bytes.extend_from_slice(unsafe { std::slice::from_raw_parts(self.state.output, length) });
        Ok(bytes)
    }

    fn check(&self, status: c_int) -> Result<()> {
        if status == 0 {
            return Ok(());
        }
        // SAFETY: the guard terminates the message it formats.
        let message = unsafe { CStr::from_ptr(self.state.guard.message.as_ptr()) };
        Err(EngineError::engine("jpegli", message.to_string_lossy()))
    }
}

impl Drop for Compressor {
    fn drop(&mut self) {
        // SAFETY: destroy accepts a compressor in any state after creation, and one whose creation failed is still
        // zeroed, which destroy treats as empty; the output buffer came from malloc.
        unsafe {
            jpegli::jpegli_destroy_compress(self.state.compress.assume_init_mut());
            libc::free(self.state.output.cast());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_inside_the_library_comes_back_as_a_value() {
        let pixels = Raster::allocate(8, 8, Channels::Rgb).unwrap();
        let mut compressor = Compressor::new().unwrap();
        compressor.configure(&pixels, 1.0, false, Chroma::Yuv420).unwrap();
        // No scanline was written, so finishing must fail, and not end the process.
        compressor.start().unwrap();
        let error = compressor.finish().unwrap_err();
        assert_eq!(error.code, ErrorCode::EngineFailure);
        assert!(error.to_string().starts_with("ENGINE_FAILURE: jpegli: ") && error.to_string().len() > 28, "{error}");
    }

    /// The tables of the file's components, in their order.
    fn quantisation(file: &[u8]) -> Vec<&[u8]> {
        let (mut tables, mut chosen, mut at) = ([&file[..0]; 4], Vec::new(), 2);
        while chosen.is_empty() {
            let length = usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
            let (marker, body) = (file[at + 1], &file[at + 4..at + 2 + length]);
            match marker {
                0xDB => body.chunks(65).for_each(|table| tables[usize::from(table[0])] = &table[1..]),
                0xC0..=0xC2 => {
                    chosen = body[6..].chunks(3).map(|component| tables[usize::from(component[2])]).collect()
                }
                _ => {}
            }
            at += 2 + length;
        }
        chosen
    }

    #[test]
    fn halved_chroma_has_quantisation_tables_of_its_own() {
        let mut pixels = Raster::allocate(32, 32, Channels::Rgb).unwrap();
        pixels.samples.iter_mut().enumerate().for_each(|(index, sample)| *sample = (index * 37 % 251) as u8);
        for progressive in [false, true] {
            let [halved, full] = [Chroma::Yuv420, Chroma::Yuv444]
                .map(|chroma| encode(&pixels, 2.0, progressive, chroma, &Cancel::new()).unwrap());
            for (component, (halved, full)) in quantisation(&halved).iter().zip(quantisation(&full)).enumerate() {
                let sum = |table: &[u8]| table.iter().map(|step| u32::from(*step)).sum::<u32>();
                // Fewer samples say the same area: each has to be truer.
                assert_eq!(sum(halved) < sum(full), component > 0, "component {component}");
            }
        }
    }
}
