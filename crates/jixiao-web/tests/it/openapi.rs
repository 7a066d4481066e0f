//! The public description of the API: locked, and true to the route table.

use jixiao_web::{openapi, table};
use std::path::PathBuf;

fn locked() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json")
}

/// Run with `JIXIAO_WRITE_OPENAPI=1` after a wanted change, and read the difference.
#[test]
fn the_description_changes_only_on_purpose() {
    let now = openapi().to_pretty_json().unwrap() + "\n";
    if std::env::var_os("JIXIAO_WRITE_OPENAPI").is_some() {
        std::fs::write(locked(), &now).unwrap();
    }
    let before = std::fs::read_to_string(locked()).unwrap_or_default();
    assert!(now == before, "docs/openapi.json is not what the API is now");
}

#[test]
fn every_route_of_the_api_is_described() {
    let document = openapi();
    let missing: Vec<&str> = table()
        .iter()
        .filter(|route| route.path.starts_with("/api/"))
        .map(|route| route.path)
        .filter(|path| !document.paths.paths.contains_key(*path))
        .collect();
    assert!(missing.is_empty(), "not in the description: {missing:?}");
}
