//! The dependencies allowed between the project's own crates. A new edge is a line to review here.
//! Inside a crate, areas may use each other as long as they form no circle.

mod areas;

use anyhow::{Result, bail};
use cargo_metadata::{DependencyKind, MetadataCommand};
use std::collections::{BTreeMap, BTreeSet};

/// Crate, and what it may depend on. Test-only dependencies stand behind `dev:`.
const ALLOWED: &[(&str, &[&str])] = &[
    ("jixiao-domain", &[]),
    ("jixiao-document", &[]),
    ("jixiao-regulation", &["jixiao-domain"]),
    ("jixiao-reader", &["jixiao-document", "dev:jixiao-testkit"]),
    (
        "jixiao-form",
        &["jixiao-document", "jixiao-domain", "dev:jixiao-reader", "dev:jixiao-testkit"],
    ),
    (
        "jixiao-check",
        &[
            "jixiao-document",
            "jixiao-domain",
            "jixiao-form",
            "jixiao-regulation",
            "dev:jixiao-reader",
        ],
    ),
    (
        "jixiao-output",
        &[
            "jixiao-check",
            "jixiao-document",
            "jixiao-domain",
            "jixiao-form",
            "jixiao-regulation",
            "dev:jixiao-reader",
        ],
    ),
    ("jixiao-analysis", &["jixiao-domain", "jixiao-regulation"]),
    ("jixiao-aid", &["jixiao-domain", "jixiao-regulation"]),
    ("jixiao-bank", &["jixiao-document", "jixiao-domain", "jixiao-reader", "jixiao-regulation"]),
    ("jixiao-likeness", &["dev:jixiao-likeness"]),
    ("jixiao-narrative", &["jixiao-domain"]),
    ("jixiao-seal", &[]),
    ("jixiao-vault", &[]),
    ("jixiao-store", &["jixiao-domain", "dev:jixiao-store"]),
    (
        "jixiao-app",
        &[
            "jixiao-aid",
            "jixiao-analysis",
            "jixiao-bank",
            "jixiao-check",
            "jixiao-document",
            "jixiao-domain",
            "jixiao-form",
            "jixiao-likeness",
            "jixiao-narrative",
            "jixiao-output",
            "jixiao-reader",
            "jixiao-regulation",
            "jixiao-render",
            "jixiao-seal",
            "jixiao-store",
            "jixiao-vault",
            "dev:jixiao-app",
            "dev:jixiao-store",
        ],
    ),
    (
        "jixiao-web",
        &[
            "jixiao-app",
            "jixiao-domain",
            "jixiao-regulation",
            "jixiao-store",
            "dev:jixiao-app",
            "dev:jixiao-reader",
            "dev:jixiao-sample",
            "dev:jixiao-store",
        ],
    ),
    (
        "jixiao-render",
        &["jixiao-domain", "dev:jixiao-document", "dev:jixiao-form", "dev:jixiao-reader"],
    ),
    (
        "jixiao-sample",
        &[
            "jixiao-app",
            "jixiao-domain",
            "jixiao-store",
            "dev:jixiao-app",
            "dev:jixiao-check",
            "dev:jixiao-form",
            "dev:jixiao-reader",
            "dev:jixiao-regulation",
            "dev:jixiao-store",
        ],
    ),
    ("jixiao-testkit", &["jixiao-document", "jixiao-domain"]),
    (
        "jixiao-cli",
        &[
            "jixiao-app",
            "jixiao-check",
            "jixiao-document",
            "jixiao-domain",
            "jixiao-form",
            "jixiao-output",
            "jixiao-reader",
            "jixiao-regulation",
            "jixiao-sample",
            "jixiao-seal",
            "jixiao-store",
            "jixiao-vault",
            "jixiao-web",
            "dev:jixiao-testkit",
        ],
    ),
    (
        "xtask",
        &["jixiao-aid", "jixiao-check", "jixiao-output", "jixiao-regulation", "jixiao-testkit"],
    ),
];

/// Compares the workspace with the table.
pub(crate) fn run() -> Result<()> {
    let metadata = MetadataCommand::new().no_deps().exec()?;
    let own: BTreeSet<&str> = metadata.packages.iter().map(|p| p.name.as_str()).collect();
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let mut problems = Vec::new();
    for package in &metadata.packages {
        let name = package.name.as_str();
        let Some(edges) = allowed.get(name) else {
            problems.push(format!("{name}: not in the table of xtask/src/edges.rs"));
            continue;
        };
        for dependency in &package.dependencies {
            if !own.contains(dependency.name.as_str()) {
                continue;
            }
            let edge = match dependency.kind {
                DependencyKind::Development => format!("dev:{}", dependency.name),
                _ => dependency.name.clone(),
            };
            if !edges.contains(&edge.as_str()) {
                problems.push(format!("{name} -> {edge}: not an allowed edge"));
            }
        }
    }
    areas::check(&mut problems)?;
    if !problems.is_empty() {
        bail!("dependency edges:\n  {}", problems.join("\n  "));
    }
    Ok(())
}
