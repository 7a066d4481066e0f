use crate::rule::declare_rule;
use crate::sums::{points, sum};
use crate::{Findings, FormContext, Severity};
use jixiao_domain::IndicatorGroup;
use jixiao_form::{Form, FormKind};
use jixiao_regulation::WeightSet;

declare_rule! {
    /// ## 检查内容
    /// 自评表缺少办法规定的一级指标：产出、效益或满意度。没有满意度指标而各组分值又不是办法允许的分法
    /// （满意度 10 分并入效益，效益为 40 分）的提示。一级指标名称无法辨认的表不检查。
    ///
    /// ## 为什么
    /// 一级指标构成评价的基本框架，缺少其中一类，得分不能反映项目全貌。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：自评指标包括预算执行率、产出、效益和服务对象满意度。
    ///
    /// ## 示例
    /// 全表只有“产出指标”和“满意度指标”两组：报告缺少效益指标。
    ///
    /// ## 如何改正
    /// 补充所缺一级指标及其下级指标；确不适用的，将权重调整到其他一级指标并说明。
    "JX002" "missing-level1-group" "缺少一级指标",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》自评指标设置",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    if form.kind != FormKind::ProjectSelfEvaluation || form.indicators.is_empty() {
        return;
    }
    let mut present = 0_u8;
    for row in &form.indicators {
        let Some(group) = row.group else { return };
        present |= bit(group);
    }
    let demanded =
        |set: &WeightSet| set.groups.iter().fold(0, |bits, &(group, _)| bits | bit(group));
    let sets = || context.regulation.weights.iter().map(|set| &set.value);
    let Some(mut least) =
        sets().map(|set| demanded(set) & !present).min_by_key(|bits| bits.count_ones())
    else {
        return;
    };
    // A set without satisfaction holds for a form that gave its points to the groups it names.
    let satisfaction = bit(IndicatorGroup::Satisfaction);
    if least == 0
        && present & satisfaction == 0
        && sets().next().is_some_and(|usual| demanded(usual) & satisfaction != 0)
        && context.surest() == Severity::Error
        && sets().filter(|set| demanded(set) & satisfaction == 0).all(|set| departs(form, set))
    {
        least = satisfaction;
    }
    for group in [
        IndicatorGroup::Cost,
        IndicatorGroup::Output,
        IndicatorGroup::Benefit,
        IndicatorGroup::Satisfaction,
    ] {
        if least & bit(group) == 0 {
            continue;
        }
        // Some projects serve nobody who could be asked.
        let severity = match group {
            IndicatorGroup::Satisfaction => Severity::Note,
            _ => Severity::Warning,
        };
        findings
            .at(
                form.at,
                format!("{}指标", group.word()),
                format!("自评表没有设置{}指标", group.word()),
            )
            .hint("补充该一级指标；确不适用的，将其权重调整到其他指标并说明")
            .at_most(severity)
            .report();
    }
}

/// Whether the printed points of some group certainly differ from `set`.
fn departs(form: &Form, set: &WeightSet) -> bool {
    set.groups.iter().any(|&(group, weight)| {
        let mut rows = form.indicators.iter().filter(|row| row.group == Some(group)).peekable();
        let named = rows.peek().is_some();
        named && sum(rows.map(points)).is_some_and(|sum| sum != weight)
    })
}

fn bit(group: IndicatorGroup) -> u8 {
    match group {
        IndicatorGroup::Cost => 1,
        IndicatorGroup::Output => 2,
        IndicatorGroup::Benefit => 4,
        IndicatorGroup::Satisfaction => 8,
    }
}
