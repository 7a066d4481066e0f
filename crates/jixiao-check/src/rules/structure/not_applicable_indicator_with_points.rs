use crate::rule::declare_rule;
use crate::sums::{number, points};
use crate::wording::{says_none, says_not_applicable, says_nothing};
use crate::{Findings, FormContext};
use jixiao_domain::Decimal;
use jixiao_form::Indicator;

declare_rule! {
    /// ## 检查内容
    /// 指标名称或指标值写“无”“不适用”，却占有分值。名称具体而指标值和完成值都为“无”的也报告，但以没有
    /// 为好的（如事故数：无）不报告。
    ///
    /// ## 为什么
    /// 不适用的指标没有可以评价的内容，占用的分值必然虚得。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：指标应与项目内容相关；不适用的指标不设置，其权重调整到同级其他指标。
    ///
    /// ## 示例
    /// 生态效益指标：三级指标“无”，年度指标值“无”，分值 10，得分 10。
    ///
    /// ## 如何改正
    /// 删去该指标，将分值分配给同一一级指标下的其他指标，重新计算得分。
    "JX008" "not-applicable-indicator-with-points" "不适用的指标占有分值",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》指标相关性要求",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    for row in &context.form.indicators {
        let Some(points) = points(row).filter(|&points| points > Decimal::ZERO) else { continue };
        if !is_not_applicable(row) {
            continue;
        }
        let score = number(row.score.as_ref());
        let given = score.map_or(String::new(), |score| format!("，得 {score} 分"));
        findings
            .at(
                row.at,
                context.subject(row),
                format!("指标内容为“无”，却占分值 {points} 分{given}"),
            )
            .printed(points.to_string())
            .expected("0")
            .hint("删去不适用的指标，将分值分配给同一一级指标下的其他指标")
            .report();
    }
}

/// Words of things that are best absent: 事故数：无 is a target and its result.
const HARMS: [&str; 22] = [
    "事故", "投诉", "违规", "违纪", "违法", "差错", "失误", "伤亡", "死亡", "上访", "信访", "舆情", "纠纷",
    "案件", "隐患", "污染", "浪费", "拖欠", "逾期", "问题", "事件", "负面",
];

fn is_harm(row: &Indicator) -> bool {
    HARMS.iter().any(|word| row.level3.printed.contains(word))
}

fn is_not_applicable(row: &Indicator) -> bool {
    let name = row.level3.printed.as_str();
    let target = row.target.as_ref().map(|target| target.printed.as_str());
    let actual = row.actual.as_ref().map(|actual| actual.printed.as_str());
    says_none(name)
        || target.is_some_and(says_not_applicable)
        || (says_nothing(name) && target.is_some_and(says_none))
        || (target.is_some_and(says_none) && actual.is_some_and(says_none) && !is_harm(row))
}
