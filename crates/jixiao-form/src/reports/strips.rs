//! Scores a report states: small score tables, scored headings, 自评得N分.

use super::{Field, Location, Table, squeeze, values};
use crate::draft::ScoreStrip;
use jixiao_document::Cell;
use jixiao_domain::{Quantity, Value};

/// Reads a score table: labels in the first row or column, 标准分值 and 评价得分 in two others.
/// Returns whether `table` is one.
pub(super) fn of_table(
    table: &Table,
    index: usize,
    section: Option<usize>,
    strips: &mut Vec<ScoreStrip>,
) -> bool {
    let lines = lines_of(table);
    let Some(header) = &lines.labels else { return false };
    let (Some(standard), Some(score)) = (&lines.standard, &lines.score) else { return false };
    for label in &header[1..] {
        let text = squeeze(&label.text);
        if text.is_empty() {
            continue;
        }
        let beside = |line: &[&Cell]| {
            line.iter()
                .find(|cell| lines.position(cell) == lines.position(label))
                .map(|cell| Field::of_cell(cell))
        };
        strips.push(ScoreStrip {
            is_total: is_total(&text),
            label: text,
            standard: beside(standard),
            score: beside(score),
            table: Some(index),
            section,
            at: label.at,
        });
    }
    true
}

/// Whether `table` is a score table.
pub(crate) fn is_score_strip(table: &Table) -> bool {
    let lines = lines_of(table);
    lines.labels.is_some() && lines.standard.is_some() && lines.score.is_some()
}

/// The three lines of a score table, along rows or along columns.
struct Lines<'t> {
    along_rows: bool,
    labels: Option<Vec<&'t Cell>>,
    standard: Option<Vec<&'t Cell>>,
    score: Option<Vec<&'t Cell>>,
}

impl Lines<'_> {
    fn position(&self, cell: &Cell) -> u32 {
        if self.along_rows { cell.column } else { cell.row }
    }
}

fn lines_of(table: &Table) -> Lines<'_> {
    let mut lines = Lines { along_rows: true, labels: None, standard: None, score: None };
    // A score table is small; anything bigger is a form.
    if !(2..=4).contains(&table.row_count()) || table.column_count() > 12 {
        if table.column_count() != 3 || table.row_count() > 12 {
            return lines;
        }
        lines.along_rows = false;
    }
    let count = if lines.along_rows { table.row_count() } else { table.column_count() };
    for line in 0..count {
        let cells: Vec<&Cell> = if lines.along_rows {
            table.row(line).iter().collect()
        } else {
            table.cells().iter().filter(|cell| cell.column == line).collect()
        };
        let Some(head) = cells.first().map(|cell| squeeze(&cell.text)) else { continue };
        match head.as_str() {
            "标准分值" | "标准分" | "分值" | "满分" | "权重" | "总分" => {
                lines.standard = Some(cells);
            }
            "评价得分" | "得分" | "自评得分" | "实际得分" | "评分" => {
                lines.score = Some(cells);
            }
            _ if line == 0 && cells.len() > 2 => lines.labels = Some(cells),
            _ => {}
        }
    }
    lines
}

fn is_total(label: &str) -> bool {
    ["合计", "总分", "总计", "总得分", "得分合计"].iter().any(|word| label.contains(word))
}

/// Reads the scores in a heading's bracket: `（总分 20 分，评价得分 19 分）`, `（8分）`.
pub(super) fn of_heading(
    heading: &str,
    section: usize,
    at: Location,
    strips: &mut Vec<ScoreStrip>,
) {
    let Some((open, _)) = heading.char_indices().rev().find(|&(_, c)| matches!(c, '（' | '('))
    else {
        return;
    };
    let note = heading[open..].trim_matches(['（', '(', '）', ')', '：', '。']);
    let (mut standard, mut score) = (None, None);
    for part in note.split(['，', ',', '、', '；', ';']) {
        let Some(points) = points_at_end(part, at) else { continue };
        if part.contains('得') {
            score = score.or(Some(points));
        } else {
            standard = standard.or(Some(points));
        }
    }
    if standard.is_none() {
        return;
    }
    let label = squeeze(heading[..open].trim());
    let label = super::headings::numbering(&label)
        .map_or(label.as_str(), |numbering| &label[numbering.length..])
        .to_owned();
    let is_total = is_total(&label);
    strips.push(ScoreStrip {
        label,
        standard,
        score,
        is_total,
        table: None,
        section: Some(section),
        at,
    });
}

/// Completes the strip of `section`'s heading from a sentence below it: `自评得2分`.
pub(super) fn of_sentence(text: &str, section: usize, strips: &mut [ScoreStrip]) {
    let Some(strip) = strips.last_mut().filter(|strip| {
        strip.section == Some(section) && strip.table.is_none() && strip.score.is_none()
    }) else {
        return;
    };
    for word in ["自评得分", "评价得分", "自评得", "实得", "得分为", "得分", "得"]
    {
        let Some(found) = text.rfind(word) else { continue };
        let behind = &text[found + word.len()..];
        if let Some(end) = behind.find('分')
            && let Some(points) = points_at_end(&behind[..end + '分'.len_utf8()], strip.at)
            && behind[..end]
                .trim()
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | '为' | ' '))
        {
            strip.score = Some(points);
            return;
        }
    }
}

/// The last `N分` of `part`.
fn points_at_end(part: &str, at: Location) -> Option<Field> {
    let found = values::quantities(part).last().filter(|found| found.quantity.unit == "分")?;
    let printed = part.get(found.span.clone())?.to_owned();
    let Quantity { sign, number, unit } = found.quantity;
    Some(Field { printed, value: Value::Quantity(Quantity { sign, number, unit }), at })
}
