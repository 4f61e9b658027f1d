//! Whole files or none.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{EngineError, ErrorCode, Result};

/// Writes beside the target and renames, so that nobody ever reads half a picture under the final name.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let unwritable = |error: std::io::Error| {
        EngineError::new(ErrorCode::OutputUnwritable, format!("cannot write {}: {error}", path.display()))
    };
    let name = path
        .file_name()
        .ok_or_else(|| EngineError::new(ErrorCode::OutputUnwritable, format!("{} names no file", path.display())))?;
    let unique = COUNTER.fetch_add(1, Ordering::Relaxed);
    let temporary = path.with_file_name(format!(".{}.{}-{unique}.tmp", name.to_string_lossy(), std::process::id()));
    let written = fs::write(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // What matters is told by the error below; a leftover that cannot be removed either adds nothing to it.
        let _ = fs::remove_file(&temporary);
    }
    written.map_err(unwritable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_nothing_behind() {
        let folder = std::env::temp_dir().join(format!("lazy-image-write-{}", std::process::id()));
        fs::create_dir_all(folder.join("taken")).unwrap();
        // A folder of that name cannot be replaced by a file.
        let error = write_atomically(&folder.join("taken"), b"x").unwrap_err();
        assert_eq!(error.code, ErrorCode::OutputUnwritable);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "only the folder itself is left");
        fs::remove_dir_all(folder).unwrap();
    }
}
