//! Lines that belong to the page and not to the form: page numbers and running heads.
//!
//! Owns the decision by the line itself and the lines beside it. A bare number may be a cell that
//! wraps or stands on a line of its own, so it counts only between rows printed whole.

use jixiao_document::text::{is_blank, trim};
use jixiao_document::{Location, Paragraph};

/// Endings of running heads.
const VOLUMES: &[&str] = &["公开", "决算", "预算", "报告", "汇编"];

/// The longest running head in bytes.
const LONGEST_HEAD: usize = 120;

/// Whether the line at `index` is a page number or a running head.
pub(super) fn is_furniture(paragraphs: &[&Paragraph], index: usize) -> bool {
    let Some(paragraph) = paragraphs.get(index) else { return false };
    let text = trim(&paragraph.text);
    // The first and last characters tell nearly every line from the page's own.
    let marked = matches!(text.chars().next(), Some('-' | '—' | '–' | '－' | '第'));
    let last = text.chars().next_back();
    let volume = matches!(last, Some('开' | '算' | '告' | '编'));
    let number = matches!(last, Some('0'..='9'));
    (marked && is_page_number(text))
        || (volume && is_running_head(paragraphs, index, text))
        || (number && is_bare_number(text) && between_rows(paragraphs, index))
}

/// The name of the printed volume right above or below a page number.
fn is_running_head(paragraphs: &[&Paragraph], index: usize, text: &str) -> bool {
    let Some(paragraph) = paragraphs.get(index) else { return false };
    let beside = |other: Option<&&Paragraph>| {
        other.is_some_and(|other| match (other.at, paragraph.at) {
            (Location::Line(a), Location::Line(b)) => {
                a.abs_diff(b) <= 2 && is_page_number(&other.text)
            }
            _ => false,
        })
    };
    text.len() <= LONGEST_HEAD
        && VOLUMES.iter().any(|word| text.ends_with(word))
        && (beside(index.checked_sub(1).and_then(|i| paragraphs.get(i)))
            || beside(paragraphs.get(index + 1)))
}

/// `- 3 -`, `— 1 —`, `第 1 页`: marked page numbers.
fn is_page_number(text: &str) -> bool {
    let mut squeezed = text.chars().filter(|&c| !is_blank(c));
    match squeezed.next() {
        Some('-' | '—' | '–' | '－') => {
            let rest: Vec<char> = squeezed.take(8).collect();
            let Some((last, digits)) = rest.split_last() else { return false };
            matches!(last, '-' | '—' | '–' | '－')
                && !digits.is_empty()
                && digits.iter().all(char::is_ascii_digit)
        }
        Some('第') => {
            let rest: Vec<char> = squeezed.take(12).collect();
            rest.first().is_some_and(char::is_ascii_digit)
                && rest.iter().all(|&c| c.is_ascii_digit() || matches!(c, '页' | '共' | '/' | ','))
                && rest.contains(&'页')
        }
        _ => false,
    }
}

/// `12`, `3 / 8`, `Page 3`, `江州市图书馆绩效自评 3`: page numbers where no cell can stand.
fn is_bare_number(text: &str) -> bool {
    if text.len() > LONGEST_HEAD || !text.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = |text: &str| (1..=3).contains(&text.len());
    if !number(&text[head.len()..]) {
        return false;
    }
    let head = head.trim_end_matches(is_blank);
    let of = head.trim_end_matches(['/', '／']);
    if of.len() < head.len() {
        let of = of.trim_end_matches(is_blank);
        return number(of) && of.bytes().all(|byte| byte.is_ascii_digit());
    }
    head.is_empty()
        || head.eq_ignore_ascii_case("page")
        || head.ends_with("自评")
        || VOLUMES.iter().any(|word| head.ends_with(word))
}

/// Whether the lines above and below hold several cells each, the upper one closed by its figures
/// and the lower one begun by a word.
fn between_rows(paragraphs: &[&Paragraph], index: usize) -> bool {
    let cells = |text: &str| text.split(is_blank).filter(|cell| !cell.is_empty()).count();
    let above = index.checked_sub(1).and_then(|i| paragraphs.get(i));
    let (Some(above), Some(below)) = (above, paragraphs.get(index + 1)) else { return false };
    let closed = above.text.trim_end_matches(is_blank).ends_with(|c: char| c.is_ascii_digit());
    let begun = below.text.trim_start_matches(is_blank);
    closed
        && !begun.starts_with(|c: char| c.is_ascii_digit())
        && cells(&above.text) >= 4
        && cells(&below.text) >= 3
}
