//! What each kind of thing promises.

pub mod format;
