//! What numbers of quality are on each ladder: written by native/quality-tables, one file for each libaom.

pub mod libaom_3_11;
pub mod libaom_3_14;
pub mod numbers;
