//! One number for the content of many files, to see whether anything changed since the last time.
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The fingerprint of files and of everything below directories, except the `skipped` directory.
pub(crate) fn of(inputs: &[PathBuf], skipped: &Path) -> Result<String> {
    let mut files = Vec::new();
    for input in inputs {
        collect(input, skipped, &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// All files below a directory (or the file itself).
pub(crate) fn collect(path: &Path, skipped: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path == skipped {
        return Ok(());
    }
    if !path.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    for entry in fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))? {
        collect(&entry?.path(), skipped, files)?;
    }
    Ok(())
}
