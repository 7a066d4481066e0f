use crate::rule::declare_rule;
use crate::{
    DossierContext, ExcessAbstract, Finding, FormAbstract, ReportAbstract, Severity,
    ToldExcessAbstract,
};
use std::collections::BTreeMap;

declare_rule! {
    /// ## 检查内容
    /// 实际完成值超出年度指标值很多（倍数由评分办法规定）：一年如此而原因一栏空白的提示，同一项目同一指标
    /// 连续两年以上如此的警告。
    /// 报告中“计划……次，实际完成……次”相差同样倍数的也提示。控制性（≤）指标、成本指标不查。
    ///
    /// ## 为什么
    /// 目标定得过低，轻易就能超额完成，考核失去意义，也说明预算与任务不匹配。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：实际完成值明显高于指标值，属于指标值设定偏低的，按偏离度适当调减分值。
    ///
    /// ## 示例
    /// 年度指标值“4 次”，实际完成值“12 次”。
    ///
    /// ## 如何改正
    /// 在偏差原因中说明超额的原因；编制下一年度目标时按近年实际水平设定指标值。
    "JX406" "target-set-too-low" "指标值设定偏低",
    severity: Warning,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》定量指标计分方法",
    run: Dossier(check),
}

/// One indicator of one form, far above its target.
type Row<'a> = (usize, &'a FormAbstract, &'a ExcessAbstract);

fn check(context: &DossierContext<'_>, found: &mut Vec<Finding>) {
    let mut rows: BTreeMap<[&str; 4], Vec<Row<'_>>> = BTreeMap::new();
    for (document, file) in context.abstracts.iter().enumerate() {
        for form in &file.forms {
            for row in &form.excesses {
                let key = [&form.department, &form.unit, &form.project, &row.name];
                rows.entry(key.map(|name| &**name)).or_default().push((document, form, row));
            }
        }
        for report in &file.reports {
            check_report(context, document, report, found);
        }
    }
    for ([department, unit, project, name], rows) in rows {
        let unnamed = project.is_empty()
            || name.is_empty()
            || (department.is_empty() && unit.is_empty());
        let mut years: BTreeMap<Option<u16>, &Row<'_>> = BTreeMap::new();
        for row in rows.iter().filter(|_| !unnamed) {
            years.entry(row.1.year).or_insert(row);
        }
        for row in &rows {
            let others = years.iter().filter(|(year, _)| **year != row.1.year);
            let others: Vec<_> = others.map(|(_, other)| *other).collect();
            report_row(context, row, &others, found);
        }
    }
}

fn report_row(
    context: &DossierContext<'_>,
    &(document, form, indicator): &Row<'_>,
    others: &[&Row<'_>],
    found: &mut Vec<Finding>,
) {
    // One year's excess may have its reason; the same every year is a target set too low.
    if others.is_empty() && indicator.is_explained {
        return;
    }
    let ratio = indicator.ratio.round_dp(1).normalize();
    let again = if others.is_empty() { "" } else { "，其他年度也是如此" };
    let message = format!("实际完成值是指标值的 {ratio} 倍{again}，指标值设定偏低");
    let severity = if others.is_empty() { Severity::Note } else { Severity::Warning };
    let related = others
        .iter()
        .map(|(document, form, other)| {
            let year = form.year.map_or_else(String::new, |year| format!("{year} 年度"));
            context.related(*document, other.place, format!("{year}完成 {}", other.printed))
        })
        .collect();
    found.push(Finding {
        severity,
        subject: [&*indicator.level2, &*indicator.name]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("/"),
        printed: Some(indicator.printed.to_string()),
        hint: Some("说明超额完成的原因，下一年度按实际水平设定指标值".to_owned()),
        related,
        ..context.finding(document, Some(form.index), indicator.place, message)
    });
}

/// 计划开展活动4次，已完成12次.
fn check_report(
    context: &DossierContext<'_>,
    document: usize,
    report: &ReportAbstract,
    found: &mut Vec<Finding>,
) {
    for ToldExcessAbstract { due, done, ratio, text, place } in &report.excesses {
        let message = format!(
            "计划 {}{}，实际 {}{}，是计划的 {} 倍，目标设定偏低",
            due.number, due.unit, done.number, done.unit, ratio.round_dp(1).normalize(),
        );
        found.push(Finding {
            severity: Severity::Note,
            printed: Some(text.to_string()),
            hint: Some("说明超额完成的原因，下一年度按实际水平设定目标".to_owned()),
            ..context.finding(document, None, *place, message)
        });
    }
}
