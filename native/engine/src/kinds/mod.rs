//! What each kind of thing promises. The kinds themselves are folders: [`crate::formats`], [`crate::operations`],
//! [`crate::derived`]; their lists are the only files that name all members.

pub mod codec;
pub mod derive;
pub mod encode;
pub mod format;
pub mod header;
pub mod operate;
pub mod scale;
