//! What this process may use of the machine it runs on.

mod allocator;
mod control_groups;
mod lent_threads;
mod memory;

pub use allocator::{give_large_blocks_back, prefer_large_pages};
pub use lent_threads::{Lender, LentThreads, lend_threads};
pub use memory::{available_memory, resident_memory};

/// Processors that this process may use, at least 1: those of its affinity, or fewer where the quota of a control group
/// around it, of either version, says so.
pub fn available_parallelism() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
