//! What the work on an output consists of.

pub mod decode;
pub mod encode;
pub mod search;
