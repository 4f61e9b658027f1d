//! Asking running work to stop.

use std::fmt;
use std::mem::take;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::error::{EngineError, Result};

/// A flag shared by everything that belongs to one batch, and perhaps a moment at which work is too late. Stages look
/// at it before they start; codecs that can, look at it between frames, rows or trials.
#[derive(Debug, Clone, Default)]
pub struct Cancel {
    flag: Arc<Flag>,
    deadline: Option<Deadline>,
}

#[derive(Default)]
struct Flag {
    is_set: AtomicBool,
    /// Those who wait, and so do not look.
    listeners: Mutex<Vec<Listener>>,
}

type Listener = Box<dyn FnOnce() + Send>;

#[derive(Debug, Clone, Copy)]
struct Deadline {
    at: Instant,
    /// All the time there was, for the error.
    timeout: Duration,
}

impl Cancel {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn cancel(&self) {
        self.flag.is_set.store(true, Ordering::SeqCst);
        for tell in self.flag.take_listeners() {
            tell();
        }
    }

    /// Calls `listener` when the flag is set, on the thread that sets it; at once where it is set already.
    pub fn when_cancelled(&self, listener: impl FnOnce() + Send + 'static) {
        self.flag.listeners.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(listener));
        if self.is_cancelled() {
            for tell in self.flag.take_listeners() {
                tell();
            }
        }
    }

    /// Whether the batch was cancelled, however much time is left.
    pub fn is_cancelled(&self) -> bool {
        self.flag.is_set.load(Ordering::SeqCst)
    }

    /// The same flag for work that may take what is left of a timeout after `spent`.
    pub fn within(&self, timeout: Duration, spent: Duration) -> Self {
        let at = Instant::now().checked_add(timeout.saturating_sub(spent));
        // A moment that the clock cannot tell never comes.
        Self { flag: Arc::clone(&self.flag), deadline: at.map(|at| Deadline { at, timeout }) }
    }

    /// Time until the deadline, where there is one.
    pub fn time_left(&self) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.at.saturating_duration_since(Instant::now()))
    }

    /// # Errors
    /// [`ErrorCode::Aborted`](crate::ErrorCode::Aborted) when the batch was cancelled,
    /// [`ErrorCode::Timeout`](crate::ErrorCode::Timeout) when the time is up.
    pub fn check(&self) -> Result<()> {
        if self.is_cancelled() {
            return Err(EngineError::aborted());
        }
        match self.deadline {
            Some(Deadline { at, timeout }) if Instant::now() >= at => Err(EngineError::timeout(timeout)),
            _ => Ok(()),
        }
    }
}

impl Flag {
    fn take_listeners(&self) -> Vec<Listener> {
        take(&mut self.listeners.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.is_set.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;
    use crate::error::ErrorCode;

    fn code(cancel: &Cancel) -> Option<ErrorCode> {
        cancel.check().err().map(|error| error.code)
    }

    #[test]
    fn a_flag_that_is_set_stops_every_copy_of_it() {
        let cancel = Cancel::new();
        let with_time = cancel.within(Duration::from_secs(3600), Duration::ZERO);
        assert_eq!((code(&cancel), code(&with_time)), (None, None));
        with_time.cancel();
        assert_eq!((code(&cancel), code(&with_time)), (Some(ErrorCode::Aborted), Some(ErrorCode::Aborted)));
    }

    #[test]
    fn who_waits_is_told_once_whether_it_came_before_or_after() {
        let told = Arc::new(AtomicUsize::new(0));
        let listener = || {
            let told = Arc::clone(&told);
            move || {
                told.fetch_add(1, Ordering::Relaxed);
            }
        };
        let cancel = Cancel::new();
        cancel.clone().when_cancelled(listener());
        assert_eq!(told.load(Ordering::Relaxed), 0);
        cancel.cancel();
        cancel.cancel();
        assert_eq!(told.load(Ordering::Relaxed), 1);
        cancel.when_cancelled(listener());
        assert_eq!(told.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn time_that_is_spent_is_up() {
        let cancel = Cancel::new();
        let timeout = Duration::from_millis(5);
        for spent in [timeout, timeout * 3] {
            let late = cancel.within(timeout, spent);
            assert_eq!((code(&late), late.time_left()), (Some(ErrorCode::Timeout), Some(Duration::ZERO)));
            assert!(late.check().unwrap_err().to_string().contains("allowedMs 5"));
        }
        assert_eq!(code(&cancel), None, "the others go on");
        assert_eq!(code(&cancel.within(Duration::MAX, Duration::ZERO)), None);
    }

    #[test]
    fn an_abort_is_told_as_one_even_when_the_time_is_up() {
        let late = Cancel::new().within(Duration::ZERO, Duration::ZERO);
        late.cancel();
        assert_eq!(code(&late), Some(ErrorCode::Aborted));
    }
}
