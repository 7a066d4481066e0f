//! Manifests: folder = crate name, lints inherited, external versions only in the root.

use crate::workspace;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use toml::{Table, Value};

pub(crate) fn check(root: &Path, problems: &mut Vec<String>) -> Result<()> {
    for file in workspace::files(&root.join("crates"), "toml")? {
        if file.file_name().is_some_and(|name| name == "Cargo.toml") {
            check_one(&file, problems)?;
        }
    }
    check_one(&root.join("xtask/Cargo.toml"), problems)
}

fn check_one(file: &Path, problems: &mut Vec<String>) -> Result<()> {
    let text = fs::read_to_string(file)?;
    let manifest: Table = text.parse().with_context(|| format!("parsing {}", file.display()))?;
    let folder = file.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    let mut say = |what: &str| problems.push(format!("{folder}/Cargo.toml: {what}"));
    let get = |path: &[&str]| {
        let first = manifest.get(path[0]);
        path[1..].iter().fold(first, |value, key| value.and_then(|value| value.get(key)))
    };
    if get(&["package", "name"]).and_then(Value::as_str) != Some(folder.as_ref()) {
        say("the folder and the crate must have one name");
    }
    if get(&["lints", "workspace"]).and_then(Value::as_bool) != Some(true) {
        say("lints must be inherited: `[lints] workspace = true`");
    }
    for key in ["version", "edition", "rust-version", "license"] {
        if get(&["package", key, "workspace"]).and_then(Value::as_bool) != Some(true) {
            say(&format!("`{key}.workspace = true` is missing"));
        }
    }
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let Some(Value::Table(dependencies)) = manifest.get(section) else { continue };
        for (name, value) in dependencies {
            if value.get("workspace").and_then(Value::as_bool) != Some(true) {
                say(&format!("{section}.{name} must be `workspace = true`"));
            }
        }
    }
    Ok(())
}
