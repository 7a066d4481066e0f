//! Fields made of cells: the printed text exactly, the meaning beside it.

use crate::{Field, values};
use jixiao_document::text::is_blank;
use jixiao_document::{Cell, Location};
use jixiao_domain::Value;
use std::borrow::Cow;

/// A cell whose value matters: amounts, points, targets, results.
pub(crate) fn value(cell: &Cell) -> Field {
    let printed = printed(&cell.text);
    let value = match plain(&printed) {
        Cow::Borrowed(text) => values::parse(text),
        Cow::Owned(text) => values::parse(&text),
    };
    Field { printed, value, at: cell.at }
}

/// A cell of words: names, goals, reasons.
pub(crate) fn words(cell: &Cell) -> Field {
    text(&cell.text, cell.at)
}

/// Words that are not a whole cell.
pub(crate) fn text(text: &str, at: Location) -> Field {
    let printed = printed(text);
    let value = if values::states_nothing(&printed) { Value::Nothing } else { Value::Words };
    Field { printed, value, at }
}

/// A value that is not a whole cell.
pub(crate) fn value_text(text: &str, at: Location) -> Field {
    let printed = printed(text);
    let value = values::parse(&plain(&printed));
    Field { printed, value, at }
}

/// A cell that exists but holds nothing.
pub(crate) fn blank(at: Location) -> Field {
    Field { printed: String::new(), value: Value::Nothing, at }
}

/// The text of a cell as it stands: outer white space trimmed, the line breaks of a wrapped cell
/// removed (a space stays between two ASCII words), inner spaces kept.
pub(crate) fn printed(text: &str) -> String {
    let text = text.trim_matches(is_blank);
    if !text.contains(['\n', '\r']) {
        return text.to_owned();
    }
    let mut joined = String::with_capacity(text.len());
    for line in text.split(['\n', '\r']).map(|line| line.trim_matches(is_blank)) {
        let ascii_words = joined.ends_with(|c: char| c.is_ascii_alphanumeric())
            && line.starts_with(|c: char| c.is_ascii_alphabetic());
        if ascii_words {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// The text without HTML tags, which some systems leave in their cells.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if !(text.contains('<') && text.contains('>')) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let after = &rest[open + 1..];
        let tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match after.find('>') {
            Some(close) if tag && close <= 40 => {
                plain.push_str(&rest[..open]);
                rest = &after[close + 1..];
            }
            _ => {
                plain.push_str(&rest[..=open]);
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}
