//! Facts of all projects of a unit's year, out of their self-evaluations.

use super::super::reading::Filed;
use super::self_evaluation::{address, is_short};
use super::{count, funds, points, rate};
use crate::self_evaluations::FiledForm;
use jixiao_domain::{Coded as _, Decimal, FundFigures, Grade, IndicatorGroup, round_half_up_2dp};
use jixiao_narrative::{FactValue, Facts, Source};
use jixiao_store::organisations::Organisation;

/// How many shortfalls are told one by one; a report is read, not searched.
const TOLD_MOST: usize = 12;

/// Puts what the projects come to.
pub(in crate::reports) fn summary(
    facts: &mut Facts,
    organisation: &Organisation,
    year: i64,
    all: &[Filed],
) {
    let list = format!("/self-evaluations?year={year}&organisation={}", organisation.id);
    let source = Source::new("各项目自评表", list);
    let forms: Vec<&FiledForm> = all.iter().map(|filed| &filed.form).collect();
    let mut top = facts.group("", source.clone(), None);
    top.put("year", FactValue::Year { year }).text("unit.name", &organisation.name).put_at(
        "project_count",
        count(forms.len(), "个项目"),
        "份数",
    );
    let rows = || forms.iter().flat_map(|form| &form.indicators);
    top.put_at("row_count", count(rows().count(), "项"), "三级指标行数合计");
    let total = forms
        .iter()
        .try_fold(FundFigures::default(), |sum, form| sum.checked_add(form.total_fund()))
        .unwrap_or_default();
    funds(&mut top, "totals.", total);
    let scores: Vec<i64> = forms.iter().filter_map(|form| form.total).collect();
    if let Some(average) =
        Decimal::from(scores.iter().sum::<i64>()).checked_div(Decimal::from(scores.len() * 100))
    {
        let points = round_half_up_2dp(average);
        top.put_at("totals.average", FactValue::Points { points }, "总得分的平均数");
    }
    for (name, of_output) in [("output", true), ("benefit", false)] {
        let rows = || rows().filter(move |row| is_output(&row.level1) == of_output);
        top.put_at(&format!("{name}.row_count"), count(rows().count(), "项"), "三级指标行数合计");
        let short = rows().filter(|row| is_short(row)).count();
        if short > 0 {
            let place = "未得满分的三级指标行数合计";
            top.put_at(&format!("{name}.short_count"), count(short, "项"), place);
        }
    }
    grades(facts, &forms, &source);
    projects(facts, all);
    shortfalls(facts, all);
}

fn is_output(level1: &str) -> bool {
    matches!(IndicatorGroup::from_code(level1), Some(IndicatorGroup::Output | IndicatorGroup::Cost))
}

fn grades(facts: &mut Facts, forms: &[&FiledForm], source: &Source) {
    facts.list("grades");
    for grade in [Grade::Excellent, Grade::Good, Grade::Fair, Grade::Poor] {
        let number = forms.iter().filter(|form| form.grade() == Some(grade)).count();
        if number > 0 {
            facts
                .item("grades", grade.word(), source.clone(), None)
                .put("word", FactValue::Grade { word: grade.word().to_owned() })
                .put_at(
                    "count",
                    count(number, "个"),
                    &format!("自评等级为“{}”的份数", grade.word()),
                );
        }
    }
}

/// Every project, and those whose money or grade must be spoken of.
fn projects(facts: &mut Facts, all: &[Filed]) {
    for list in ["projects", "lowered", "unspent", "weak"] {
        facts.list(list);
    }
    for filed in all {
        let figures = filed.form.total_fund();
        let weak = matches!(filed.form.grade(), Some(Grade::Fair | Grade::Poor));
        let unspent = figures.unspent().unwrap_or_default().fen() > 0;
        let lowered = figures.adjusted < figures.initial;
        let lists =
            [("projects", true), ("lowered", lowered), ("unspent", unspent), ("weak", weak)];
        for (list, _) in lists.into_iter().filter(|(_, holds)| *holds) {
            project(facts, list, filed);
        }
    }
}

fn project(facts: &mut Facts, list: &str, filed: &Filed) {
    let form = &filed.form;
    let source = Source::new(format!("{}自评表", form.project_name), address(form));
    let id = form.self_evaluation.to_string();
    let mut item = facts.item(list, id, source, filed.digest.clone());
    item.text("name", &form.project_name).put_at(
        "goal",
        FactValue::text(&form.expected_goal),
        "“预期目标”",
    );
    funds(&mut item, "", form.total_fund());
    if let Ok(share) = form.total_fund().execution_rate() {
        item.put_at("rate", rate(share), "“年度资金总额”行执行率");
    }
    if let Some(total) = form.total {
        item.put_at("score", points(total), "总得分");
    }
    if let Some(grade) = &form.grade {
        item.put_at("grade", FactValue::Grade { word: grade.clone() }, "自评等级");
    }
}

/// The shortfalls that lost most, and the measures against them, each measure once.
fn shortfalls(facts: &mut Facts, all: &[Filed]) {
    facts.list("shorts");
    facts.list("measures");
    let mut lost: Vec<_> = all
        .iter()
        .flat_map(|filed| filed.form.indicators.iter().map(move |row| (filed, row)))
        .filter(|(_, row)| is_short(row))
        .collect();
    lost.sort_by_key(|(_, row)| row.score.unwrap_or_default() - row.points);
    let mut measures: Vec<&str> = Vec::new();
    for (filed, row) in lost.into_iter().take(TOLD_MOST) {
        let words = format!("{}自评表“{}”行", filed.form.project_name, row.name);
        let source = Source::new(words, address(&filed.form));
        let id = row.indicator.to_string();
        facts
            .item("shorts", id.clone(), source.clone(), filed.digest.clone())
            .text("project", &filed.form.project_name)
            .text("name", &row.name)
            .put_at("target", FactValue::text(&row.target), "年度指标值")
            .put_at("actual", FactValue::text(&row.actual), "实际完成值")
            .put_at("cause", FactValue::text(&row.deviation_cause), "偏差原因");
        let measure = row.corrective_measure.trim();
        if !measure.is_empty() && !measures.contains(&measure) {
            measures.push(measure);
            facts.item("measures", id, source, filed.digest.clone()).put_at(
                "text",
                FactValue::text(measure),
                "改进措施",
            );
        }
    }
}
