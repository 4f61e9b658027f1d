//! Threads of a codec's own, which count as those of whoever divides the processors among the work.

use std::sync::OnceLock;

/// Whoever divides the processors.
pub struct Lender {
    /// How many of the wanted ones are to be had; they are had until they are given back.
    pub lend: fn(usize) -> usize,
    pub take_back: fn(usize),
}

static LENDER: OnceLock<Lender> = OnceLock::new();

/// From now on threads are lent; the first one who says so lends them.
pub fn lend_threads(lender: Lender) {
    let _ = LENDER.set(lender);
}

/// Threads that a piece of work may have beside the one that it runs on, until this is dropped.
pub struct LentThreads(usize);

impl LentThreads {
    /// As many as are wanted, of those that nobody has a use for; none where nobody lends any.
    pub fn of(wanted: usize) -> Self {
        Self(LENDER.get().map_or(0, |lender| if wanted == 0 { 0 } else { (lender.lend)(wanted) }))
    }

    pub fn count(&self) -> usize {
        self.0
    }
}

impl Drop for LentThreads {
    fn drop(&mut self) {
        if let Some(lender) = LENDER.get()
            && self.0 > 0
        {
            (lender.take_back)(self.0);
        }
    }
}
