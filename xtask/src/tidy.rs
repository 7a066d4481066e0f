//! Checks of layout that no compiler makes: file and function lengths, module docs, test names,
//! manifests. Long files and functions already there are listed with their length and may only
//! shrink.

mod manifests;
mod sources;

use crate::workspace;
use anyhow::{Result, bail};

/// Runs every check over the workspace.
pub(crate) fn run() -> Result<()> {
    let root = workspace::root();
    let mut problems = Vec::new();
    let mut files = workspace::files(&root.join("crates"), "rs")?;
    files.extend(workspace::files(&root.join("xtask"), "rs")?);
    files.extend(workspace::files(&root.join("fuzz"), "rs")?);
    for file in &files {
        let text = std::fs::read_to_string(file)?;
        let path = file.strip_prefix(&root).expect("listed below the root");
        sources::check(&path.to_string_lossy(), &text, &mut problems);
    }
    sources::check_ratchet(&mut problems);
    manifests::check(&root, &mut problems)?;
    if !problems.is_empty() {
        bail!("tidy:\n  {}", problems.join("\n  "));
    }
    Ok(())
}
