//! Indicators matched over the years: by level 2, name and unit, whatever white space, brackets and
//! width of letters a year's form used.

use crate::input::narrowed;
use jixiao_domain::{
    ComparisonSign, CurrencyUnit, Decimal, FilingState, IndicatorKind, Money, ProjectId, Value,
};
use jixiao_form::values;
use jixiao_store::views::history::{IndicatorFacts, YearFacts};
use std::collections::{BTreeMap, HashMap};

/// One indicator of a project over its years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorSeries {
    /// The project.
    pub project_id: ProjectId,
    /// 二级指标
    pub kind: IndicatorKind,
    /// 三级指标 as the latest year writes it.
    pub name: String,
    /// 度量单位; empty for a qualitative indicator.
    pub unit: String,
    /// The comparison of the latest year; `None` for a qualitative indicator.
    pub sign: Option<ComparisonSign>,
    /// Its years, oldest first.
    pub years: Vec<SeriesYear>,
}

/// An indicator in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesYear {
    /// The fiscal year.
    pub year: i64,
    /// 指标值
    pub target: Option<Decimal>,
    /// 实际完成值 as filed.
    pub actual_text: String,
    /// The number it states in the unit of the indicator; `None` where nothing was submitted yet or
    /// the text states none.
    pub actual: Option<Decimal>,
    /// 分值
    pub points: Option<Decimal>,
    /// 得分
    pub score: Option<Decimal>,
    /// 全年预算数 of the project.
    pub budget: Option<Money>,
}

/// Matches indicators over the years. Series come by project, in the order of the first form that
/// had them.
pub fn series(years: &[YearFacts], facts: Vec<IndicatorFacts>) -> Vec<IndicatorSeries> {
    let budgets: HashMap<(ProjectId, i64), Money> = years
        .iter()
        .map(|facts| ((facts.project_id, facts.year), facts.figures.adjusted))
        .filter(|(_, budget)| budget.fen() > 0)
        .collect();
    let mut places: BTreeMap<(ProjectId, IndicatorKind, String, String), usize> = BTreeMap::new();
    let mut found: Vec<IndicatorSeries> = Vec::new();
    for fact in facts {
        let unit = narrowed(&fact.unit);
        let key = (fact.project_id, fact.level2, normalised_name(&fact.name), unit.clone());
        let place = *places.entry(key).or_insert_with(|| {
            found.push(IndicatorSeries {
                project_id: fact.project_id,
                kind: fact.level2,
                name: String::new(),
                unit: unit.clone(),
                sign: None,
                years: Vec::new(),
            });
            found.len() - 1
        });
        let Some(series) = found.get_mut(place) else { continue };
        let submitted = fact.state.is_some_and(|state| state > FilingState::Draft);
        let actual = submitted.then(|| stated_number(&fact.actual_text, &unit)).flatten();
        // A form that names an indicator twice in a year keeps the first.
        if series.years.last().is_some_and(|last| last.year == fact.year) {
            continue;
        }
        series.years.push(SeriesYear {
            year: fact.year,
            target: fact.target_number,
            actual,
            actual_text: fact.actual_text,
            points: fact.points,
            score: fact.score,
            budget: budgets.get(&(fact.project_id, fact.year)).copied(),
        });
        series.name = fact.name;
        series.sign = fact.sign;
    }
    found
}

/// A name as it is compared: narrow letters, no white space, no brackets, quotes or stops.
pub fn normalised_name(name: &str) -> String {
    narrowed(name)
        .chars()
        .filter(|c| {
            !matches!(c, '(' | ')' | '“' | '”' | '"' | '《' | '》' | ',' | '、' | ':' | ';' | '.')
        })
        .collect()
}

/// The number a filed result states in `unit`: `1,350人` is 1350, `140.4万元` is 1404000 in 元. `None`
/// for words, dates, and for another unit of measure.
pub fn stated_number(text: &str, unit: &str) -> Option<Decimal> {
    let value = values::parse(text);
    let Value::Quantity(quantity) = value else { return None };
    let stated = narrowed(&quantity.unit);
    if stated.is_empty() || stated == unit {
        return Some(quantity.number);
    }
    let (from, to) = (CurrencyUnit::from_word(&stated)?, CurrencyUnit::from_word(unit)?);
    Some(Money::nearest(quantity.number, from)?.to_decimal(to))
}

#[cfg(test)]
mod tests {
    use super::{normalised_name, stated_number};

    #[test]
    fn names_are_compared_without_what_forms_vary() {
        assert_eq!(normalised_name("慰问 困难职工人数（含农民工）"), "慰问困难职工人数含农民工");
        assert_eq!(normalised_name("“安康杯”参赛企业数"), "安康杯参赛企业数");
    }

    #[test]
    fn results_are_read_in_the_unit_of_the_indicator() {
        for (text, unit, expected) in [
            ("1,350人", "人", Some("1350")),
            ("1350", "人", Some("1350")),
            ("98.5%", "%", Some("98.5")),
            ("140.4万元", "元", Some("1404000")),
            ("623800元", "万元", Some("62.38")),
            ("1350人次", "人", None),
            ("明显改善", "人", None),
            ("", "人", None),
        ] {
            let expected = expected.map(|number| number.parse().unwrap());
            assert_eq!(stated_number(text, unit).map(|n| n.normalize()), expected, "{text}");
        }
    }
}
