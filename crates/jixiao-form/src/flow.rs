//! Tables that lost their grid: forms printed from PDF or flattened by a web page.
//!
//! Owns how a run of lines, or a table whose rows do not align, is turned into a [`Table`] in the
//! canonical layout below, each cell with the place of the line it begins on. Reads no value and
//! builds no draft: the table recogniser reads the result like any other table.
//!
//! Canonical layout, top to bottom; blocks the text lacks are absent:
//! - title, and `(2022年度)`: one cell a row, spanning all columns
//! - identity: `项目名称 | …`, `主管部门 | …`, one label a row, the value spanning the rest
//! - funds: `项目资金(万元) | (blank) | 年初预算数 | …`, then `(blank) | 年度资金总额 | value | …`
//! - goal: `年度总体目标 | 预期目标 | 实际完成情况`, then `(blank) | text | text`
//! - totals printed above the indicators: `总分值 | 100`, `总得分 | 98`, `自评等级 | 优`
//! - indicators: `绩效指标 | 一级指标 | 二级指标 | 三级指标 | other columns as printed`, then one
//!   row an indicator with blank level cells where they inherit; a heading with points of its own
//!   is a row with a blank third level and its points and score in their columns
//! - total below: `总分 | … | points | score | grade` under the points and score columns
//! - qualitative forms: `目标 | 任务名称 | 编制预算时提出的任务措施 | …`, one row a task

mod body;
mod duties;
mod forms;
mod funds;
mod goal;
mod headers;
mod indicators;
mod labels;
mod levels;
mod periods;
mod records;
mod runs;
mod shape;
mod sheet;
mod stream;
mod traditional;
mod words;

use crate::Gap;
use forms::Form;
use jixiao_document::{Paragraph, Table};
use sheet::Sheet;
use std::ops::Range;
use stream::Stream;
use words::Mark;

/// A table rebuilt from text.
#[derive(Debug, Clone)]
pub struct FlowTable {
    /// The table in canonical layout.
    pub table: Table,
    /// The paragraphs it was made from, as indices into the slice given to [`tables`]. The title
    /// is among them.
    pub consumed: Range<usize>,
    /// Decisions that could have gone another way, and text that found no cell.
    pub gaps: Vec<Gap>,
}

/// Rebuilds every form in a run of consecutive paragraphs, in order. Returns nothing for prose.
pub fn tables(paragraphs: &[&Paragraph]) -> Vec<FlowTable> {
    let mut found = Vec::new();
    for run in runs::runs(paragraphs) {
        let start = run.start;
        let Some(paragraphs) = paragraphs.get(run) else { continue };
        found.extend(rebuild(Stream::of_paragraphs(paragraphs)).into_iter().map(|form| {
            let consumed = form.consumed.start + start..form.consumed.end + start;
            FlowTable { consumed, ..form }
        }));
    }
    found
}

/// Rebuilds the forms of a table whose rows do not align with its header: its cells are read as a
/// stream. `consumed` counts the rows of `table`. Returns nothing when no form is found.
pub fn realigned(table: &Table) -> Vec<FlowTable> {
    rebuild(Stream::of_table(table))
}

fn rebuild(mut stream: Stream<'_>) -> Vec<FlowTable> {
    let mut marks = words::marks(&mut stream);
    let stream = &stream;
    periods::join(stream, &mut marks);
    let headers = headers::headers(stream, &marks);
    forms::forms(stream, &marks, headers).iter().map(|form| write(stream, &marks, form)).collect()
}

fn write(stream: &Stream<'_>, marks: &[Mark], form: &Form) -> FlowTable {
    let columns = [&form.funds, &form.indicators, &form.duties]
        .into_iter()
        .flatten()
        .map(|header| header.columns.len())
        .max()
        .unwrap_or(1);
    let mut sheet = Sheet::new(stream, u32::try_from(columns + 3).unwrap_or(8));
    let end = body::write(&mut sheet, words::within(marks, &form.range), form);
    let (table, gaps) = sheet.finish();
    let start = form.range.start;
    let last = stream.last_source(start..end).max(stream.source(start));
    let consumed = stream.source(start)..last + 1;
    FlowTable { table, consumed, gaps }
}
