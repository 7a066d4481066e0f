//! Closing figures: 总分, 总得分, 自评等级, wherever they are printed.

use crate::grid::columns::{is_dash, is_figure};
use crate::grid::{CellView, RowView, field};
use crate::recognise::builder::{Block, Builder};
use crate::vocabulary::{Column, Label, label};
use crate::{Field, Form, Total};
use jixiao_document::Location;
use jixiao_domain::Grade;

/// 总分 | 100 | 98 | 优: points, score and grade under their columns or in this order.
pub(crate) fn below_columns(builder: &mut Builder, cells: &[CellView<'_>]) {
    let Some(first) = cells.first() else { return };
    announce(&mut builder.form, first.cell.at);
    if builder.block != Block::Head {
        builder.block = Block::Closing;
    }
    let columns = &builder.indicators;
    let score_only = columns.has(Column::Score) && !columns.has(Column::Points);
    let points_at = columns.start(Column::Points).filter(|_| columns.has(Column::Score));
    let points_only = columns.has(Column::Points) && !columns.has(Column::Score);
    let figures = || cells.iter().filter(|view| is_figure(view.words));
    let alone = figures().count() == 1;
    // Forms with subtotals beside their levels print more than two sums.
    let score_at = columns.start(Column::Score).filter(|_| columns.has(Column::Points));
    let sums = [points_at, score_at];
    let below =
        |at: Option<u32>| at.is_some() && figures().any(|view| Some(view.cell.column) == at);
    let aligned = sums.into_iter().all(below);
    let mut seen = 0;
    for view in cells {
        if !is_figure(view.words) {
            words(&mut builder.form, view);
            continue;
        }
        if aligned && !sums.contains(&Some(view.cell.column)) {
            continue;
        }
        seen += 1;
        let is_points = points_only || points_at == Some(view.cell.column);
        let part = match seen {
            1 if alone && (score_only || !is_points) => Label::TotalScore,
            1 => Label::TotalPoints,
            2 => Label::TotalScore,
            _ => {
                builder.form.remarks.push(("合计".to_owned(), field::words(view.cell)));
                continue;
            }
        };
        give(&mut builder.form, part, field::value(view.cell));
    }
}

/// Words beside the total: a grade, a dash, or something to keep.
fn words(form: &mut Form, view: &CellView<'_>) {
    if Grade::from_word(view.words).is_some() {
        give(form, Label::Grade, field::words(view.cell));
    } else if !is_dash(view.words) {
        form.remarks.push(("合计".to_owned(), field::words(view.cell)));
    }
}

/// The form prints a total at `at`, with figures or without.
pub(crate) fn announce(form: &mut Form, at: Location) {
    form.total.get_or_insert_with(|| none(at));
}

/// Puts one closing figure into the draft; the first one printed wins.
pub(crate) fn give(form: &mut Form, label: Label, value: Field) {
    let at = value.at;
    let total = form.total.get_or_insert_with(|| none(at));
    let part = match label {
        Label::TotalPoints => &mut total.points,
        Label::TotalScore | Label::Total => &mut total.score,
        _ => {
            total.grade_read = total.grade_read.or_else(|| Grade::from_word(&value.printed));
            &mut total.grade
        }
    };
    if part.as_ref().is_none_or(Field::is_blank) {
        *part = Some(value);
    }
}

/// 项目总得分99分 in the title block: the label with the figure glued to it.
pub(crate) fn grade_sentence(builder: &mut Builder, row: RowView<'_>) -> bool {
    let Some(view) = row.single() else { return false };
    if stated(view.words).is_none() {
        return false;
    }
    let text = field::plain(&view.cell.text);
    let Some(start) = text.find(|c: char| c.is_ascii_digit()) else { return false };
    let figure = field::value_text(&text[start..], view.cell.at);
    give(&mut builder.form, Label::TotalScore, figure);
    true
}

/// The figure after 总得分 or 自评得分 at the front of squeezed words.
fn stated(words: &str) -> Option<&str> {
    let digits = words.find(|c: char| c.is_ascii_digit())?;
    let rest = words[digits..].trim_end_matches(')');
    let is_total = label(&words[..digits]) == Some(Label::TotalScore);
    (is_total && is_figure(rest)).then_some(rest)
}

fn none(at: Location) -> Total {
    Total { points: None, score: None, grade: None, grade_read: None, at }
}
