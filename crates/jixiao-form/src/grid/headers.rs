//! What a row of a grid announces: a header, a title, the identity of a form.

use super::RowView;
use super::columns::is_figure;
use crate::vocabulary::{Column, Label, title_kind};
use crate::{FormKind, grid::CellView};

/// What a row announces by its words alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// Every cell is blank.
    Blank,
    /// A title line.
    Title(FormKind),
    /// The header of a fund block.
    FundHeader,
    /// The header of an indicator block, or its first row.
    IndicatorHeader,
    /// The header of a project list: 序号 and 项目名称 side by side.
    ListHeader,
    /// The header of a qualitative department form.
    DutyHeader,
    /// A row that begins with 项目名称 or 部门名称.
    Identity,
    /// Anything else.
    Other,
}

/// Judges `row`.
pub(crate) fn row_kind(row: RowView<'_>) -> RowKind {
    let Some(first) = row.first() else { return RowKind::Blank };
    if let Some(kind) = title(row, first) {
        return RowKind::Title(kind);
    }
    let (mut funds, mut levels, mut measures, mut scores, mut listed) = (0, 0, 0, 0, false);
    let (mut goals, mut cells, mut duties) = (0, 0, 0);
    for view in row.cells() {
        cells += 1;
        if is_figure(view.words) {
            // 预算数 | 9.12 | 到位数 | 9.12 are labels with their amounts.
            return if identity(first) { RowKind::Identity } else { RowKind::Other };
        }
        match view.meaning.column {
            Some(
                Column::InitialBudget
                | Column::AdjustedBudget
                | Column::ArrivedAmount
                | Column::ExecutedAmount
                | Column::ExpectedAmount
                | Column::ExecutionRate,
            ) => funds += i32::from(!view.words.ends_with("决算数")),
            Some(Column::Level1 | Column::Level2 | Column::Level3) => levels += 1,
            Some(Column::Target | Column::Actual | Column::Sign | Column::ExpectedActual) => {
                measures += 1;
            }
            Some(Column::Points | Column::Score) => scores += 1,
            Some(Column::Other) => listed |= view.words == "序号",
            _ => {}
        }
        if row.grid.duties && is_duty_word(view.words) {
            duties += 1;
        }
        if matches!(
            view.meaning.label,
            Some(Label::GoalExpected | Label::GoalActual | Label::GoalBlock)
        ) {
            goals += 1;
        }
    }
    let identity = identity(first);
    if duties >= 2 {
        RowKind::DutyHeader
    } else if listed
        && levels < 2
        && row.cells().any(|view| view.meaning.label == Some(Label::ProjectName))
    {
        RowKind::ListHeader
    } else if levels >= 1 && levels + measures + scores >= 2 && funds < 2 {
        RowKind::IndicatorHeader
    } else if funds >= 2 || (funds == 1 && scores >= 1) {
        RowKind::FundHeader
    } else if measures >= 1 && scores + measures >= 2 && goals < 2 && !identity {
        RowKind::IndicatorHeader
    } else if identity && cells >= 2 {
        RowKind::Identity
    } else {
        RowKind::Other
    }
}

/// The family of a title row: its first cell names one and nothing beside it is a form word.
fn title(row: RowView<'_>, first: CellView<'_>) -> Option<FormKind> {
    let plain = first.meaning == crate::vocabulary::Meaning::default();
    if !plain || row.cells().skip(1).any(|view| view.meaning != first.meaning) {
        return None;
    }
    title_kind(first.words).filter(|_| row.cells().count() <= 2)
}

fn identity(first: CellView<'_>) -> bool {
    matches!(
        first.meaning.label,
        Some(Label::ProjectName | Label::DepartmentName | Label::SupervisingDept)
    )
}

/// Whether a word of [`is_duty_word`] stands anywhere in the words of all cells together.
pub(super) fn may_head_duties(words: &str) -> bool {
    words.contains("任务名称") || words.contains("任务措施") || words.contains("执行情况与年初预算")
}

fn is_duty_word(words: &str) -> bool {
    words.len() <= 60
        && (words == "任务名称"
            || words == "任务措施"
            || words.contains("任务措施")
            || words.contains("执行情况与年初预算"))
}
