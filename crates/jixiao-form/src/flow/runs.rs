//! Runs of paragraphs that are read apart: forms printed differently in one document.
//!
//! Owns finding a line that holds a whole form run together beside forms that are not. How cells
//! were separated is judged for each run by itself.

use jixiao_document::{Paragraph, text::is_blank};
use std::ops::Range;

/// No whole form is shorter, in bytes.
const SHORTEST: usize = 360;

/// A title stands at the beginning of its line, in bytes.
const TITLE_WITHIN: usize = 150;

/// The runs to read, in order, together all of `paragraphs`.
pub(super) fn runs(paragraphs: &[&Paragraph]) -> Vec<Range<usize>> {
    let whole: Vec<usize> =
        (0..paragraphs.len()).filter(|&index| is_whole_form(&paragraphs[index].text)).collect();
    let mut others = (0..paragraphs.len()).filter(|index| !whole.contains(index));
    if whole.is_empty() || !others.any(|index| paragraphs[index].text.contains("三级指标")) {
        return std::iter::once(0..paragraphs.len()).collect();
    }
    let mut runs = Vec::with_capacity(whole.len() * 2 + 1);
    let mut start = 0;
    for index in whole {
        if start < index {
            runs.push(start..index);
        }
        runs.push(index..index + 1);
        start = index + 1;
    }
    if start < paragraphs.len() {
        runs.push(start..paragraphs.len());
    }
    runs
}

/// Whether a line holds a form from its title to its total, its cells run together.
fn is_whole_form(text: &str) -> bool {
    if text.len() < SHORTEST {
        return false;
    }
    let titled = text.find("自评表").is_some_and(|at| at < TITLE_WITHIN);
    let Some(header) = text.find("三级指标").filter(|_| titled) else { return false };
    let Some(rows) = text.get(header..) else { return false };
    let closed = ["总分", "合计", "总计"].iter().any(|word| rows.contains(word));
    let apart = |c: char| is_blank(c) || matches!(c, '|' | '｜' | '\n');
    closed && text.chars().filter(|&c| apart(c)).count() * 14 < text.chars().count()
}
