use crate::counted::{
    Row, counted_rows, has_other_number, is_count, is_explained, meant, names,
};
use crate::nouns::disagreements;
use crate::rule::declare_rule;
use crate::scored::is_self_evaluation;
use crate::{Findings, FormContext, Severity};
use jixiao_document::Location;
use jixiao_document::text::squeeze;
use jixiao_domain::{ComparisonSign, Decimal, Quantity};
use jixiao_form::values::{Spotted, quantities};
use jixiao_form::{Field, Form, Indicator};

declare_rule! {
    /// ## 检查内容
    /// 同一张表的年度总体目标与绩效指标数字不一致：预期目标写的数与年度指标值不同，或者实际完成情况写的数与
    /// 实际完成值不同。按计量单位和名称用词对应，只看人数、件数、长度一类的数；金额、比率、日期、约数、
    /// 其中数和累计数不看。指标没有写计量单位的，按所数的对象（企业、职工、县市区等）对应；实际完成情况
    /// 照写指标值、与实际完成值四舍五入后相同的，只作提示。
    ///
    /// ## 为什么
    /// 两处说的是同一件事，数字不同，至少有一处不真实，得分也就没有依据。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：部门和单位对自评结果的真实性、准确性负责。
    ///
    /// ## 示例
    /// 实际完成情况写“共维修危桥6座”，指标“维修危桥座数”的实际完成值为 8 座。
    ///
    /// ## 如何改正
    /// 按验收单、名册等原始资料核实，两处改为同一数字，并重新计分。
    "JX610" "goal-and-indicators-disagree" "总体目标与指标数字不一致",
    severity: Warning,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》自评结果真实性要求",
    run: Form(check),
}

/// One half of the goal, and the column of the indicators it speaks of.
struct Side {
    goal: fn(&Form) -> Option<&Field>,
    cell: fn(&Indicator) -> Option<&Field>,
    /// What the two are called in a finding.
    names: (&'static str, &'static str),
    is_result: bool,
}

const SIDES: [Side; 2] = [
    Side {
        goal: |form| form.goal.expected.as_ref(),
        cell: |row| row.target.as_ref(),
        names: ("预期目标", "年度指标值"),
        is_result: false,
    },
    Side {
        goal: |form| form.goal.actual.as_ref(),
        cell: |row| row.actual.as_ref(),
        names: ("实际完成情况", "实际完成值"),
        is_result: true,
    },
];

/// Words of a result's clauses that still plan.
const PLANNING: [&str; 9] =
    ["计划", "拟", "目标", "争取", "预计", "明年", "下年", "次年", "应"];

/// Words of clauses that count a part, another period, a change or one of many.
const PARTIAL: [&str; 22] = [
    "其中", "新增", "累计", "每", "各", "第", "上年", "去年", "往年", "同比", "比", "增加", "减少", "截至",
    "截止", "上半年", "下半年", "季度", "月底", "以来", "近", "分别",
];

/// No form has more rows; longer tables are no form's, and comparing them would take long.
const ROWS_MAX: usize = 300;

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    if !is_self_evaluation(form) || form.indicators.len() > ROWS_MAX {
        return;
    }
    for side in &SIDES {
        let Some(goal) = (side.goal)(form) else { continue };
        if has_untold_number(&goal.printed, form, side) {
            compare(context, goal, side, findings);
        }
    }
    compare_by_noun(context, findings);
}

/// Rows without any unit. A row that both halves contradict with one number is reported once.
fn compare_by_noun(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let mut reported: Vec<(Location, Quantity)> = Vec::new();
    for side in &SIDES {
        let Some(goal) = (side.goal)(context.form) else { continue };
        for found in disagreements(context.form, &goal.printed, side.cell, side.is_result) {
            let row = (found.indicator.at, found.told.clone());
            if reported.contains(&row) {
                continue;
            }
            reported.push(row);
            let (whole, column) = side.names;
            let said = format!("{}{}", found.told.number, found.told.unit);
            let target = if found.repeats_target { "（即年度指标值）" } else { "" };
            let printed = &found.cell.printed;
            let least = if found.is_rounding { Severity::Note } else { Severity::Warning };
            findings
                .at(
                    found.cell.at,
                    context.subject(found.indicator),
                    format!("{whole}写 {said}{target}，{column}为“{printed}”"),
                )
                .at_most(least)
                .printed(printed.clone())
                .hint("按原始资料核实，两处改为同一数字，并写明计量单位")
                .related(goal.at, format!("{whole}写 {said}"))
                .report();
        }
    }
}

/// Whether the goal prints a number that no cell of the column does: what right forms are done with.
fn has_untold_number(goal: &str, form: &Form, side: &Side) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let mut rest = goal;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let behind = rest[start..].trim_start_matches(is_digit);
        let number = &rest[start..rest.len() - behind.len()];
        rest = behind;
        let uncounted = ['年', '月', '日', '%', '％', '万', '元', '、'];
        let value = number.parse::<Decimal>().ok();
        let cells = form.indicators.iter().filter_map(side.cell);
        let mut numbers = cells.map(Field::number);
        if !behind.trim_start().starts_with(uncounted) && !numbers.any(|cell| cell == value) {
            return true;
        }
    }
    false
}

fn compare(context: &FormContext<'_>, goal: &Field, side: &Side, findings: &mut Findings<'_>) {
    let rows = counted_rows(context.form, side.cell, side.is_result);
    if !has_other_number(&goal.printed, &rows) {
        return;
    }
    let names = names(&rows);
    let text = squeeze(&goal.printed);
    let mut told: Vec<(usize, Spotted)> = Vec::new();
    let clauses = text.split([',', '。', ';', '、', '(', ')']).filter(|clause| {
        let says = |words: &[&str]| words.iter().any(|word| clause.contains(word));
        !(says(&PARTIAL) || (side.is_result && says(&PLANNING)))
    });
    for clause in clauses {
        let figures: Vec<Spotted> = quantities(clause).collect();
        for (index, figure) in figures.iter().enumerate() {
            let from = index.checked_sub(1).map_or(0, |before| figures[before].span.end);
            let to = figures.get(index + 1).map_or(clause.len(), |next| next.span.start);
            let (before, behind) = (&clause[from..figure.span.start], &clause[figure.span.end..to]);
            let is_rough = behind.starts_with(['余', '多']) || (side.is_result && figure.quantity.sign != ComparisonSign::Equal) || figure.quantity.sign == ComparisonSign::About;
            if is_rough || !is_count(&figure.quantity.unit) {
                continue;
            }
            if let Some(row) = meant(&rows, &names, &figure.quantity, before, behind) {
                told.push((row, figure.clone()));
            }
        }
    }
    for (index, row) in rows.iter().enumerate() {
        let mut of_row = told.iter().filter(|(of, _)| *of == index).map(|(_, figure)| figure);
        // A count told twice or in parts is no contradiction that could be proved.
        let (Some(figure), None) = (of_row.next(), of_row.next()) else { continue };
        if !is_explained(&rows, row, figure.quantity.number) {
            report(context, findings, (goal, &figure.quantity), row, side);
        }
    }
}

fn report(
    context: &FormContext<'_>,
    findings: &mut Findings<'_>,
    (goal, told): (&Field, &Quantity),
    row: &Row<'_>,
    side: &Side,
) {
    let (whole, column) = side.names;
    let said = format!("{}{}", told.number, told.unit);
    findings
        .at(
            row.cell.at,
            context.subject(row.indicator),
            format!("{whole}写 {said}，{column}为“{}”", row.cell.printed),
        )
        .printed(row.cell.printed.clone())
        .hint("按原始资料核实，两处改为同一数字")
        .related(goal.at, format!("{whole}写 {said}"))
        .report();
}
