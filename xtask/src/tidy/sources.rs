//! Source files: lengths, module docs, banned words, names of tests.

/// A file may have this many lines unless it is listed in [`LONG_FILES`].
const FILE_LINES_MAX: usize = 400;
/// A function may have this many lines unless its file is listed in [`LONG_FUNCTIONS`].
const FUNCTION_LINES_MAX: usize = 70;

/// Who may see which part of the tree is decided in one place; the store itself may narrow what it
/// was given.
const SCOPE_MAKER: &str = "Scope::authorised(";
const SCOPE_MAKERS: &[&str] = &["jixiao-app/src/authz.rs", "jixiao-store/src/"];

/// Longer files and the length they may not exceed.
const LONG_FILES: &[(&str, usize)] = &[];
/// Files with longer functions and the length none may exceed.
const LONG_FUNCTIONS: &[(&str, usize)] = &[];

const SLEEP: &str = "thread::sleep";

/// Words that must not appear in code, and what to do instead.
const BANNED: &[(&str, &str)] = &[
    ("todo!(", "finish it or leave it out"),
    ("unimplemented!(", "finish it or leave it out"),
    ("#[ignore", "a test that does not run proves nothing"),
    (SLEEP, "wait for the condition, not for time"),
    ("SystemTime::now", "time is an argument"),
];

fn banned(line: &str) -> impl Iterator<Item = &(&'static str, &'static str)> {
    BANNED.iter().filter(move |(word, _)| line.contains(word))
}

pub(crate) fn check(path: &str, text: &str, problems: &mut Vec<String>) {
    let this_file = path.ends_with("tidy/sources.rs");
    // The pauses of the people of a load are what it is about.
    let is_load = path.starts_with("xtask/src/bench/");
    let lines: Vec<&str> = text.lines().collect();
    let limit = listed(LONG_FILES, path).unwrap_or(FILE_LINES_MAX);
    if lines.len() > limit {
        problems.push(format!("{path}: {} lines, at most {limit}", lines.len()));
    }
    if path.ends_with("/mod.rs") {
        problems.push(format!("{path}: name the file after the module"));
    }
    // A rule's page is its documentation.
    let is_rule = path.contains("jixiao-check/src/rules/");
    if !is_rule && !text.starts_with("//!") && !text.starts_with("#!") {
        problems.push(format!("{path}: a module opens with `//!`: what it owns and what not"));
    }
    for (number, line) in lines.iter().enumerate() {
        for (word, instead) in
            banned(line).filter(|(word, _)| !(this_file || is_load && *word == SLEEP))
        {
            problems.push(format!("{path}:{}: `{word}`: {instead}", number + 1));
        }
        let makes_scope = line.contains(SCOPE_MAKER) && !this_file && !path.contains("/tests/");
        if makes_scope && !SCOPE_MAKERS.iter().any(|maker| path.contains(maker)) {
            problems.push(format!("{path}:{}: only `jixiao_app::authz` makes a scope", number + 1));
        }
        if line.trim_start().starts_with("fn test_") {
            problems.push(format!("{path}:{}: a test's name is a sentence", number + 1));
        }
    }
    check_functions(path, &lines, problems);
}

/// Lengths of functions, told by the indentation of formatted code.
fn check_functions(path: &str, lines: &[&str], problems: &mut Vec<String>) {
    let limit = listed(LONG_FUNCTIONS, path).unwrap_or(FUNCTION_LINES_MAX);
    for (start, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let words = line.trim_start();
        let is_function = ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn ", "const fn "]
            .iter()
            .any(|head| words.starts_with(head));
        if !is_function || words.ends_with(';') || words.ends_with('}') {
            continue;
        }
        let closing = format!("{}}}", " ".repeat(indent));
        let length = lines[start..].iter().position(|line| **line == closing).map_or(0, |n| n + 1);
        if length > limit {
            let name = words.split('(').next().unwrap_or(words);
            problems.push(format!(
                "{path}:{}: `{name}` has {length} lines, at most {limit}",
                start + 1
            ));
        }
    }
}

/// Entries of the ratchets must name files that are still too long.
pub(crate) fn check_ratchet(problems: &mut Vec<String>) {
    let root = crate::workspace::root();
    for (path, limit) in LONG_FILES {
        let lines = std::fs::read_to_string(root.join(path)).map_or(0, |text| text.lines().count());
        if lines <= FILE_LINES_MAX {
            problems.push(format!("{path}: short again, take it off LONG_FILES ({limit})"));
        }
    }
}

fn listed(table: &[(&str, usize)], path: &str) -> Option<usize> {
    table.iter().find(|(listed, _)| *listed == path).map(|(_, limit)| *limit)
}
