use crate::rule::declare_rule;
use crate::wording::says_nothing;
use crate::{Findings, FormContext};
use jixiao_form::{Field, Indicator};

declare_rule! {
    /// ## 检查内容
    /// 设有指标名称并已填分值或完成值的指标，年度指标值为空白。表中没有指标值一栏、指标名称本身带有
    /// 指标值的不检查。
    ///
    /// ## 为什么
    /// 没有目标就无法判断是否完成，分值和得分都失去依据。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：自评应将实际完成值与年初设定的指标值对比。
    ///
    /// ## 示例
    /// 数量指标“开展技能培训”，年度指标值空白，实际完成值 12 场，得分 10：报告缺少年度指标值。
    ///
    /// ## 如何改正
    /// 按批复的绩效目标补填年度指标值，不得按完成值倒填。
    "JX003" "missing-target" "缺少年度指标值",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》：自评应对照绩效目标",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let rows = &context.form.indicators;
    // A column that is blank from top to bottom is a form not filled in, or no such column.
    if !rows.iter().any(|row| row.target.as_ref().is_some_and(|target| !target.is_blank())) {
        return;
    }
    for row in rows {
        let Some(target) = row.target.as_ref().filter(|target| target.is_blank()) else { continue };
        if says_nothing(&row.level3.printed) || states_target(&row.level3.printed) || !is_used(row)
        {
            continue;
        }
        findings
            .at(target.at, context.subject(row), "已填分值或完成值的指标没有年度指标值")
            .hint("按批复的绩效目标补填年度指标值，不得按完成值倒填")
            .report();
    }
}

/// Whether anything beside the name is filled in.
fn is_used(row: &Indicator) -> bool {
    let filled = |field: &Option<Field>| field.as_ref().is_some_and(|f| !says_nothing(&f.printed));
    filled(&row.actual) || filled(&row.points) || filled(&row.score)
}

/// Whether the name itself says how much: 培训人数≥100人.
fn states_target(name: &str) -> bool {
    name.contains(|c: char| {
        c.is_ascii_digit() || matches!(c, '０'..='９' | '≥' | '≤' | '＞' | '＜' | '>' | '<' | '=')
    })
}
