//! How much work was really done: what tests assert, because time proves nothing.

use std::sync::atomic::{AtomicU64, Ordering};

/// Work done by one batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WorkCounts {
    /// Sources whose pixels were decoded.
    pub decodes: u64,
    /// Pictures resampled, an animation counting once.
    pub resizes: u64,
    /// Operations done, each counting once for a picture however many outputs share it.
    pub operations: u64,
    /// Outputs encoded.
    pub encodes: u64,
    /// Encodes thrown away on the way to a score or a number of bytes.
    pub trials: u64,
    /// Bytes of sources read.
    pub bytes_in: u64,
    /// Bytes of outputs encoded.
    pub bytes_out: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub decodes: AtomicU64,
    pub resizes: AtomicU64,
    pub operations: AtomicU64,
    pub encodes: AtomicU64,
    pub trials: AtomicU64,
    pub bytes_in: AtomicU64,
    pub bytes_out: AtomicU64,
}

impl Counters {
    pub fn add(counter: &AtomicU64, amount: u64) {
        counter.fetch_add(amount, Ordering::Relaxed);
    }

    pub fn totals(&self) -> WorkCounts {
        WorkCounts {
            decodes: self.decodes.load(Ordering::Relaxed),
            resizes: self.resizes.load(Ordering::Relaxed),
            operations: self.operations.load(Ordering::Relaxed),
            encodes: self.encodes.load(Ordering::Relaxed),
            trials: self.trials.load(Ordering::Relaxed),
            bytes_in: self.bytes_in.load(Ordering::Relaxed),
            bytes_out: self.bytes_out.load(Ordering::Relaxed),
        }
    }
}
