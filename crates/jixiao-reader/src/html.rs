//! Web pages, also those saved under the name of an office file: paragraphs and tables.
//!
//! Owns which elements are read and what white space means. Reads in one pass without a tree, so
//! that neither depth nor damage of a page costs more than its length. Scripts, styles, menus and
//! form controls are left out; nothing is hidden or laid out by style sheets. A table inside a
//! cell becomes a table of its own after the outer one.

mod entity;
mod grid;
mod tokens;
mod walk;

use crate::build::Build;
use crate::{Limits, ReadError};
use jixiao_document::{Document, Format};

/// Whether a text is a web page, or holds tables written as one.
pub(crate) fn is_page(text: &str) -> bool {
    let begins = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let mut marks: &[&str] = &["<table"];
    let mut head = text;
    if begins.starts_with('<') {
        marks =
            &["<table", "<html", "<body", "<head", "<!doctype html", "<div", "<p>", "<p ", "<meta"];
        head = &begins[..begins.floor_char_boundary(1 << 16)];
    }
    contains_tag(head, marks) && (begins.starts_with('<') || contains_tag(text, &["</table"]))
}

/// Whether one of these tags begins somewhere, letter case set aside.
fn contains_tag(text: &str, marks: &[&str]) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| {
        let here = &bytes[at..];
        marks.iter().any(|mark| {
            here.get(..mark.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(mark.as_bytes()))
        })
    })
}

/// Reads one page.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<Document, ReadError> {
    read_all(&[text], limits)
}

/// Reads the pages of one file into one document.
pub(crate) fn read_all<T: AsRef<str>>(pages: &[T], limits: &Limits) -> Result<Document, ReadError> {
    let mut build = Build::new(Format::Html, limits);
    let mut numbers = walk::Numbers::default();
    for page in pages {
        numbers = walk::Walk::new(&mut build, numbers).run(page.as_ref())?;
    }
    let document = build.finish();
    if document.blocks.is_empty() { Err(ReadError::Empty) } else { Ok(document) }
}
