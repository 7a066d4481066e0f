use crate::rule::declare_rule;
use crate::sums::{apart, number, points, rounding_of, rows_under, sum};
use crate::{Findings, FormContext};
use jixiao_domain::Decimal;
use jixiao_form::{Field, Form, GroupHeading, Indicator};

declare_rule! {
    /// ## 检查内容
    /// 一级、二级指标小计行的分值或得分不等于其下各行之和。有行没有填写的分组不检查；按小计所印位数
    /// 四舍五入的不报告。
    ///
    /// ## 为什么
    /// 小计错误会带入总分，使总得分和等级不可信。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：上级指标的分值和得分等于下级指标之和。
    ///
    /// ## 示例
    /// 数量指标小计 15 分，其下三行为 5、5、4 分，合计 14 分。
    ///
    /// ## 如何改正
    /// 按下级各行重新计算小计和总分。
    "JX205" "subtotal-wrong" "小计错误",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》自评计分",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    for heading in context.form.groups.iter().filter(|heading| heading.score.is_some()) {
        let scores = |row: &Indicator| number(row.score.as_ref());
        compare(context, heading, "分值", heading.points.as_ref(), points, findings);
        compare(context, heading, "得分", heading.score.as_ref(), scores, findings);
    }
}

fn compare(
    context: &FormContext<'_>,
    heading: &GroupHeading,
    what: &str,
    cell: Option<&Field>,
    of: impl Fn(&Indicator) -> Option<Decimal>,
    findings: &mut Findings<'_>,
) {
    let Some((cell, stated)) = cell.and_then(|cell| Some((cell, cell.number()?))) else { return };
    let Some(given) = sum_under(context.form, heading, of) else { return };
    let tolerance = if stated.fract().is_zero() { Decimal::ZERO } else { rounding_of(stated) };
    if apart(given, stated) <= tolerance {
        return;
    }
    let (name, given) = (&heading.name, given.normalize());
    findings
        .at(
            cell.at,
            format!("{name}/{what}"),
            format!("“{name}”{what}小计 {} 分，其下各行合计 {given} 分", cell.printed),
        )
        .printed(cell.printed.clone())
        .expected(given.to_string())
        .hint("按下级各行重新计算小计和总分")
        .at_most(context.surest())
        .report();
}

fn sum_under(
    form: &Form,
    heading: &GroupHeading,
    of: impl Fn(&Indicator) -> Option<Decimal>,
) -> Option<Decimal> {
    rows_under(form, heading).next()?;
    sum(rows_under(form, heading).map(of))
}
