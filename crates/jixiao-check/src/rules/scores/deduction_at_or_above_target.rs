use super::reverse_indicator_scored_as_forward::scored_the_wrong_way;
use crate::attainment::{Attainment, far_above, measured};
use crate::reason::{Reason, reason};
use crate::rule::declare_rule;
use crate::scored::scored;
use crate::{Findings, FormContext, Severity};
use jixiao_domain::Decimal;

declare_rule! {
    /// ## 检查内容
    /// 定量指标已达到或好于年度指标值，却扣了分，且没有说明原因。
    ///
    /// ## 为什么
    /// 完成指标值应得满分；无理由扣分多半说明实际完成值、年度指标值或得分有一处填错。
    ///
    /// ## 依据
    /// 财预〔2020〕10号第十六条：完成指标值的，记该指标所赋全部分值；对完成值高于指标值较多的，要分析
    /// 原因，如果是由于年初指标值设定明显偏低造成的，按偏离度适当调减分值。
    ///
    /// ## 示例
    /// 年度指标值 100 人，实际完成值 116 人，分值 10，得分 9，原因一栏空白：应得 10 分，或者说明
    /// 调减的原因。正好等于指标值而扣分的为错误；高于指标值而扣分的为警告，因为允许说明原因后
    /// 调减；高出较多的由 JX305 提示。
    ///
    /// ## 如何改正
    /// 核对实际完成值；确已完成的改记满分；因目标偏低而调减的，在原因一栏写明。
    "JX303" "deduction-at-or-above-target" "已达目标却扣分且未说明原因",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》第十六条：定量指标完成指标值的，记该指标所赋全部分值",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    for (indicator, step) in context.rows() {
        let Some(row) = scored(indicator) else { continue };
        let deducted = row.given >= Decimal::ZERO && row.given < row.full;
        if !deducted || step.score == Some(row.given) || !reason(indicator).explains_nothing() {
            continue;
        }
        let exact = match measured(indicator, step) {
            Some(Attainment::Exact) => true,
            Some(Attainment::AboveFloor { target, actual }) => {
                if far_above(&context.regulation.over_fulfilment, target, actual) {
                    continue;
                }
                false
            }
            Some(Attainment::BelowCeiling { .. } | Attainment::Within) => false,
            _ => continue,
        };
        if scored_the_wrong_way(indicator, step, row).is_some() {
            continue;
        }
        // Without a column for reasons the reason may stand elsewhere.
        let certain = exact && reason(indicator) != Reason::NoCell;
        let severity = if certain { Severity::Error } else { Severity::Warning };
        let met = if exact { "已达到" } else { "已达到或好于" };
        findings
            .at(
                row.score.at,
                context.subject(indicator),
                format!(
                    "{met}年度指标值却扣分，且未说明原因：应得 {} 分，自评 {} 分",
                    row.full.normalize(),
                    row.score.printed
                ),
            )
            .printed(row.score.printed.clone())
            .expected(row.full.to_string())
            .hint("核对实际完成值；确已完成的记满分，有意扣分的写明原因")
            .basis(context.regulation.quantitative.article.clone())
            .at_most(severity)
            .report();
    }
}
