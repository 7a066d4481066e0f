use crate::rule::declare_rule;
use crate::sums::{execution_points, points};
use crate::{Findings, FormContext};
use jixiao_domain::{Decimal, IndicatorGroup};
use jixiao_form::{Form, FormKind};
use jixiao_regulation::WeightSet;

declare_rule! {
    /// ## 检查内容
    /// 一级指标的权重与办法规定的任何一组都不同。分组标题写明分值的以标题为准，否则按各行合计；一级指标
    /// 无法辨认、分值不全的不检查。
    ///
    /// ## 为什么
    /// 统一权重使不同项目的得分可以比较；特殊项目可以调整，但应当说明。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：一级指标权重原则上统一设置为预算执行率 10、产出 50、效益 30、满意度 10；特殊
    /// 情况可适当调整。
    ///
    /// ## 示例
    /// 产出 40 分、效益 40 分、满意度 10 分、预算执行率 10 分。
    ///
    /// ## 如何改正
    /// 按办法规定的权重调整；确需调整权重的，在说明栏写明理由。
    "JX203" "weights-off-regulation" "一级指标权重与办法不同",
    severity: Note,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》一级指标权重",
    run: Form(check),
}

const GROUPS: [IndicatorGroup; 4] = [
    IndicatorGroup::Cost,
    IndicatorGroup::Output,
    IndicatorGroup::Benefit,
    IndicatorGroup::Satisfaction,
];

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    if form.kind != FormKind::ProjectSelfEvaluation || !form.has_points_column {
        return;
    }
    let Some(given) = weights(form) else { return };
    let sets = &context.regulation.weights;
    if sets.is_empty() || sets.iter().any(|set| agrees(&set.value, &given)) {
        return;
    }
    let execution = execution_points(form);
    // The execution row has a rule of its own.
    let groups_agree = sets.iter().any(|set| {
        agrees(&WeightSet { execution: execution.unwrap_or_default(), ..set.value.clone() }, &given)
    });
    if groups_agree {
        return;
    }
    let printed = GROUPS
        .iter()
        .zip(given)
        .filter(|(_, points)| !points.is_zero())
        .map(|(group, points)| format!("{} {}", group.word(), points.normalize()))
        .collect::<Vec<_>>()
        .join("、");
    let nearest = sets.iter().find(|set| has_same_groups(&set.value, &given)).unwrap_or(&sets[0]);
    let expected = words(&nearest.value);
    findings
        .at(
            form.indicators.first().map_or(form.at, |row| row.at),
            "一级指标权重",
            format!("一级指标权重为{printed}，办法规定为{expected}"),
        )
        .printed(printed)
        .expected(expected)
        .hint("按办法规定的权重调整；确需不同的，写明理由")
        .basis(nearest.article.clone())
        .report();
}

/// Points per group in the order of [`GROUPS`]: as the heading states them, else the sum of rows.
fn weights(form: &Form) -> Option<[Decimal; 4]> {
    let mut sums = [Decimal::ZERO; 4];
    let mut stated = [None; 4];
    for row in &form.indicators {
        let group = row.group?;
        let place = GROUPS.iter().position(|&known| known == group)?;
        match row.level1_points {
            Some(points) => stated[place] = Some(points),
            None => sums[place] = sums[place].checked_add(points(row)?)?,
        }
    }
    let total = sums.iter().any(|sum| !sum.is_zero()) || stated.iter().any(Option::is_some);
    total.then(|| std::array::from_fn(|i| stated[i].unwrap_or(sums[i])))
}

fn agrees(set: &WeightSet, given: &[Decimal; 4]) -> bool {
    GROUPS.iter().zip(given).all(|(group, points)| {
        let due = set.groups.iter().find(|(known, _)| known == group);
        due.map_or(Decimal::ZERO, |(_, due)| *due) == *points
    })
}

fn has_same_groups(set: &WeightSet, given: &[Decimal; 4]) -> bool {
    GROUPS.iter().zip(given).all(|(group, points)| {
        set.groups.iter().any(|(known, _)| known == group) != points.is_zero()
    })
}

fn words(set: &WeightSet) -> String {
    set.groups
        .iter()
        .map(|(group, points)| format!("{} {}", group.word(), points.normalize()))
        .collect::<Vec<_>>()
        .join("、")
}
