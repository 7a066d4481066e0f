//! The regulations the tests run under.

use jixiao_domain::{Decimal, Grade, IndicatorGroup};
use jixiao_regulation::{
    Certainty, Cited, Denominator, ExecutionFormula, ExecutionRule, GradeBand, OverFulfilmentRule,
    QualitativeTier, QuantitativeFormula, Regulation, WeightSet,
};

fn cited<T>(value: T) -> Cited<T> {
    Cited { value, article: "财预〔2020〕10号".to_owned(), certainty: Certainty::Certain }
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// The regulation with this id.
pub(crate) fn find(id: &str) -> Regulation {
    let tier = |name: &str, low: &str, high: &str| QualitativeTier {
        name: name.to_owned(),
        low: number(low),
        high: number(high),
    };
    let band = |at_least: &str, grade| GradeBand { at_least: number(at_least), grade };
    Regulation {
        id: id.to_owned(),
        title: "项目支出绩效评价管理办法".to_owned(),
        region: "000000".to_owned(),
        first_year: 2020,
        last_year: None,
        sources: Vec::new(),
        total_points: cited(number("100")),
        weights: vec![cited(WeightSet {
            execution: number("10"),
            groups: vec![
                (IndicatorGroup::Output, number("50")),
                (IndicatorGroup::Benefit, number("30")),
                (IndicatorGroup::Satisfaction, number("10")),
            ],
        })],
        execution: ExecutionRule {
            denominator: cited(Denominator::AdjustedBudget),
            formula: cited(ExecutionFormula::Proportional),
            caps_on_total: Vec::new(),
        },
        quantitative: cited(if id == "finance-system" {
            QuantitativeFormula::FinanceSystem
        } else {
            QuantitativeFormula::National2020
        }),
        over_fulfilment: OverFulfilmentRule {
            explain_from_ratio: cited(number("1.3")),
            explain_from_actual_at_zero_target: cited(number("30")),
            cuts: Vec::new(),
        },
        qualitative_tiers: cited(vec![
            tier("达成年度指标", "0.8", "1"),
            tier("部分达成年度指标并具有一定效果", "0.6", "0.8"),
            tier("未达成年度指标且效果较差", "0", "0.6"),
        ]),
        grade_bands: cited(vec![
            band("90", Grade::Excellent),
            band("80", Grade::Good),
            band("60", Grade::Fair),
            band("0", Grade::Poor),
        ]),
        explain_execution_below: cited(number("0.8")),
        score_above_execution_margin: cited(number("0.1")),
        dominating_share: cited(number("0.3")),
        target_too_low_ratio: cited(number("2")),
    }
}
