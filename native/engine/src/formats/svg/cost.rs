//! What a drawing costs.

/// Two layers of its own size; a drawing with more is an exception.
pub const BYTES_WHILE_DRAWING: u64 = 2 * 4;
