//! Areas of a crate (its modules of the first level) may use each other, but never in a circle.

use crate::workspace;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Crates whose areas are looked at.
const CRATES: &[&str] = &["jixiao-app"];

/// Which areas each area uses.
type Uses = BTreeMap<String, BTreeSet<String>>;

/// Adds a line for every circle of areas.
pub(super) fn check(problems: &mut Vec<String>) -> Result<()> {
    for name in CRATES {
        let folder = workspace::root().join("crates").join(name).join("src");
        for circle in circles(&uses(&folder)?) {
            let path = circle.join(" -> ");
            problems.push(format!("{name}: areas use each other in a circle: {path}"));
        }
    }
    Ok(())
}

fn uses(folder: &Path) -> Result<Uses> {
    let mut uses = Uses::new();
    for file in workspace::files(folder, "rs")? {
        let path = file.strip_prefix(folder).unwrap_or(&file);
        let Some(first) = path.iter().next() else { continue };
        let area = first.to_string_lossy().trim_end_matches(".rs").to_owned();
        if area != "lib" {
            uses.entry(area).or_default().extend(paths(&std::fs::read_to_string(&file)?));
        }
    }
    // What is no area is an item that the crate's root exports.
    let areas: BTreeSet<String> = uses.keys().cloned().collect();
    for (area, used) in &mut uses {
        used.retain(|other| other != area && areas.contains(other));
    }
    Ok(uses)
}

/// The first names of all paths that begin at the crate's root.
fn paths(text: &str) -> BTreeSet<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: String = code.flat_map(|line| [line, "\n"]).collect();
    let mut names = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => names.extend(members(group)),
            None => names.extend(identifier(rest)),
        }
    }
    names
}

/// The first names of a group, `a, b::{c, d}, e}` up to its end.
fn members(group: &str) -> Vec<String> {
    let (mut depth, mut is_first, mut names) = (0_usize, true, Vec::new());
    for (place, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => is_first = true,
            _ if is_first && !letter.is_whitespace() => {
                is_first = false;
                names.extend(identifier(&group[place..]));
            }
            _ => {}
        }
    }
    names
}

fn identifier(text: &str) -> Option<String> {
    let name: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

/// One circle for every area that stands in one and was not named before.
fn circles(uses: &Uses) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    for area in uses.keys() {
        if found.iter().flatten().any(|named| named == area) {
            continue;
        }
        found.extend(way(uses, area, area));
    }
    found
}

/// The shortest way from an area over others to `to`, both ends named.
fn way(uses: &Uses, from: &str, to: &str) -> Option<Vec<String>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut edge = vec![from];
    while !edge.is_empty() {
        let mut next = Vec::new();
        for area in edge {
            for used in uses.get(area).into_iter().flatten().map(String::as_str) {
                if before.contains_key(used) {
                    continue;
                }
                before.insert(used, area);
                if used == to {
                    return Some(trace(&before, from, to));
                }
                next.push(used);
            }
        }
        edge = next;
    }
    None
}

fn trace(before: &BTreeMap<&str, &str>, from: &str, to: &str) -> Vec<String> {
    let mut way = vec![to.to_owned()];
    let mut at = to;
    while let Some(area) = before.get(at) {
        way.push((*area).to_owned());
        at = area;
        if at == from {
            break;
        }
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use super::{Uses, circles, paths};

    fn uses(edges: &[(&str, &[&str])]) -> Uses {
        let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        edges.iter().map(|(area, used)| ((*area).to_owned(), own(used))).collect()
    }

    #[test]
    fn paths_are_read_alone_and_in_groups() {
        let text = "use crate::a::{self, x};\n/// [`crate::b`]\nuse crate::{C, d::{e, f},\n g};\n\
                    let y = crate::h::i();";
        let found: Vec<String> = paths(text).into_iter().collect();
        assert_eq!(found, ["C", "a", "d", "g", "h"]);
    }

    #[test]
    fn a_circle_is_found_and_told_as_a_way() {
        let uses = uses(&[("a", &["b"]), ("b", &["c", "d"]), ("c", &["a"]), ("d", &[])]);
        assert_eq!(circles(&uses), [["a", "b", "c", "a"].map(str::to_owned)]);
    }

    #[test]
    fn areas_that_use_each_other_one_way_are_no_circle() {
        let uses = uses(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &[])]);
        assert!(circles(&uses).is_empty());
    }
}
