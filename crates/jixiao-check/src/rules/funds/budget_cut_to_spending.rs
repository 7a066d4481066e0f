use crate::amounts::{Amount, fund_unit, name_of, percent};
use crate::rule::declare_rule;
use crate::{Findings, FormContext, Severity};
use jixiao_form::{Form, FormKind, Report};

declare_rule! {
    /// ## 检查内容
    /// 全年预算数低于年初预算数，又恰好等于全年执行数，使执行率成为 100%，而表内和同一文件的报告都没有说明调整原因。按年初
    /// 预算计算的执行率低于办法要求说明的界限时作警告，否则作提示。
    ///
    /// ## 为什么
    /// 年底把预算压减到支出数，执行率失去意义，预算编制不准的问题被掩盖。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：自评应如实反映预算执行情况；预算法第六十七条：预算调整应有法定事由。
    ///
    /// ## 示例
    /// 年初预算数 100，全年预算数 62.38，全年执行数 62.38：按年初预算执行率为 62.38%。
    ///
    /// ## 如何改正
    /// 在“偏差原因”或“其他需要说明的事项”中写明调减的时间、金额、批复文号和原因，并列出两个执行率。
    "JX106" "budget-cut-to-spending" "预算压减至支出数",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》预算执行情况",
    run: Form(check),
}

/// Words that explain a change of the budget.
const EXPLAINING: [&str; 12] = [
    "调减", "压减", "核减", "追减", "收回", "调整预算", "预算调整", "调剂", "缩减", "压缩", "上缴", "交回",
];

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    if form.kind == FormKind::Monitoring {
        return;
    }
    let Some(row) = form.total_fund() else { return };
    let unit = fund_unit(form);
    let amount = |field| Amount::maybe(field, unit);
    let (Some(initial), Some(adjusted), Some(executed)) = (
        amount(row.initial_budget.as_ref()),
        amount(row.adjusted_budget.as_ref()),
        amount(row.executed_amount.as_ref()),
    ) else {
        return;
    };
    if adjusted.yuan >= initial.yuan || adjusted.yuan != executed.yuan {
        return;
    }
    let Some(share) = executed.share_of(&initial) else { return };
    if is_explained(form) || context.reading.reports.iter().any(explains) {
        return;
    }
    let Some(cell) = &row.adjusted_budget else { return };
    let threshold = &context.regulation.explain_execution_below;
    let severity = if share < threshold.value { Severity::Warning } else { Severity::Note };
    let real = percent(share);
    let mut draft = findings
        .at(
            cell.at,
            name_of(row),
            format!(
                "全年预算数被压减到与全年执行数相等，按全年预算执行率为 100%，按年初预算仅为 {real}，未说明原因"
            ),
        )
        .printed("100%")
        .expected(real)
        .hint("写明调减的时间、金额、批复和原因，并同时列出两个执行率")
        .at_most(severity);
    if let Some(initial) = &row.initial_budget {
        draft = draft.related(initial.at, format!("年初预算数：{}", initial.printed));
    }
    draft.report();
}

/// Whether a sentence of the report that comes with the form speaks of the budget being cut.
fn explains(report: &Report) -> bool {
    let sentences = report.sections.iter().flat_map(|section| section.text.split('。'));
    sentences.into_iter().any(|sentence| {
        sentence.contains("预算") && EXPLAINING.iter().any(|word| sentence.contains(word))
    })
}

fn is_explained(form: &Form) -> bool {
    let deviations = form.indicators.iter().filter_map(|row| row.deviation.as_ref());
    let remarks = form.remarks.iter().map(|(_, field)| field);
    let texts = deviations.chain(remarks).chain(form.goal.actual.as_ref());
    texts
        .map(|field| field.printed.as_str())
        .any(|text| EXPLAINING.iter().any(|word| text.contains(word)))
}
