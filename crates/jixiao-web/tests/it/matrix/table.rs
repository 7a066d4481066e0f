//! `matrix.txt`: a line a route, a sign a column. Reading it, comparing a column, writing one.

use jixiao_domain::{Coded as _, Role};
use jixiao_web::Route;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::PathBuf;

const HEAD: &str = "\
# Columns: stranger, person without a role, then the nine roles in the order of the domain
# (填报 审核 财务 审批 经审 财政 系统 安全 审计), first of the county that owns the record, then of
# another county.
# + goes through (to the page, or to a refusal of what was sent), - no right, ? not found,
# s to the sign-in page.
";

/// What a line holds where nobody has been yet.
const NEW: char = '.';

/// A column of the table.
#[derive(Debug, Clone, Copy)]
pub(super) enum Column {
    Stranger,
    WithoutRole,
    /// The role in the county that owns the records.
    Own(Role),
    /// The role in another county.
    Other(Role),
}

impl Column {
    /// Its place among the signs of a line.
    fn place(self) -> usize {
        let of = |role| Role::ALL.iter().position(|other| *other == role).unwrap();
        match self {
            Self::Stranger => 0,
            Self::WithoutRole => 1,
            Self::Own(role) => 2 + of(role),
            Self::Other(role) => 2 + Role::ALL.len() + of(role),
        }
    }

    fn words(self) -> String {
        match self {
            Self::Stranger => "a stranger".to_owned(),
            Self::WithoutRole => "a person without a role".to_owned(),
            Self::Own(role) => format!("{} of the own county", role.word()),
            Self::Other(role) => format!("{} of another county", role.word()),
        }
    }
}

/// All routes in the order of the lines.
pub(super) fn routes() -> Vec<Route> {
    let mut routes = jixiao_web::table();
    routes.sort_by(|a, b| (a.path, a.method.as_str()).cmp(&(b.path, b.method.as_str())));
    routes
}

fn heading(route: &Route) -> String {
    format!("{:<4} {:<72} ", route.method.as_str(), route.path)
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/matrix.txt")
}

fn is_writing() -> bool {
    std::env::var_os("JIXIAO_WRITE_MATRIX").is_some()
}

/// The signs of a route's line, [`NEW`] where there is none.
fn signs(text: &str, route: &Route) -> Vec<char> {
    let heading = heading(route);
    let line = text.lines().find_map(|line| line.strip_prefix(&heading));
    let signs: Vec<char> = line.unwrap_or_default().chars().filter(|sign| *sign != ' ').collect();
    if signs.is_empty() { vec![NEW; 2 + 2 * Role::ALL.len()] } else { signs }
}

/// Compares what was found in some columns, a sign a route, with the table; writes it there if that
/// is asked for.
pub(super) fn compare(found: &[(Column, String)]) {
    if is_writing() {
        write(found);
    }
    let text = fs::read_to_string(path()).unwrap_or_default();
    let mut wrong = String::new();
    for (column, found) in found {
        for (route, found) in routes().iter().zip(found.chars()) {
            let expected = signs(&text, route)[column.place()];
            if expected != found {
                writeln!(wrong, "{}{}: {found}, not {expected}", heading(route), column.words())
                    .unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "against matrix.txt:\n{wrong}");
}

/// Puts columns into the file; tests that run side by side take turns.
fn write(found: &[(Column, String)]) {
    let turn =
        File::create(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("matrix.lock")).unwrap();
    turn.lock().unwrap();
    let text = fs::read_to_string(path()).unwrap_or_default();
    let mut fresh = HEAD.to_owned();
    for (index, route) in routes().iter().enumerate() {
        let mut signs = signs(&text, route);
        for (column, found) in found {
            signs[column.place()] = found.chars().nth(index).unwrap();
        }
        let (strangers, roles) = signs.split_at(2);
        let (own, other) = roles.split_at(Role::ALL.len());
        let [own, other] = [own, other].map(|signs| signs.iter().collect::<String>());
        writeln!(fresh, "{}{} {} {own} {other}", heading(route), strangers[0], strangers[1])
            .unwrap();
    }
    fs::write(path(), fresh).unwrap();
}

/// Fails where a route has no line, a line no route, or the head is another one.
pub(super) fn is_complete() {
    if is_writing() {
        write(&[]);
    }
    let text = fs::read_to_string(path()).unwrap_or_default();
    let lines = text.strip_prefix(HEAD).expect("the head of matrix.txt");
    let routes = routes();
    let without: Vec<String> =
        routes.iter().filter(|route| !lines.contains(&heading(route))).map(heading).collect();
    assert!(without.is_empty(), "not in matrix.txt:\n{}", without.join("\n"));
    let of_none: Vec<&str> = lines
        .lines()
        .filter(|line| !routes.iter().any(|route| line.starts_with(&heading(route))))
        .collect();
    assert!(of_none.is_empty(), "in matrix.txt, but no route:\n{}", of_none.join("\n"));
}
