//! Fields made of cells: the printed text exactly, the meaning beside it.

use crate::{Field, values};
use jixiao_document::text::{has_ascii, squeeze, trim};
use jixiao_document::{Cell, Location};
use jixiao_domain::{ComparisonSign, Decimal, Quantity, Value};
use std::borrow::Cow;

/// A cell whose value matters: amounts, points, targets, results.
pub(crate) fn value(cell: &Cell) -> Field {
    value_text(&cell.text, cell.at)
}

/// A cell of words: names, goals, reasons.
pub(crate) fn words(cell: &Cell) -> Field {
    text(&cell.text, cell.at)
}

/// Words that are not a whole cell.
pub(crate) fn text(text: &str, at: Location) -> Field {
    let printed = printed(text);
    let value =
        if values::states_nothing(&plain(&printed)) { Value::Nothing } else { Value::Words };
    Field { printed, value, at }
}

/// A value that is not a whole cell.
pub(crate) fn value_text(text: &str, at: Location) -> Field {
    let printed = printed(text);
    let value = bare_number(&printed).unwrap_or_else(|| values::parse(&plain(&printed)));
    Field { printed, value, at }
}

/// Most value cells are plain decimals or percentages; reading those at once saves half the time of
/// a form. Agrees with [`values::parse`].
fn bare_number(text: &str) -> Option<Value> {
    let digits = text.strip_suffix('%');
    let unit = if digits.is_some() { "%" } else { "" };
    let digits = digits.unwrap_or(text).as_bytes();
    // Fifteen digits fit an i64; years and leading zeros may mean something else.
    let first_zero =
        digits.first() == Some(&b'0') && digits.get(1).is_some_and(|&next| next != b'.');
    if digits.is_empty() || digits.len() > 15 || first_zero {
        return None;
    }
    let (mut number, mut decimals) = (0_i64, None);
    for &byte in digits {
        match byte {
            b'0'..=b'9' => {
                number = number * 10 + i64::from(byte - b'0');
                decimals = decimals.map(|count: u32| count + 1);
            }
            b'.' if decimals.is_none() && number_began(digits) => decimals = Some(0),
            _ => return None,
        }
    }
    if decimals == Some(0) {
        return None;
    }
    let number = Decimal::new(number, decimals.unwrap_or(0));
    let sign = ComparisonSign::Equal;
    Some(Value::Quantity(Quantity { sign, number, unit: unit.to_owned() }))
}

fn number_began(digits: &[u8]) -> bool {
    digits.first() != Some(&b'.')
}

/// A cell that exists but holds nothing.
pub(crate) fn blank(at: Location) -> Field {
    Field { printed: String::new(), value: Value::Nothing, at }
}

/// The text of a cell as it stands: outer white space trimmed, the line breaks of a wrapped cell
/// removed (a space stays between two ASCII words), inner spaces kept.
pub(crate) fn printed(text: &str) -> String {
    let text = trim(text);
    if !has_ascii(text, |byte| matches!(byte, b'\n' | b'\r')) {
        return text.to_owned();
    }
    let mut joined = String::with_capacity(text.len());
    for line in text.split(['\n', '\r']).map(trim) {
        let ascii_words = joined.ends_with(|c: char| c.is_ascii_alphanumeric())
            && line.starts_with(|c: char| c.is_ascii_alphabetic());
        if ascii_words {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// The squeezed text without HTML tags.
pub(crate) fn squeezed(text: &str) -> String {
    squeeze(&plain(text))
}

/// The text without HTML tags, which some systems leave in their cells.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'<', text.as_bytes()).is_none() || !text.contains('>') {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_read_as_any_other_value() {
        for text in ["0", "7", "100", "2022", "0.93", "98.09%", "6000000.00", "100%", "1.000000"] {
            assert_eq!(bare_number(text), Some(values::parse(text)), "{text}");
        }
        for text in ["", ".5", "5.", "007", "1.2.3", "1,000", "-", "%", "12人"] {
            assert_eq!(bare_number(text), None, "{text}");
        }
    }

    #[test]
    fn wrapped_cells_are_joined() {
        assert_eq!(printed(" 困难职\n工 帮扶 "), "困难职工 帮扶");
        assert_eq!(printed("Word\nFile"), "Word File");
    }

    #[test]
    fn tags_do_not_disturb_values_and_signs_are_no_tags() {
        assert_eq!(plain("<p>60 人</p>"), "60 人");
        assert_eq!(plain("<60且>50"), "<60且>50");
    }
}
