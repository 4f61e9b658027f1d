//! How memory is had from the system, and goes back to it.

use std::sync::Once;

/// Larger blocks are the system's own, and go back to it when they are freed.
const LARGEST_KEPT: i32 = 4 << 20;

/// glibc keeps what each thread frees for that thread, blocks of up to 32 MB, so that a process would hold what every
/// thread ever held at once rather than what admission lets in. Costs some 2 % of time, and is left to the environment
/// where that says something itself.
pub fn give_large_blocks_back() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if std::env::var_os("MALLOC_MMAP_THRESHOLD_").is_none() && std::env::var_os("GLIBC_TUNABLES").is_none() {
            set_threshold(LARGEST_KEPT);
        }
    });
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn set_threshold(bytes: i32) {
    // SAFETY: a setting that takes effect between two allocations; glibc locks it.
    unsafe { libc::mallopt(libc::M_MMAP_THRESHOLD, bytes) };
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn set_threshold(_: i32) {}

/// Smaller blocks have no page of this size in them for certain.
const LARGE_PAGES_FROM: usize = 4 << 20;

/// Asks for pages of 2 MB under a block that will be filled whole. Without them a photograph of 12 megapixels is 9,000
/// faults of 4 kB each, some 6 ms of the 105 that three small JPEGs of it take; a system that has no such pages does not
/// give them.
pub fn prefer_large_pages<S>(block: &mut [S]) {
    let bytes = size_of_val(block);
    if bytes >= LARGE_PAGES_FROM {
        advise(block.as_mut_ptr().cast(), bytes);
    }
}

#[cfg(target_os = "linux")]
fn advise(start: *mut u8, bytes: usize) {
    const PAGE: usize = 4096;
    let into_page = start.align_offset(PAGE);
    let whole = bytes.saturating_sub(into_page) / PAGE * PAGE;
    // SAFETY: pages that lie wholly within a block of ours; advice changes no content, and is refused without harm.
    unsafe { libc::madvise(start.add(into_page).cast(), whole, libc::MADV_HUGEPAGE) };
}

#[cfg(not(target_os = "linux"))]
fn advise(_: *mut u8, _: usize) {}
