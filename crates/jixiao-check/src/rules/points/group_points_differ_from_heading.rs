use crate::rule::declare_rule;
use crate::sums::{points, rows_under, sum};
use crate::{Findings, FormContext};
use jixiao_domain::Decimal;
use jixiao_form::{Form, GroupHeading};

declare_rule! {
    /// ## 检查内容
    /// 指标分组标题写明的分值（如“产出指标（50分）”）与其下各行分值之和不等。带小计得分的分组由“小计错误”
    /// 检查；有行没有分值的分组不检查。
    ///
    /// ## 为什么
    /// 标题与各行不符，说明权重分配有误；两处错误可能互相抵消，使总分仍为 100。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：三级指标分值之和等于上级指标分值。
    ///
    /// ## 示例
    /// “产出指标（50分）”下四行各 10 分，合计 40 分。
    ///
    /// ## 如何改正
    /// 按标题分值重新分配各行分值，或按各行改正标题，并保持总分 100 分。
    "JX202" "group-points-differ-from-heading" "分组分值与标题不符",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》指标权重",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    if !form.has_points_column {
        return;
    }
    for (index, heading) in form.groups.iter().enumerate() {
        let Some(cell) = heading.points.as_ref().filter(|_| heading.score.is_none()) else {
            continue;
        };
        let Some(stated) = cell.number() else { continue };
        let Some(given) = sum_under(form, heading) else { continue };
        if given == stated || is_repeated(form, index) || is_made_up_by_orphans(form, heading, stated)
        {
            continue;
        }
        let name = &heading.name;
        let given = given.normalize();
        let mut draft = findings
            .at(
                cell.at,
                name.clone(),
                format!("“{name}”标明 {stated} 分，其下各行合计 {given} 分"),
            )
            .printed(stated.to_string())
            .expected(given.to_string())
            .hint("重新分配各行分值或改正标题，并保持总分不变")
            .at_most(context.surest());
        for row in rows_under(form, heading) {
            if let Some(points) = &row.points {
                draft = draft.related(
                    points.at,
                    format!("{}：{} 分", row.level3.printed, points.printed),
                );
            }
        }
        draft.report();
    }
}

/// The points of the rows under `heading`; `None` where it has none or one lacks its points.
fn sum_under(form: &Form, heading: &GroupHeading) -> Option<Decimal> {
    rows_under(form, heading).next()?;
    sum(rows_under(form, heading).map(points))
}

/// Whether the heading is printed more than once (after a page break), with rows under each.
fn is_repeated(form: &Form, index: usize) -> bool {
    let heading = &form.groups[index];
    form.groups.iter().enumerate().any(|(i, other)| {
        i != index && other.level == heading.level && other.name == heading.name
            && other.parent == heading.parent
    })
}

/// Whether rows of groups that state no points of their own, right behind the rows of `heading`,
/// make up what is missing: a row shifted left stands under its level-2 name.
fn is_made_up_by_orphans(form: &Form, heading: &GroupHeading, stated: Decimal) -> bool {
    let is_own = |level1: &str| level1 == heading.name;
    if heading.level != 1 {
        return false;
    }
    let first = form.indicators.iter().position(|row| is_own(&row.level1));
    let rows = first.map_or(&[][..], |first| &form.indicators[first..]);
    let run = rows.iter().take_while(|row| is_own(&row.level1) || row.level1_points.is_none());
    sum(run.map(points)) == Some(stated)
}
