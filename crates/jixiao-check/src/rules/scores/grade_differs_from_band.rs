use crate::rule::declare_rule;
use crate::{Findings, FormContext, Severity};
use jixiao_form::Field;
use jixiao_regulation::Certainty;

declare_rule! {
    /// ## 检查内容
    /// 自评等级与总得分所在的等次区间不符。区间下限属于较高一等（90 分为优）。
    ///
    /// ## 为什么
    /// 等级决定结果应用；等级与分数不符，说明其中一个填错。
    ///
    /// ## 依据
    /// 财预〔2020〕10号第十八条：90（含）—100 分为优，80（含）—90 分为良，60（含）—80 分为中，60 分以下
    /// 为差。当地另有规定的从其规定；当地规定尚未核实的，只作警告。
    ///
    /// ## 示例
    /// 总得分 88，自评等级填“优”：应为“良”。
    ///
    /// ## 如何改正
    /// 核对总得分，按区间改正等级。
    "JX307" "grade-differs-from-band" "自评等级与得分区间不符",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》第十八条：评价结果的等级划分",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let regulation = context.regulation;
    let Some(total) = &context.form.total else { return };
    let (Some(cell), Some(printed), Some(score)) =
        (&total.grade, total.grade_read, total.score.as_ref().and_then(Field::number))
    else {
        return;
    };
    // A form out of another total is not measured by these bands.
    let full = total.points.as_ref().and_then(Field::number);
    if full.is_some_and(|full| full != regulation.total_points.value) {
        return;
    }
    let due = regulation.grade(score);
    if due == printed {
        return;
    }
    let severity = match regulation.grade_bands.certainty {
        Certainty::Certain => Severity::Error,
        Certainty::Likely | Certainty::Verify => Severity::Warning,
    };
    findings
        .at(cell.at, "自评等级", format!("总得分 {score} 分应为“{due}”，填报“{printed}”"))
        .printed(cell.printed.clone())
        .expected(due.word())
        .hint("核对总得分，按等次区间改正等级")
        .basis(regulation.grade_bands.article.clone())
        .at_most(severity)
        .report();
}
