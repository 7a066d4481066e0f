use crate::rule::declare_rule;
use crate::sums::{execution_points, execution_score, number, points, sum};
use crate::wording::says_nothing;
use crate::{Findings, FormContext};
use jixiao_domain::Decimal;
use jixiao_form::{Field, Indicator};

declare_rule! {
    /// ## 检查内容
    /// 设有分值、得分两栏的表，个别指标的分值或得分空白。其余各行已合计为满分（分值合并填写）、
    /// 总得分已与其余各行相符、整栏没有填写的不检查。
    ///
    /// ## 为什么
    /// 缺少分值或得分的指标不参与评分，总分因此不能复核。
    ///
    /// ## 依据
    /// 财预〔2020〕10号附件《项目支出绩效自评表》“分值”“得分”栏。
    ///
    /// ## 示例
    /// 时效指标分值 10，得分空白，而总得分 98：报告缺少得分。
    ///
    /// ## 如何改正
    /// 补填分值或得分；得 0 分的填 0，不留空白。
    "JX005" "missing-points-or-score" "缺少分值或得分",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号附件《项目支出绩效自评表》“分值”“得分”栏",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    if form.has_points_column && has_some_blank(&form.indicators, |row| row.points.as_ref()) {
        check_points(context, findings);
    }
    if form.has_score_column && has_some_blank(&form.indicators, |row| row.score.as_ref()) {
        check_scores(context, findings);
    }
}

/// Whether a named row leaves the cell blank while another fills it.
fn has_some_blank(rows: &[Indicator], cell: fn(&Indicator) -> Option<&Field>) -> bool {
    let blank = |row| cell(row).is_some_and(Field::is_blank);
    rows.iter().any(|row| blank(row) && !says_nothing(&row.level3.printed))
        && rows.iter().any(|row| cell(row).is_some_and(|field| field.number().is_some()))
}

fn check_points(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    let given = sum(form.indicators.iter().filter_map(points).map(Some));
    let execution = execution_points(form).unwrap_or_default();
    let total = context.regulation.total_points.value;
    // What is left already makes the total: the blank cells were merged with the one above.
    if given.and_then(|given| given.checked_add(execution)).is_none_or(|sum| sum >= total) {
        return;
    }
    for row in &form.indicators {
        let Some(cell) = row.points.as_ref().filter(|cell| cell.is_blank()) else { continue };
        if row.score.as_ref().is_some_and(|score| score.number().is_some()) {
            findings
                .at(cell.at, context.subject(row), "指标填了得分却没有分值")
                .hint("补填分值，并使各项分值合计为满分")
                .report();
        }
    }
}

fn check_scores(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    let scored = |row: &Indicator| number(row.score.as_ref());
    let execution = execution_score(form);
    let given = sum(form.indicators.iter().filter_map(scored).chain(execution).map(Some));
    let printed = form.total.as_ref().and_then(|total| number(total.score.as_ref()));
    // The printed total counts the blank cells as nothing, or they are merged with others.
    if printed.is_some() && printed == given {
        return;
    }
    for row in &form.indicators {
        let Some(cell) = row.score.as_ref().filter(|cell| cell.is_blank()) else { continue };
        let Some(due) = points(row).filter(|&due| due > Decimal::ZERO) else { continue };
        // A row that only splits the one above is scored with it.
        if row.level3.printed.starts_with("其中") {
            continue;
        }
        findings
            .at(cell.at, context.subject(row), format!("分值 {due} 分的指标没有填写得分"))
            .hint("补填得分；得 0 分的填 0，不留空白")
            .report();
    }
}
