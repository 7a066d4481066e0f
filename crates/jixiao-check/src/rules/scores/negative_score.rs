use crate::rule::declare_rule;
use crate::{Findings, FormContext};
use jixiao_domain::Decimal;
use jixiao_form::Field;

declare_rule! {
    /// ## 检查内容
    /// 得分为负数：指标行、预算执行率行、小计和总得分。
    ///
    /// ## 为什么
    /// 指标得分最低为 0 分；负分多为把扣分填进了得分栏，合计随之出错。
    ///
    /// ## 依据
    /// 财预〔2020〕10号第十六条：未完成指标值的，按完成值与指标值的比例记分，最低为 0 分。
    ///
    /// ## 示例
    /// 分值 10，得分 -2：应填实际得分 8 分，扣分原因写在原因一栏。
    ///
    /// ## 如何改正
    /// 改填实际得分，并同步修改小计与总分。
    "JX311" "negative-score" "得分为负数",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》第十六条：未完成指标值的按比例记分，最低为 0 分",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    if let Some(fund) = form.total_fund() {
        examine(fund.score.as_ref(), findings, || "预算执行率".to_owned());
    }
    for group in &form.groups {
        examine(group.score.as_ref(), findings, || group.name.clone());
    }
    for indicator in &form.indicators {
        examine(indicator.score.as_ref(), findings, || context.subject(indicator));
    }
    if let Some(total) = &form.total {
        examine(total.score.as_ref(), findings, || "总分".to_owned());
    }
}

fn examine(score: Option<&Field>, findings: &mut Findings<'_>, subject: impl FnOnce() -> String) {
    let Some(score) = score else { return };
    if score.number().is_some_and(|given| given < Decimal::ZERO) {
        findings
            .at(score.at, subject(), format!("得分为负数：{}", score.printed))
            .printed(score.printed.clone())
            .expected("≥0")
            .hint("填实际得分，不填扣分")
            .report();
    }
}
