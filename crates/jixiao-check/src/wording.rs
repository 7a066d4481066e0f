//! What short texts of a form say, whatever the form: nothing, not applicable, a year.
//!
//! Owns words that several rules share. Words of one rule stay with that rule.

use jixiao_document::text::is_blank;
use jixiao_document::{Block, Document};
use jixiao_form::values::states_nothing;

/// Blanks and points around a word.
fn is_outer(c: char) -> bool {
    is_blank(c) || matches!(c, '。' | '；' | '，' | '、' | ';' | '.' | ',')
}

/// `text` without blanks and punctuation at its ends and without a leading `指标：`.
pub(crate) fn core(text: &str) -> &str {
    let text = text.trim_matches(is_outer);
    match text.strip_prefix("指标") {
        Some(rest) if rest.starts_with([':', '：']) => {
            rest.trim_start_matches([':', '：']).trim_matches(is_outer)
        }
        _ => text,
    }
}

/// Longer texts say something: the longest known, 无此项指标, with room for blanks and points.
const NOTHING_BYTES_MAX: usize = 36;

/// Whether the text only says that there is nothing: blank, 无, a dash, 不适用 …
pub(crate) fn says_nothing(text: &str) -> bool {
    if text.len() > NOTHING_BYTES_MAX {
        return false;
    }
    let text = core(text);
    states_nothing(text) || says_none(text)
}

/// Whether the text says in words that there is nothing: 无, 不适用, 不涉及 …
pub(crate) fn says_none(text: &str) -> bool {
    may_say_none(text)
        && (matches!(core(text), "无" | "没有" | "暂无" | "无此项") || says_not_applicable(text))
}

/// Whether the text says that the row does not apply.
pub(crate) fn says_not_applicable(text: &str) -> bool {
    may_say_none(text)
        && matches!(
            core(text),
            "不适用" | "不涉及" | "无该项指标" | "无此指标" | "无此项指标" | "N/A"
        )
}

/// Whether the text is short and begins like one of the words: most names and values do not.
fn may_say_none(text: &str) -> bool {
    let first = || text.chars().find(|&c| !is_outer(c));
    text.len() <= NOTHING_BYTES_MAX
        && matches!(first(), Some('无' | '没' | '暂' | '不' | 'N' | '指'))
}

/// Letters and digits in `text`, at most `limit` of them counted.
pub(crate) fn letter_count(text: &str, limit: usize) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).take(limit).count()
}

/// The clauses of `text`: what stands between commas and stops. Lines may break anywhere.
pub(crate) fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split(['，', '。', '；', ';']).map(str::trim).filter(|clause| !clause.is_empty())
}

/// All lines and cells of a document.
pub(crate) fn texts(document: &Document) -> impl Iterator<Item = &str> {
    document.blocks.iter().flat_map(|block| {
        let (line, table) = match block {
            Block::Paragraph(paragraph) => (Some(paragraph.text.as_str()), None),
            Block::Table(table) => (None, Some(table)),
        };
        let cells = table.into_iter().flat_map(jixiao_document::Table::cells);
        line.into_iter().chain(cells.map(|cell| cell.text.as_str()))
    })
}
