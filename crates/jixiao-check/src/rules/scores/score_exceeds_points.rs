use crate::rule::declare_rule;
use crate::{Findings, FormContext};
use jixiao_form::Field;

declare_rule! {
    /// ## 检查内容
    /// 得分高于分值：指标行、预算执行率行、一级和二级小计、总得分。
    ///
    /// ## 为什么
    /// 分值是该项能得的最高分，得分高于分值必然使总分虚高，多为录入错误或行错位。
    ///
    /// ## 依据
    /// 财预〔2020〕10号第十六条：完成指标值的，记该指标所赋全部分值；没有高于分值的得分。
    ///
    /// ## 示例
    /// 分值 10，得分 12：得分最多为 10 分。
    ///
    /// ## 如何改正
    /// 核对分值与得分两栏是否错位，按计分方法重新计分，并同步修改小计与总分。
    "JX301" "score-exceeds-points" "得分高于分值",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》第十六条：完成指标值的记全部分值，即得分以分值为限",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    if let Some(fund) = form.total_fund() {
        compare(fund.points.as_ref(), fund.score.as_ref(), findings, || "预算执行率".to_owned());
    }
    for group in &form.groups {
        compare(group.points.as_ref(), group.score.as_ref(), findings, || group.name.clone());
    }
    for indicator in &form.indicators {
        compare(indicator.points.as_ref(), indicator.score.as_ref(), findings, || {
            context.subject(indicator)
        });
    }
    if let Some(total) = &form.total {
        compare(total.points.as_ref(), total.score.as_ref(), findings, || "总分".to_owned());
    }
}

fn compare(
    points: Option<&Field>,
    score: Option<&Field>,
    findings: &mut Findings<'_>,
    subject: impl FnOnce() -> String,
) {
    let (Some(points), Some(score)) = (points, score) else { return };
    let (Some(full), Some(given)) = (points.number(), score.number()) else { return };
    if given <= full {
        return;
    }
    findings
        .at(
            score.at,
            subject(),
            format!("得分高于分值：分值 {} 分，得分 {} 分", points.printed, score.printed),
        )
        .printed(score.printed.clone())
        .expected(format!("≤{}", points.printed))
        .hint("核对分值与得分是否错位，重新计分并同步修改总分")
        .report();
}
