use crate::amounts::{in_yuan, percent};
use crate::rule::declare_rule;
use crate::unspent::is_accounted_for;
use crate::wording::says_nothing;
use crate::{Findings, FormContext};
use jixiao_document::text::squeeze;
use jixiao_domain::{CurrencyUnit, Decimal};
use jixiao_form::values::quantities;
use jixiao_form::{Duty, FormKind, Report};
use jixiao_regulation::Cited;

declare_rule! {
    /// ## 检查内容
    /// 预算执行率低于办法要求说明的界限，而目标实际完成情况、偏差原因、其他说明事项和同一文件的报告都没有说明。
    /// 偏差原因须谈到资金、结算、合同或者项目推迟，只说明别的事情的不算。部门整体自评的任务写明安排资金与
    /// 实际支出而比例偏低，“相关情况说明”空白或为“无”。
    ///
    /// ## 为什么
    /// 资金大量未用而不说明原因，下年预算安排和整改都没有依据。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：对未完成绩效目标或者偏离较大的，应分析说明原因并提出改进措施。
    ///
    /// ## 示例
    /// 安排资金 25 万元，实际支出 14.14 万元，执行率 56.56%，相关情况说明为“无”。
    ///
    /// ## 如何改正
    /// 说明未支出的金额、原因（结转、压减、进度滞后等）和下一步安排。
    "JX112" "low-execution-unexplained" "执行率偏低未说明原因",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》偏差原因分析",
    run: Form(check),
}

/// Words for money not spent.
const UNSPENT: [&str; 7] =
    ["执行率", "结余", "结转", "未支出", "未使用", "支出进度", "执行进度"];

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    let threshold = &context.regulation.explain_execution_below;
    // Within the year a low rate is no shortfall.
    if form.kind == FormKind::Monitoring {
        return;
    }
    let execution = context.sheet.execution.as_ref().and_then(|step| step.execution());
    if let Some(rate) = execution.map(|execution| execution.rate).filter(|&r| r < threshold.value)
        && !is_accounted_for(form)
        && !context.reading.reports.iter().any(explains)
    {
        let row = form.total_fund();
        let cell = row.and_then(|row| row.execution_rate.as_ref().or(row.executed_amount.as_ref()));
        let at = cell.map_or(form.at, |cell| cell.at);
        say(at, "预算执行率", rate, threshold, findings);
    }
    for duty in &form.duties {
        check_duty(duty, threshold, findings);
    }
}

/// Whether a sentence of the report that comes with the form gives a cause for money not spent.
fn explains(report: &Report) -> bool {
    let sentences = report.sections.iter().flat_map(|section| section.text.split('。'));
    sentences.into_iter().any(|sentence| {
        sentence.contains('因') && UNSPENT.iter().any(|word| sentence.contains(word))
    })
}

fn check_duty(duty: &Duty, threshold: &Cited<Decimal>, findings: &mut Findings<'_>) {
    let Some(execution) = duty.execution.as_ref().filter(|cell| cell.printed.contains('元')) else {
        return;
    };
    if duty.remark.as_ref().is_some_and(|remark| !says_nothing(&remark.printed)) {
        return;
    }
    let Some(rate) = spent_share(&squeeze(&execution.printed)) else { return };
    if rate < threshold.value {
        say(execution.at, &duty.task.printed, rate, threshold, findings);
    }
}

/// The share spent where a text says 安排资金…万元 and then 支出…万元.
fn spent_share(text: &str) -> Option<Decimal> {
    let (mut budget, mut spent) = (None, None);
    for figure in quantities(text) {
        let Some(unit) = CurrencyUnit::from_word(&figure.quantity.unit) else { continue };
        let before = &text[..figure.span.start];
        let says = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
        let amount = in_yuan(figure.quantity.number, unit);
        if says(&["安排资金", "预算", "预算资金", "下达资金", "安排预算", "预算数", "安排"]) {
            budget = budget.or(amount);
        } else if says(&["支出", "实际支出", "执行数", "实际使用", "支付", "使用"]) {
            spent = spent.or(amount);
        }
    }
    budget.filter(|&budget| budget > Decimal::ZERO).and_then(|budget| spent?.checked_div(budget))
}

fn say(
    at: jixiao_document::Location,
    subject: &str,
    rate: Decimal,
    threshold: &Cited<Decimal>,
    findings: &mut Findings<'_>,
) {
    let (rate, least) = (percent(rate), percent(threshold.value));
    findings
        .at(at, subject, format!("预算执行率 {rate}，低于 {least}，没有说明原因"))
        .printed(rate)
        .hint("说明未支出的金额、原因和下一步安排")
        .basis(threshold.article.clone())
        .report();
}
