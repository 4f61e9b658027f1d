//! What the benchmarks measure with.

pub mod picture;
pub mod reference;
pub mod registration;
pub mod score;

/// Reported to whoever runs the benchmark; nothing here recovers from anything.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
