//! Labels with their values side by side: identity, remarks, closing lines.
//!
//! Owns which value a label takes: the text after its colon, else the next cells up to the next
//! label. Persons and telephone numbers are known labels but are not kept.

use crate::grid::columns::is_figure;
use crate::grid::{CellView, RowView, field};
use crate::recognise::builder::{Block, Builder};
use crate::vocabulary::{Label, Meaning, label, label_with_value, meaning};
use crate::{Field, FormKind, total};
use jixiao_document::Location;
use jixiao_document::text::squeeze;
use jixiao_domain::CurrencyUnit;

/// Reads every label of the row with its value.
pub(crate) fn pairs(builder: &mut Builder, row: RowView<'_>) {
    let mut open: Option<(Label, CellView<'_>)> = None;
    let mut taken = false;
    let mut totals = Vec::new();
    for view in row.cells() {
        if let Some(label) = pair_label(view) {
            close(builder, open.take().filter(|_| !taken));
            open = Some((label, view));
            taken = false;
        } else if let Some((label, value)) = own_value(view) {
            close(builder, open.take().filter(|_| !taken));
            give(builder, label, view, value);
        } else if let Some((label, at)) = open {
            match label {
                Label::Total => totals.push(view),
                _ if taken => give_more(builder, label, at, view),
                _ => give(builder, label, at, value(label, view)),
            }
            taken = true;
        } else if is_figure(view.words) {
            builder.gap(format!("“{}”没有可对应的栏目", view.cell.text), view.cell.at);
        }
    }
    close(builder, open.filter(|_| !taken));
    total::below_columns(builder, &totals);
}

/// A label without a value is a blank cell of the form.
fn close(builder: &mut Builder, open: Option<(Label, CellView<'_>)>) {
    match open {
        Some((Label::Total, view)) => total::announce(&mut builder.form, view.cell.at),
        Some((label, view)) => give(builder, label, view, field::blank(view.cell.at)),
        None => {}
    }
}

fn value(label: Label, view: CellView<'_>) -> Field {
    if matches!(label, Label::TotalPoints | Label::TotalScore) {
        field::value(view.cell)
    } else {
        field::words(view.cell)
    }
}

/// A line of the title block: `部门：某某`, `主管部门 某局 实施单位 某站`. Fills only what the table left
/// open. Wide gaps close a value; words in front of the first label are none.
pub(crate) fn head_line(builder: &mut Builder, line: &str, at: Location) {
    let line = field::plain(line);
    let mut open: Option<(Label, String)> = None;
    let parts = line.split(['\u{3000}', '\t']).flat_map(|part| part.split("  "));
    for part in parts {
        if let Some(filled) = open.take_if(|(_, value)| !value.is_empty()) {
            fill(builder, filled, at);
        }
        for word in part.split_whitespace() {
            let (head, value) = word.split_once([':', '：']).unwrap_or((word, ""));
            let colon = head.len() < word.len();
            // 单位 and 项目 need a colon to be labels outside a table.
            let named = if colon || word.len() >= "项目名称".len() {
                label(&squeeze(head)).filter(|&label| is_head_label(label))
            } else {
                None
            };
            match (named, &mut open) {
                (Some(label), before) => {
                    if let Some(filled) = before.replace((label, value.to_owned())) {
                        fill(builder, filled, at);
                    }
                }
                (None, Some((_, open))) if open.is_empty() => {
                    open.push_str(word.trim_start_matches([':', '：']));
                }
                (None, Some((_, open))) => *open = [open, word].join(" "),
                (None, None) => {}
            }
        }
    }
    if let Some(filled) = open {
        fill(builder, filled, at);
    }
}

fn is_head_label(label: Label) -> bool {
    matches!(
        label,
        Label::ProjectName
            | Label::DepartmentName
            | Label::ImplementingUnit
            | Label::SupervisingDept
            | Label::TotalScore
            | Label::TotalPoints
            | Label::Grade
    )
}

fn fill(builder: &mut Builder, (known, value): (Label, String), at: Location) {
    let value = value.as_str();
    if value.is_empty() || is_currency(value) || meaning(&squeeze(value)) != Meaning::default() {
        return;
    }
    if matches!(known, Label::TotalScore | Label::TotalPoints | Label::Grade) {
        total::give(&mut builder.form, known, field::value_text(value, at));
        return;
    }
    let form = &mut builder.form;
    let target = match known {
        Label::ProjectName => &mut form.project,
        Label::DepartmentName if form.kind == FormKind::DepartmentSelfEvaluation => {
            &mut form.project
        }
        Label::SupervisingDept => &mut form.supervising_dept,
        _ => &mut form.implementing_unit,
    };
    if target.is_none() {
        *target = Some(field::text(value, at));
    }
}

fn is_currency(text: &str) -> bool {
    text.len() <= 24 && CurrencyUnit::from_word(&squeeze(text)).is_some()
}

/// The label at the front of a cell that holds label and value.
pub(crate) fn leading_label(view: CellView<'_>) -> Option<Label> {
    label_with_value(view.words).map(|(label, _)| label)
}

/// Whether the row is a label with one value, or several such pairs, and nothing like an
/// indicator: no figure in it.
pub(crate) fn is_pair_row(row: RowView<'_>) -> bool {
    let count = row.cells().count();
    let labels = row.cells().filter(|view| view.meaning.label.is_some()).count();
    count <= 2 || labels * 2 >= count
}

/// Labels of pairs; a unit word (单位) after the head is no label.
fn pair_label(view: CellView<'_>) -> Option<Label> {
    view.meaning.label.filter(|label| !matches!(label, Label::IndicatorBlock | Label::Note))
}

/// Label and value in one cell; the value is cut from the printed text, not from its squeezed copy.
fn own_value(view: CellView<'_>) -> Option<(Label, Field)> {
    let label = leading_label(view)?;
    let text = field::plain(&view.cell.text);
    let colon = text.find([':', '：'])?;
    let value = text[colon..].trim_start_matches([':', '：']);
    let total = matches!(label, Label::TotalPoints | Label::TotalScore | Label::Total);
    let make = if total { field::value_text } else { field::text };
    Some((label, make(value, view.cell.at)))
}

fn give(builder: &mut Builder, label: Label, at: CellView<'_>, value: Field) {
    if label == Label::Year {
        builder.head_words(&(squeeze(&value.printed) + "年"));
        return;
    }
    if is_currency(&value.printed) {
        // 单位:万元 speaks of money, not of an organisation.
        builder.note_currency(&squeeze(&value.printed));
        return;
    }
    let form = &mut builder.form;
    let target = match label {
        Label::ProjectName => &mut form.project,
        Label::DepartmentName => {
            let department = form.kind == FormKind::DepartmentSelfEvaluation;
            if department && form.project.is_none() {
                &mut form.project
            } else {
                &mut form.implementing_unit
            }
        }
        Label::SupervisingDept => &mut form.supervising_dept,
        Label::ImplementingUnit => &mut form.implementing_unit,
        Label::TotalPoints | Label::TotalScore | Label::Grade | Label::Total => {
            total::give(form, label, value);
            if builder.block != Block::Head {
                builder.block = Block::Closing;
            }
            return;
        }
        Label::Contact | Label::Note => return,
        Label::OtherMatters | Label::Conclusion | Label::Problems | Label::Improvements => {
            remark(builder, at, value);
            return;
        }
        // Labels of blocks have nothing beside them.
        _ if value.is_blank() => return,
        _ => {
            remark(builder, at, value);
            return;
        }
    };
    match target {
        // 地方主管部门 below 中央主管部门 is kept beside it.
        Some(known)
            if label == Label::SupervisingDept
                && !known.is_blank()
                && !value.is_blank()
                && known.printed != value.printed =>
        {
            form.remarks.push((at.words.trim_end_matches(':').to_owned(), value));
        }
        Some(known) if !known.is_blank() || value.is_blank() => {}
        _ => *target = Some(value),
    }
}

fn remark(builder: &mut Builder, at: CellView<'_>, value: Field) {
    if builder.block != Block::Head {
        builder.block = Block::Closing;
    }
    let words = at.words.split(':').next().unwrap_or_default();
    builder.form.remarks.push((words.to_owned(), value));
}

/// A second value for a label is kept where a remark can hold it.
fn give_more(builder: &mut Builder, label: Label, at: CellView<'_>, view: CellView<'_>) {
    if label != Label::Contact {
        let words = at.words.split(':').next().unwrap_or_default();
        builder.form.remarks.push((words.to_owned(), field::words(view.cell)));
    }
}
