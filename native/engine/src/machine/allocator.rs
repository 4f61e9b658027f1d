//! Memory that is freed goes back to the system.

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
