//! Facts of one project's self-evaluation: the cells of its form.

use super::super::reading::Filed;
use super::{count, date, funds, points};
use crate::self_evaluations::{FiledForm, FiledIndicator};
use jixiao_domain::{Coded, FundSource, IndicatorGroup, IndicatorKind, Money, Value};
use jixiao_form::values;
use jixiao_narrative::{FactValue, Facts, Source};

/// Puts everything the form says.
pub(in crate::reports) fn self_evaluation(facts: &mut Facts, filed: &Filed) {
    let form = &filed.form;
    let sheet = Sheet { address: address(form), digest: filed.digest.clone() };
    head(facts, filed, &sheet);
    sources(facts, form, &sheet);
    scores(facts, form, &sheet);
    headings(facts, form, &sheet);
    for list in ["rows", "shorts"] {
        facts.list(list);
    }
    for row in &form.indicators {
        indicator(facts, "rows", row, &sheet);
        if is_short(row) {
            indicator(facts, "shorts", row, &sheet);
        }
    }
}

/// Where the form stands.
pub(super) fn address(form: &FiledForm) -> String {
    format!("/self-evaluations/{}", form.self_evaluation)
}

/// Whether points were lost.
pub(super) fn is_short(row: &FiledIndicator) -> bool {
    row.score.is_some_and(|score| score < row.points)
}

struct Sheet {
    address: String,
    digest: Option<String>,
}

impl Sheet {
    fn source(&self, place: &str) -> Source {
        Source::new(format!("自评表{place}"), self.address.clone())
    }
}

fn head(facts: &mut Facts, filed: &Filed, sheet: &Sheet) {
    let form = &filed.form;
    let project = Source::new("项目登记", format!("/projects/{}", filed.record.project.id));
    facts
        .group("project", project, None)
        .text("basis", &filed.record.project.content.basis)
        .text("code", &form.project_code);
    let mut top = facts.group("", sheet.source(""), sheet.digest.clone());
    top.put_at("year", FactValue::Year { year: form.year }, "年度")
        .text("project.name", &form.project_name)
        .text("project.unit", &form.implementing_unit.name)
        .text("project.department", &form.supervising_department.name)
        .put_at("goal.expected", FactValue::text(&form.expected_goal), "“预期目标”")
        .put_at("goal.actual", FactValue::text(&form.actual_goal), "“实际完成情况”")
        .put_at("other_notes", FactValue::text(&form.other_notes), "“其他需要说明的事项”")
        .put_at("filed_by", FactValue::text(&form.filled_by), "填报人");
    if let Some(day) = form.filed_on {
        top.put_at("filed_on", date(day), "填报日期");
    }
    let evidence: usize = form.indicators.iter().map(|row| row.evidence.len()).sum();
    if evidence > 0 {
        top.put_at("evidence_count", count(evidence, "份"), "各项指标的佐证材料合计");
    }
    funds(&mut top, "funds.total.", form.total_fund());
}

fn sources(facts: &mut Facts, form: &FiledForm, sheet: &Sheet) {
    facts.list("sources");
    for fund in form.funds.iter().skip(1) {
        let figures = fund.figures();
        if figures == jixiao_domain::FundFigures::default() {
            continue;
        }
        let word = FundSource::from_code(&fund.source).map_or("其他资金", Coded::word);
        let source = sheet.source(&format!("“{word}”行"));
        facts
            .item("sources", fund.source.clone(), source, sheet.digest.clone())
            .text("name", word)
            .put("initial", FactValue::money(Money::from_fen(fund.initial_fen)))
            .put("adjusted", FactValue::money(Money::from_fen(fund.adjusted_fen)))
            .put("executed", FactValue::money(Money::from_fen(fund.executed_fen)));
    }
}

fn scores(facts: &mut Facts, form: &FiledForm, sheet: &Sheet) {
    let mut top = facts.group("", sheet.source(""), sheet.digest.clone());
    top.put_at("row_count", count(form.indicators.len(), "项"), "三级指标行数").put_at(
        "total.points",
        points(form.points),
        "总分值",
    );
    if let Some(total) = form.total {
        top.put_at("total.score", points(total), "总得分");
    }
    if let Some(grade) = &form.grade {
        top.put_at("total.grade", FactValue::Grade { word: grade.clone() }, "自评等级");
    }
    let short = form.indicators.iter().filter(|row| is_short(row)).count();
    if short > 0 {
        top.put_at("short_count", count(short, "项"), "未得满分的三级指标行数");
    }
    if let (Some(most), Some(score)) = (form.execution_points, form.execution_score) {
        top.put_at("execution.points", points(most), "“预算执行率”分值")
            .put_at("execution.score", points(score), "“预算执行率”得分")
            .flag("execution.lost", score < most);
    }
    top.put_at("execution.reason", FactValue::text(&form.execution_reason), "预算执行情况说明");
}

/// Groups and kinds in the order in which they first come, with their sums.
fn headings(facts: &mut Facts, form: &FiledForm, sheet: &Sheet) {
    facts.list("groups");
    facts.list("kinds");
    let level = |facts: &mut Facts, list: &str, code: &str, group: Option<&str>, word: &str| {
        let rows: Vec<&FiledIndicator> = form
            .indicators
            .iter()
            .filter(|row| match group {
                None => row.level1 == code,
                Some(group) => {
                    row.level2 == code && word_of::<IndicatorGroup>(&row.level1) == group
                }
            })
            .collect();
        let source = sheet.source(&format!("“{word}”各行"));
        let mut item = facts.item(list, code.to_owned(), source, sheet.digest.clone());
        item.text("name", word)
            .put_at("points", points(rows.iter().map(|row| row.points).sum()), "分值合计")
            .put_at("row_count", count(rows.len(), "项"), "行数")
            .put_at("score", points(rows.iter().filter_map(|row| row.score).sum()), "得分合计");
        if let Some(group) = group {
            item.text("group", group);
        }
    };
    for row in &form.indicators {
        let group = word_of::<IndicatorGroup>(&row.level1);
        level(facts, "groups", &row.level1, None, &group);
        level(facts, "kinds", &row.level2, Some(&group), &word_of::<IndicatorKind>(&row.level2));
    }
}

fn indicator(facts: &mut Facts, list: &str, row: &FiledIndicator, sheet: &Sheet) {
    let source = sheet.source(&format!("“{}”行", row.name));
    let mut item = facts.item(list, row.indicator.to_string(), source, sheet.digest.clone());
    let target = values::parse(&row.target);
    let qualitative = target.quantity().is_none();
    let missed = misses(&target, &values::parse(&row.actual)).unwrap_or(is_short(row));
    item.put_at("name", FactValue::text(&row.name), "三级指标")
        .text("group", &word_of::<IndicatorGroup>(&row.level1))
        .text("kind", &word_of::<IndicatorKind>(&row.level2))
        .put_at("target", FactValue::text(&row.target), "年度指标值")
        .put_at("actual", FactValue::text(&row.actual), "实际完成值")
        .put_at("points", points(row.points), "分值")
        .put_at("cause", FactValue::text(&row.deviation_cause), "偏差原因")
        .put_at("measure", FactValue::text(&row.corrective_measure), "改进措施")
        .flag("qualitative", qualitative)
        .flag("short", !qualitative && missed && is_short(row))
        .flag("lowered", !qualitative && !missed && is_short(row));
    if let Some(score) = row.score {
        item.put_at("score", points(score), "得分");
    }
}

/// Whether a counted result misses its target; `None` where they can't be compared.
fn misses(target: &Value, actual: &Value) -> Option<bool> {
    let (target, actual) = (target.quantity()?, actual.quantity()?);
    let (due, done) = (target.as_share(), actual.as_share());
    let comparable = target.unit == actual.unit || target.is_percentage() == actual.is_percentage();
    comparable.then_some(if target.sign.is_ceiling() { done > due } else { done < due })
}

fn word_of<T: Coded>(code: &str) -> String {
    T::from_code(code).map_or_else(|| code.to_owned(), |value| T::word(value).to_owned())
}
