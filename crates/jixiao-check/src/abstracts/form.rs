//! The abstract of a form: names, totals and the numbers of its indicators.
//!
//! Words stay behind: only what can be compared with another file is kept.

use super::{
    FigureAbstract, FormAbstract, FormDetails, FundsAbstract, IndicatorAbstract, NamedAbstract,
    details, excess, passages,
};
use crate::figures;
use jixiao_document::text;
use jixiao_domain::{ComparisonSign, CurrencyUnit, Decimal, Money};
use jixiao_form::values::quantities;
use jixiao_form::{BaseDatum, Duty, Field, Form, FormKind, FundRow, Indicator, ListItem};
use jixiao_regulation::Regulation;

pub(super) fn keep(index: usize, form: &Form, regulation: &Regulation) -> FormAbstract {
    let listed = form.list.iter().map(|item| listed(form, item));
    let duties = form.duties.iter().map(duty_names);
    let project = form.project.as_ref().map_or_else(String::new, |f| text::squeeze(&f.printed));
    let is_dated = form.year.is_some();
    FormAbstract {
        index,
        kind: form.kind,
        year: form.year.map(jixiao_domain::FiscalYear::get),
        project: project.into(),
        unit: unit(form.implementing_unit.as_ref()),
        department: unit(form.supervising_dept.as_ref().or(form.title.as_ref())),
        names: listed.chain(duties).collect(),
        excesses: excess::of_form(form, regulation),
        results: results(form),
        project_spend: project_spend(form)
            .and_then(|datum| Some((amount(bare_unit(form), &datum.cell)?, datum.cell.at)))
            .map(Box::new),
        passages: form
            .goal
            .actual
            .iter()
            .filter(|_| is_dated)
            .flat_map(|field| passages::of(&field.printed, field.at))
            .collect(),
        place: form.at,
        packed: details(form),
    }
}

/// What comparisons with reports and summaries read, which only a project's self-evaluation is.
fn details(form: &Form) -> Box<str> {
    if form.kind != FormKind::ProjectSelfEvaluation {
        return Box::default();
    }
    details::pack(&FormDetails {
        funds: form.total_fund().map(|row| funds(form, row)),
        total_score: form.total.as_ref().and_then(|total| total.score.as_ref()?.number()),
        figures: form.goal.expected.as_ref().map_or_else(Vec::new, goal),
        indicators: form.indicators.iter().filter_map(indicator).collect(),
    })
}

/// So many results alike are no chance.
const RESULTS: usize = 5;

/// The digest of what was counted, where that is enough. Shares are left out: 100 % is reached
/// every year.
fn results(form: &Form) -> Option<u64> {
    let mut count = 0;
    let digest = form
        .indicators
        .iter()
        .filter_map(|row| row.actual.as_ref()?.value.quantity())
        .filter(|done| !done.is_percentage() && done.number > Decimal::TEN)
        .flat_map(|done| {
            count += 1;
            done.number.normalize().serialize()
        })
        .fold(passages::START, passages::fold);
    (count >= RESULTS).then_some(digest)
}

/// A unit without its budget code: 502001-江州市总工会本级.
fn unit(field: Option<&Field>) -> Box<str> {
    let name = field.map_or_else(String::new, |field| text::squeeze(&field.printed));
    let coded = |c: char| c.is_ascii_digit() || matches!(c, '-' | '—' | '_');
    name.trim_start_matches(coded).into()
}

/// The bound printed behind a figure.
fn bound(behind: &str) -> &'static str {
    let behind = behind.trim_start();
    ["以上", "以下", "左右", "以内"].into_iter().find(|word| behind.starts_with(word)).unwrap_or("")
}

fn goal(field: &Field) -> Vec<FigureAbstract> {
    quantities(&field.printed)
        .filter(|found| found.quantity.sign != ComparisonSign::Equal)
        .map(|found| FigureAbstract {
            text: text::squeeze(&field.printed[found.span.clone()])
                + bound(&field.printed[found.span.end..]),
            quantity: found.quantity,
            year: None,
            place: field.at,
        })
        .collect()
}

fn funds(form: &Form, row: &FundRow) -> FundsAbstract {
    let money =
        |field: &Option<Field>| field.as_ref().and_then(|field| amount(bare_unit(form), field));
    let rate = row.execution_rate.as_ref();
    FundsAbstract {
        initial: money(&row.initial_budget),
        adjusted: money(&row.adjusted_budget),
        executed: money(&row.executed_amount),
        printed_rate: rate.map_or_else(String::new, |field| field.printed.clone()),
        rate_percent: rate.and_then(percent),
        place: rate.map_or(row.at, |field| field.at),
    }
}

/// 1, 1.00, 100 and 100% all mean 100; a bare number up to 1.5 is read as a share of one.
fn percent(field: &Field) -> Option<Decimal> {
    let quantity = field.value.quantity()?;
    let is_share = quantity.unit.is_empty() && quantity.number <= Decimal::new(15, 1);
    if is_share { quantity.number.checked_mul(Decimal::ONE_HUNDRED) } else { Some(quantity.number) }
}

/// The amount of a cell: in its own unit where it prints one, else in `bare`.
fn amount(bare: Option<CurrencyUnit>, field: &Field) -> Option<Money> {
    let quantity = field.value.quantity()?;
    let unit = match quantity.unit.as_str() {
        "" => bare?,
        printed => CurrencyUnit::from_word(printed)?,
    };
    Money::from_decimal(quantity.number, unit)
}

/// `None` for results that are no count: shares, words, bare numbers.
fn indicator(row: &Indicator) -> Option<IndicatorAbstract> {
    let actual = row.actual.as_ref()?;
    let done = actual.value.quantity()?;
    let due = row.target.as_ref().and_then(|target| target.value.quantity());
    let unit = match (done.unit.as_str(), due) {
        ("", Some(due)) => due.unit.as_str(),
        (unit, _) => unit,
    };
    (!unit.is_empty() && unit != "%").then(|| IndicatorAbstract {
        name: text::squeeze(&row.level3.printed),
        level2: text::squeeze(&row.level2),
        due: due.map(|due| due.number),
        done: done.number,
        unit: unit.to_owned(),
        place: actual.at,
    })
}

/// The unit of bare figures of a form.
fn bare_unit(form: &Form) -> Option<CurrencyUnit> {
    form.money_unit.effective.or(form.money_unit.printed)
}

/// The unit a column header prints: 执行数（万元）.
fn header_unit(header: &str) -> Option<CurrencyUnit> {
    let (_, unit) = header.rsplit_once(['(', '（'])?;
    CurrencyUnit::from_word(unit.trim_end_matches([')', '）']).trim())
}

fn listed(form: &Form, item: &ListItem) -> NamedAbstract {
    let cell = |words: &[&str]| {
        item.others.iter().find(|(header, _)| words.iter().any(|word| header.contains(word)))
    };
    let money = |words: &[&str]| {
        let (header, field) = cell(words)?;
        let unit = header_unit(header).or(bare_unit(form));
        amount(unit, field)
    };
    NamedAbstract {
        name: text::squeeze(&item.project.printed).into(),
        budget: money(&["预算", "批复", "安排"]),
        executed: money(&["执行数", "支出", "执行金额"]),
        score: cell(&["得分", "评分"]).and_then(|(_, field)| field.number()),
        place: item.project.at,
    }
}

fn duty_names(duty: &Duty) -> NamedAbstract {
    let done = duty.execution.as_ref().map_or_else(String::new, |f| text::squeeze(&f.printed));
    let planned = duty.measure.as_ref().map_or_else(String::new, |f| text::squeeze(&f.printed));
    let budget = stated(&done, &["安排", "下达", "批复"])
        .or_else(|| stated(&planned, &["资金", "额度", "安排", "开支", "支出"]));
    let executed = stated(&done, &["支出", "开支", "使用", "发放", "拨付"]);
    NamedAbstract {
        name: text::squeeze(&duty.task.printed).into(),
        budget,
        executed,
        score: None,
        place: duty.task.at,
    }
}

/// The first amount in `text` that follows one of `words` in its own clause.
fn stated(text: &str, words: &[&str]) -> Option<Money> {
    quantities(text).find_map(|figure| {
        let before = &text[..figure.span.start];
        let clause = before.rfind([',', '。', ';']).map_or(before, |at| &before[at..]);
        words.iter().any(|word| clause.contains(word)).then(|| figures::money(&figure.quantity))?
    })
}

/// 项目支出 as 决算数 of the year: the last such column, as the year before stands left of it, under its
/// number as often as under 上年.
fn project_spend(form: &Form) -> Option<&BaseDatum> {
    let mut found = form.base_data.iter().filter(|datum| is_project_spend(datum));
    let first = found.next()?;
    Some(found.take_while(|datum| datum.row_label == first.row_label).last().unwrap_or(first))
}

fn is_project_spend(datum: &BaseDatum) -> bool {
    datum.row_label.ends_with("项目支出")
        && datum.column_label.contains("决算")
        && !datum.column_label.contains("上年")
}
