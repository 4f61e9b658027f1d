//! What the work on an output consists of, in order: decode, base, frame, operate, passes, encode.

pub mod base;
pub mod decode;
pub mod encode;
pub mod frame;
pub mod gain_map;
pub mod needs;
pub mod passes;
pub mod search;
pub mod stream;
