//! Where the project is and which files it has.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask stands below the root").to_owned()
}

/// All files below `directory` with this ending, by path.
pub(crate) fn files(directory: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !directory.exists() {
        return Ok(files);
    }
    let kept = |entry: &walkdir::DirEntry| entry.file_name() != "target";
    for entry in WalkDir::new(directory).sort_by_file_name().into_iter().filter_entry(kept) {
        let entry = entry.with_context(|| format!("listing {}", directory.display()))?;
        if entry.path().extension().is_some_and(|found| found == ending) {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}
