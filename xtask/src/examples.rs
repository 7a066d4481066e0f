//! Writes `examples/` anew from the test kit, so that the shipped files can be reproduced.

use crate::workspace;
use anyhow::{Context, Result};
use std::fs;

pub(crate) fn run() -> Result<()> {
    let folder = workspace::root().join("examples");
    fs::create_dir_all(&folder)?;
    for (name, bytes) in jixiao_testkit::examples() {
        let file = folder.join(name);
        fs::write(&file, bytes).with_context(|| format!("writing {}", file.display()))?;
    }
    Ok(())
}
