//! A report as the model its official document is printed from, alone and bound with its forms.

use super::LoadedReport;
use crate::call::date_in_china;
use crate::documents::day;
use jixiao_narrative::{Narrative, Run, Style, Table, plain_text};
use jixiao_render::Layout;
use jixiao_render::model::text::{
    Block, HeadingLevel, Signature, TextCell, TextDocument, TextTable,
};
use jixiao_render::model::{Form, Part, Volume};

/// The report with its forms as one file.
pub(crate) fn volume(loaded: &LoadedReport, forms: &[Part]) -> Volume {
    let report = Part {
        title: loaded.report.title.clone(),
        // What follows in the same file need not be listed.
        form: Form::Text(text_document(loaded, &[])),
        layout: Layout::Report,
    };
    let parts = std::iter::once(report).chain(forms.iter().cloned()).collect();
    Volume { title: loaded.report.title.clone(), parts }
}

/// The report as a document of its own.
pub(crate) fn text_document(loaded: &LoadedReport, forms: &[Part]) -> TextDocument {
    let day = loaded.report.approved_at.map(date_in_china).and_then(day);
    TextDocument {
        title: title(&loaded.narrative),
        blocks: blocks(&loaded.narrative),
        attachments: forms.iter().map(|form| format!("{}一份", form.title)).collect(),
        signature: Some(Signature { unit: loaded.organisation.name.clone(), day }),
        ..TextDocument::default()
    }
}

/// The title, broken where the template breaks it: after the unit or the project. A name that is a
/// list of its own stays on one line with the rest, so that it reads as one title.
fn title(narrative: &Narrative) -> String {
    let lines = plain_text(&narrative.title);
    let first = lines.lines().next().unwrap_or_default();
    if first.contains(['、', '，', '：', '；', '）', '》']) {
        narrative.title()
    } else {
        lines
    }
}

fn blocks(narrative: &Narrative) -> Vec<Block> {
    let mut blocks = Vec::new();
    for section in &narrative.sections {
        let level = HeadingLevel::from_number(section.level).unwrap_or(HeadingLevel::Four);
        let text = bare_heading(&plain_text(&section.heading)).to_owned();
        blocks.push(Block::Heading { level, text });
        let texts = section.paragraphs.iter().map(jixiao_narrative::Paragraph::plain);
        blocks.extend(texts.map(Block::Paragraph));
        blocks.extend(section.tables.iter().map(|rows| Block::Table(table(rows))));
    }
    blocks
}

/// The words of a heading: the layout counts by itself.
fn bare_heading(heading: &str) -> &str {
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = heading.trim_start_matches(['（', '(']);
    let after = rest.trim_start_matches(digit);
    let numbered = after.len() < rest.len();
    let bare = after.strip_prefix(['、', '.', '．', '）', ')']);
    bare.filter(|_| numbered).map_or(heading, str::trim_start)
}

fn table(table: &Table) -> TextTable {
    let mut rows = table.rows.iter();
    let header = rows
        .next()
        .map(|row| row.iter().map(|cell| TextCell::centered(plain_text(cell)).in_bold()).collect());
    TextTable {
        column_weights: weights(table),
        header: header.into_iter().collect(),
        rows: rows.map(|row| row.iter().map(|runs| cell(runs)).collect()).collect(),
        ..TextTable::default()
    }
}

fn cell(runs: &[Run]) -> TextCell {
    let text = plain_text(runs);
    match runs {
        [Run::Figure { style: Style::Bare, .. }] => TextCell::figure(text),
        _ if text.chars().count() > 8 => TextCell::words(text),
        _ => TextCell::centered(text),
    }
}

/// Columns as wide as their longest text asks, within limits.
fn weights(table: &Table) -> Vec<u32> {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    (0..columns)
        .map(|column| {
            let longest = table
                .rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| plain_text(cell).chars().count())
                .max();
            u32::try_from(longest.unwrap_or_default()).unwrap_or(u32::MAX).clamp(3, 16)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::bare_heading;

    #[test]
    fn numbers_are_taken_off_headings_and_words_stay() {
        for (heading, bare) in [
            ("一、项目基本情况", "项目基本情况"),
            ("（二）自评组织过程", "自评组织过程"),
            ("1.产出指标完成情况（分值50分）", "产出指标完成情况（分值50分）"),
            ("（1）数量指标", "数量指标"),
            ("三公经费情况", "三公经费情况"),
        ] {
            assert_eq!(bare_heading(heading), bare);
        }
    }
}
