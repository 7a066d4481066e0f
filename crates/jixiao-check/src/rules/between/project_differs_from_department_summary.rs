use crate::figures::wan;
use crate::matching::key;
use crate::rule::declare_rule;
use crate::{DossierContext, Finding, FormAbstract, FormDetails, NamedAbstract, Severity};
use jixiao_domain::Money;
use jixiao_form::FormKind;
use std::collections::BTreeMap;

declare_rule! {
    /// ## 检查内容
    /// 同一单位、同一项目，项目自评表的预算数、执行数、得分与项目清单（汇总表）或
    /// 部门整体自评的任务执行情况不同。
    ///
    /// ## 为什么
    /// 汇总数据来自项目自评，两处不同说明汇总或填报有误。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：主管部门汇总所属单位自评结果，数据应当一致。
    ///
    /// ## 示例
    /// 汇总表“技能竞赛专项”执行数 18 万元，该项目自评表执行数 20 万元。
    ///
    /// ## 如何改正
    /// 按财务账核实后统一两处数字。
    "JX605" "project-differs-from-department-summary" "项目自评与部门汇总不一致",
    severity: Error,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》自评结果汇总",
    run: Dossier(check),
}

/// Summaries in 万元 are rounded; a difference up to this is rounding. 分: 0.01 万元.
const ROUNDING_FEN: u64 = 10_000;

type Summary<'a> = (usize, &'a FormAbstract, &'a NamedAbstract);

fn check(context: &DossierContext<'_>, found: &mut Vec<Finding>) {
    let mut summaries: BTreeMap<&str, Vec<Summary<'_>>> = BTreeMap::new();
    for (document, file) in context.abstracts.iter().enumerate() {
        for form in &file.forms {
            for item in form.names.iter().filter(|item| states_something(item)) {
                summaries.entry(key(&item.name)).or_default().push((document, form, item));
            }
        }
    }
    if summaries.is_empty() {
        return;
    }
    for (document, file) in context.abstracts.iter().enumerate() {
        for form in &file.forms {
            if form.kind != FormKind::ProjectSelfEvaluation || form.project.is_empty() {
                continue;
            }
            let Some(entries) = summaries.get(key(&form.project)) else { continue };
            // A name several units use says nothing about whose project it is.
            let first = entries.partition_point(|(of, ..)| *of < document);
            let own = entries.get(first).filter(|(of, ..)| *of == document);
            let only = entries.first().filter(|(_, summary, _)| {
                entries.len() == 1
                    && summary.year.is_some()
                    && summary.year == form.year
                    && summary.is_of_same_unit(form)
            });
            let own = own.filter(|(_, summary, _)| same_year(summary, form));
            if let Some(summary) = own.or(only) {
                compare(context, (document, form), summary, found);
            }
        }
    }
}

fn states_something(item: &NamedAbstract) -> bool {
    item.budget.is_some() || item.executed.is_some() || item.score.is_some()
}

fn same_year(summary: &FormAbstract, form: &FormAbstract) -> bool {
    summary.year.zip(form.year).is_none_or(|(left, right)| left == right)
}

fn compare(
    context: &DossierContext<'_>,
    (document, form): (usize, &FormAbstract),
    &(summary_document, summary, item): &Summary<'_>,
    found: &mut Vec<Finding>,
) {
    // Amounts of a duty table are read from sentences.
    let certain = summary.kind == FormKind::ProjectList;
    let severity = if certain { Severity::Error } else { Severity::Warning };
    let FormDetails { funds, total_score, .. } = form.details();
    let mut say = |what: &str, in_form: String, in_summary: String| {
        let message = format!("自评表{what} {in_form}，汇总为 {in_summary}");
        let place = funds.as_ref().map_or(form.place, |funds| funds.place);
        found.push(Finding {
            severity,
            subject: form.project.to_string(),
            printed: Some(in_form),
            hint: Some("按财务账核实后统一两处数字".to_owned()),
            related: vec![context.related(
                summary_document,
                item.place,
                format!("汇总：{what} {in_summary}"),
            )],
            ..context.finding(document, Some(form.index), place, message)
        });
    };
    if let Some(funds) = &funds {
        if let (Some(spent), Some(stated)) = (funds.executed, item.executed)
            && differ(spent, stated)
        {
            say("执行数", wan(spent), wan(stated));
        }
        if let Some(stated) = item.budget {
            let budgets = [funds.adjusted, funds.initial];
            let known = budgets.iter().flatten().count() > 0;
            if known && budgets.iter().flatten().all(|budget| differ(*budget, stated)) {
                let budget = funds.adjusted.or(funds.initial).unwrap_or_default();
                say("预算数", wan(budget), wan(stated));
            }
        }
    }
    if let (Some(score), Some(stated)) = (total_score, item.score)
        && (score - stated).abs() >= jixiao_domain::Decimal::new(1, score.scale().min(stated.scale()))
    {
        say("得分", format!("{score} 分"), format!("{stated} 分"));
    }
}

fn differ(left: Money, right: Money) -> bool {
    left.fen().abs_diff(right.fen()) > ROUNDING_FEN
}
