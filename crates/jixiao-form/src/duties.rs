//! Qualitative department forms and duty tables: a task a row, four texts beside it.
//!
//! Owns their header words and the inheritance of the 目标 column. Judges no text.

use crate::draft::{Duty, Field, FormKind};
use crate::grid::field::squeezed;
use crate::values;
use jixiao_document::{Cell, Table};

/// A longer cell is no header.
const LONGEST_HEADER_BYTES: usize = 60;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Goal,
    Task,
    Measure,
    Execution,
    Comparison,
    Remark,
}

/// Reads the rows of `table` when it is one of these forms. The kind follows from the columns: a
/// 目标 column makes it the department form, none the duty table; a title may know better.
pub(crate) fn recognise(table: &Table) -> Option<(FormKind, Vec<Duty>)> {
    let (first, mut columns) = (0..table.row_count())
        .find_map(|row| header(table.row(row)).map(|columns| (row, columns)))?;
    let has_goal = columns.iter().any(|&(_, part)| part == Part::Goal);
    let kind =
        if has_goal { FormKind::DepartmentSelfEvaluation } else { FormKind::DutyPerformance };
    let mut duties: Vec<Duty> = Vec::new();
    let mut goal = String::new();
    for row in first + 1..table.row_count() {
        let cells = table.row(row);
        if let Some(again) = header(cells) {
            // The header repeats at the top of a page.
            columns = again;
            continue;
        }
        if !is_foot(cells) {
            read_row(cells, &columns, &mut goal, &mut duties);
        }
    }
    (!duties.is_empty()).then_some((kind, duties))
}

/// How lines below a form begin: who filled it in and when, notes.
const FOOTS: [&str; 9] = [
    "填报人",
    "填表人",
    "填报日期",
    "填表日期",
    "联系电话",
    "负责人",
    "单位负责人",
    "注:",
    "说明:",
];

/// Whether the row is a line below the form: in a workbook these are rows of the table.
fn is_foot(cells: &[Cell]) -> bool {
    let mut printed = cells.iter().filter(|cell| !cell.text.trim().is_empty());
    let Some(only) = printed.next().filter(|_| printed.next().is_none()) else { return false };
    let text = squeezed(&only.text);
    FOOTS.iter().any(|foot| text.starts_with(foot))
}

fn read_row(cells: &[Cell], columns: &[(u32, Part)], goal: &mut String, duties: &mut Vec<Duty>) {
    let at = |part: Part| {
        let &(column, _) = columns.iter().find(|&&(_, found)| found == part)?;
        cells.iter().find(|cell| cell.column == column)
    };
    let text = |part: Part| at(part).map_or("", |cell| cell.text.trim());
    if !text(Part::Goal).is_empty() {
        *goal = squeezed(text(Part::Goal));
    }
    // A 目标 cut by a page may be printed below the row it heads.
    let printed = cells.iter().filter(|cell| !cell.text.trim().is_empty());
    let Some(at_row) = printed.map(|cell| cell.at).min() else { return };
    if text(Part::Task).is_empty() {
        // A row cut by the end of a page goes on without its task.
        if let Some(duty) = duties.last_mut() {
            for (part, field) in [
                (Part::Measure, &mut duty.measure),
                (Part::Execution, &mut duty.execution),
                (Part::Comparison, &mut duty.comparison),
                (Part::Remark, &mut duty.remark),
            ] {
                append(field, at(part));
            }
        }
        return;
    }
    let Some(task) = at(Part::Task).map(Field::of_cell) else { return };
    duties.push(Duty {
        goal: goal.clone(),
        task,
        measure: at(Part::Measure).map(Field::of_cell),
        execution: at(Part::Execution).map(Field::of_cell),
        comparison: at(Part::Comparison).map(Field::of_cell),
        remark: at(Part::Remark).map(Field::of_cell),
        at: at_row,
    });
}

/// The columns of a header row: 任务名称 and at least one of the texts.
fn header(cells: &[Cell]) -> Option<Vec<(u32, Part)>> {
    let columns: Vec<(u32, Part)> =
        cells.iter().filter_map(|cell| Some((cell.column, part(&cell.text)?))).collect();
    let has = |wanted: &[Part]| columns.iter().any(|(_, part)| wanted.contains(part));
    (has(&[Part::Task]) && has(&[Part::Measure, Part::Execution, Part::Comparison]))
        .then_some(columns)
}

/// The part a header names. The wording varies (提出的的任务措施), so its core decides.
fn part(text: &str) -> Option<Part> {
    if text.len() > LONGEST_HEADER_BYTES {
        return None;
    }
    let text = squeezed(text);
    Some(match text.as_str() {
        "目标" | "绩效目标" | "一级目标" | "目标名称" => Part::Goal,
        "任务名称" | "职责名称" | "工作任务" | "职责任务" | "任务" => Part::Task,
        _ if text.contains("任务措施") || text.contains("工作措施") => Part::Measure,
        _ if text.contains("对比") => Part::Comparison,
        _ if text.contains("实际执行情况") || text.contains("实际完成情况") => {
            Part::Execution
        }
        _ if text.ends_with("情况说明") || text == "备注" => Part::Remark,
        _ => return None,
    })
}

/// Adds the rest of a cut cell.
fn append(field: &mut Option<Field>, cell: Option<&Cell>) {
    let Some(cell) = cell.filter(|cell| !cell.text.trim().is_empty()) else { return };
    match field {
        Some(field) => {
            field.printed.push_str(cell.text.trim());
            field.value = values::parse(&field.printed);
        }
        None => *field = Some(Field::of_cell(cell)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_table::table;

    const HEADER: [&str; 6] = [
        "目标",
        "任务名称",
        "编制预算时提出的的任务措施",
        "绩效指标实际执行情况",
        "执行情况与年初预算的对比",
        "相关情况说明",
    ];

    #[test]
    fn tasks_inherit_their_goal_and_cut_rows_are_joined() {
        let (kind, duties) = recognise(&table(&[
            &HEADER,
            &["履职效\n益明显", "经济效益", "开展培训", "已开展", "一致", "无"],
            &["", "社会效益", "宣传", "已宣", "一致", "无"],
            &HEADER,
            &["", "", "", "传完毕", "", ""],
            &["预算配置科学", "预算编制科学", "细化", "已细化", "一致", "无"],
        ]))
        .unwrap();
        assert_eq!(kind, FormKind::DepartmentSelfEvaluation);
        let read: Vec<(&str, &str, &str)> = duties
            .iter()
            .map(|duty| {
                let execution = duty.execution.as_ref().map_or("", |field| &field.printed);
                (duty.goal.as_str(), duty.task.printed.as_str(), execution)
            })
            .collect();
        assert_eq!(
            read,
            [
                ("履职效益明显", "经济效益", "已开展"),
                ("履职效益明显", "社会效益", "已宣传完毕"),
                ("预算配置科学", "预算编制科学", "已细化"),
            ]
        );
    }

    #[test]
    fn a_table_without_goals_is_a_duty_table() {
        let (kind, duties) =
            recognise(&table(&[&HEADER[1..], &["送温暖", "慰问", "支出20万元", "一致", "无"]]))
                .unwrap();
        assert_eq!((kind, duties.len()), (FormKind::DutyPerformance, 1));
    }

    #[test]
    fn other_tables_are_refused() {
        assert!(recognise(&table(&[&["项目名称", "送温暖"], &["年度目标", "慰问"]])).is_none());
        assert!(recognise(&table(&[&HEADER])).is_none());
    }
}
