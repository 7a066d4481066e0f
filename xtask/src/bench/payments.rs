//! Batch files of banks: a hundred thousand lines written in layouts of each kind, their answer read
//! and matched.

use crate::shell;
use anyhow::Result;

/// Lines of the batch.
const LINE_COUNT: &str = "100000";

/// Builds, measures, prints.
pub(crate) fn run() -> Result<()> {
    let mut arguments = vec!["run", "--release", "--quiet", "--package", "jixiao-bank"];
    arguments.extend(["--example", "speed", "--", LINE_COUNT]);
    shell::run("cargo", &arguments)
}
