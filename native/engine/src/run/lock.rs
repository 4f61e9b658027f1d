//! Locks that are never poisoned.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A panic in a job is caught before it can poison; a poisoned lock still guards whole values.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
