//! How many bytes the process holds at most while it does something, those of codecs in C included: the C library's allocator is
//! stood in for by one that counts and passes on. glibc alone has its own functions by other names too.

use std::ffi::{c_int, c_void};
use std::sync::atomic::{AtomicIsize, Ordering};

static HELD: AtomicIsize = AtomicIsize::new(0);
static PEAK: AtomicIsize = AtomicIsize::new(0);

/// Bytes held at once during `work`, beyond those that were held before. Nothing else may run meanwhile.
pub fn peak_of<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let before = HELD.load(Ordering::SeqCst);
    PEAK.store(before, Ordering::SeqCst);
    let result = work();
    (result, (PEAK.load(Ordering::SeqCst) - before).max(0) as u64)
}

unsafe extern "C" {
    fn __libc_malloc(size: usize) -> *mut c_void;
    fn __libc_calloc(count: usize, size: usize) -> *mut c_void;
    fn __libc_realloc(pointer: *mut c_void, size: usize) -> *mut c_void;
    fn __libc_memalign(alignment: usize, size: usize) -> *mut c_void;
    fn __libc_free(pointer: *mut c_void);
    fn malloc_usable_size(pointer: *mut c_void) -> usize;
}

fn add(pointer: *mut c_void) -> *mut c_void {
    // SAFETY: a block of the library's own, or none.
    let held = HELD.fetch_add(unsafe { malloc_usable_size(pointer) } as isize, Ordering::SeqCst);
    // SAFETY: as above.
    PEAK.fetch_max(held + unsafe { malloc_usable_size(pointer) } as isize, Ordering::SeqCst);
    pointer
}

fn take(pointer: *mut c_void) {
    // SAFETY: a block of the library's own, or none.
    HELD.fetch_sub(unsafe { malloc_usable_size(pointer) } as isize, Ordering::SeqCst);
}

// SAFETY: each does what the C library's function of its name does, with the library's own.
#[unsafe(no_mangle)]
unsafe extern "C" fn malloc(size: usize) -> *mut c_void {
    // SAFETY: glibc takes any size.
    add(unsafe { __libc_malloc(size) })
}

// SAFETY: as above.
#[unsafe(no_mangle)]
unsafe extern "C" fn calloc(count: usize, size: usize) -> *mut c_void {
    // SAFETY: glibc takes any size.
    add(unsafe { __libc_calloc(count, size) })
}

// SAFETY: as above.
#[unsafe(no_mangle)]
unsafe extern "C" fn realloc(pointer: *mut c_void, size: usize) -> *mut c_void {
    take(pointer);
    // SAFETY: the pointer came from here, or is null, as the caller promises.
    let moved = unsafe { __libc_realloc(pointer, size) };
    if moved.is_null() && size > 0 {
        add(pointer)
    } else {
        add(moved)
    };
    moved
}

// SAFETY: as above.
#[unsafe(no_mangle)]
unsafe extern "C" fn memalign(alignment: usize, size: usize) -> *mut c_void {
    // SAFETY: glibc takes any size.
    add(unsafe { __libc_memalign(alignment, size) })
}

// SAFETY: as above.
#[unsafe(no_mangle)]
unsafe extern "C" fn aligned_alloc(alignment: usize, size: usize) -> *mut c_void {
    // SAFETY: glibc takes any size.
    add(unsafe { __libc_memalign(alignment, size) })
}

// SAFETY: as above.
#[unsafe(no_mangle)]
unsafe extern "C" fn posix_memalign(to: *mut *mut c_void, alignment: usize, size: usize) -> c_int {
    const NO_MEMORY: c_int = 12;
    // SAFETY: glibc takes any size.
    let pointer = unsafe { __libc_memalign(alignment, size) };
    if pointer.is_null() {
        return NO_MEMORY;
    }
    // SAFETY: whoever calls promises a place for the pointer.
    unsafe { *to = add(pointer) };
    0
}

// SAFETY: as above.
#[unsafe(no_mangle)]
unsafe extern "C" fn free(pointer: *mut c_void) {
    take(pointer);
    // SAFETY: the pointer came from here, or is null, as the caller promises.
    unsafe { __libc_free(pointer) };
}
