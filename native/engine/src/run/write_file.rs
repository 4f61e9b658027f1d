//! Whole files or none.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{EngineError, ErrorCode, Result};

/// Writes beside the target and renames, so that nobody ever reads half a picture under the final name.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    let unwritable = |error: std::io::Error| {
        EngineError::new(ErrorCode::OutputUnwritable, format!("cannot write {}: {error}", path.display()))
    };
    let name = path
        .file_name()
        .ok_or_else(|| EngineError::new(ErrorCode::OutputUnwritable, format!("{} names no file", path.display())))?;
    let (mut file, temporary) = create_beside(path, &name.to_string_lossy()).map_err(unwritable)?;
    let written = file.write_all(bytes).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // What matters is told by the error below; a leftover that cannot be removed either adds nothing to it.
        let _ = fs::remove_file(&temporary);
    }
    written.map_err(unwritable)
}

/// A file that was not there before: two containers with one process number and one folder do not share it.
fn create_beside(path: &Path, name: &str) -> std::io::Result<(File, PathBuf)> {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    loop {
        let unique = COUNTER.fetch_add(1, Ordering::Relaxed);
        let temporary = path.with_file_name(format!(".{name}.{}-{unique}.tmp", std::process::id()));
        match File::create_new(&temporary) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            created => return created.map(|file| (file, temporary)),
        }
    }
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
