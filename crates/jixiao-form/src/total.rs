//! Closing figures: 总分, 总得分, 自评等级, wherever they are printed.

use crate::grid::columns::is_figure;
use crate::grid::{RowView, field};
use crate::recognise::builder::{Block, Builder};
use crate::vocabulary::{Column, Label};
use crate::{Field, Form, Total};
use jixiao_document::Location;
use jixiao_domain::Grade;

/// A row with a total in it; labels of other things beside it are read as pairs.
pub(crate) fn row(builder: &mut Builder, row: RowView<'_>) {
    let mut label = None;
    let mut figures: Vec<(Label, Field, u32)> = Vec::new();
    for view in row.cells() {
        if let Some(known) = view.meaning.label {
            label = Some(known);
            if is_total(known) {
                builder.form.total.get_or_insert_with(|| none(view.cell.at));
            }
            continue;
        }
        match label {
            Some(Label::Total) => {
                figures.push((Label::Total, field::value(view.cell), view.cell.column));
            }
            Some(other) if is_total(other) => {
                give(&mut builder.form, other, field::value(view.cell));
            }
            Some(Label::Contact) => {}
            Some(_) | None => {
                let words = field::words(view.cell);
                let name = label.map_or(String::new(), |_| remark_name(row, view.cell.column));
                builder.form.remarks.push((name, words));
            }
        }
    }
    below_columns(builder, figures);
    if builder.block == Block::Indicators && builder.form.indicators.is_empty() {
        return;
    }
    if builder.block != Block::Head {
        builder.block = Block::Closing;
    }
}

/// 总分 | 100 | 98 | 优: points, score and grade under their columns or in this order.
fn below_columns(builder: &mut Builder, figures: Vec<(Label, Field, u32)>) {
    let numbers = figures.iter().filter(|(_, figure, _)| figure.number().is_some()).count();
    let score_only =
        builder.indicators.has(Column::Score) && !builder.indicators.has(Column::Points);
    let mut seen = 0;
    for (_, figure, column) in figures {
        if figure.number().is_none() {
            if is_grade(&figure.printed) {
                give(&mut builder.form, Label::Grade, figure);
            } else if !figure.is_blank() && figure.value != jixiao_domain::Value::Nothing {
                builder.form.remarks.push(("合计".to_owned(), figure));
            }
            continue;
        }
        seen += 1;
        let under_points = builder.indicators.start(Column::Points) == Some(column)
            || !builder.indicators.has(Column::Score);
        let part = match (numbers, seen) {
            (1, _) if !under_points || score_only => Label::TotalScore,
            (_, 1) => Label::TotalPoints,
            (_, 2) => Label::TotalScore,
            _ => {
                builder.form.remarks.push(("合计".to_owned(), figure));
                continue;
            }
        };
        give(&mut builder.form, part, figure);
    }
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
    let Some(score) = stated(view.words) else { return false };
    let _ = score;
    let Some(start) = view.cell.text.find(|c: char| c.is_ascii_digit()) else { return false };
    let figure = field::value_text(&view.cell.text[start..], view.cell.at);
    give(&mut builder.form, Label::TotalScore, figure);
    true
}

/// The figure after 总得分 or 自评得分 at the front of squeezed words.
fn stated(words: &str) -> Option<&str> {
    let (label, length) = crate::vocabulary::leading_label(words)?;
    let rest = words.get(length..)?.trim_start_matches(':').trim_end_matches(')');
    (label == Label::TotalScore && is_figure(rest)).then_some(rest)
}

fn remark_name(row: RowView<'_>, column: u32) -> String {
    let before = row.cells().take_while(|view| view.cell.column < column);
    before
        .filter(|view| view.meaning.label.is_some())
        .last()
        .map_or(String::new(), |view| view.words.trim_end_matches(':').to_owned())
}

fn is_total(label: Label) -> bool {
    matches!(label, Label::Total | Label::TotalPoints | Label::TotalScore | Label::Grade)
}

fn is_grade(printed: &str) -> bool {
    Grade::from_word(printed).is_some()
}

fn none(at: Location) -> Total {
    Total { points: None, score: None, grade: None, grade_read: None, at }
}
