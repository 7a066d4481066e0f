//! What holds of every score, whatever is printed.

use crate::written::filing;
use jixiao_domain::{ComparisonSign, Decimal, IndicatorKind, Money, Quantity, RangeValue, Value};
use jixiao_regulation::{Catalogue, Facts, IndicatorFacts, score};
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::{collection, option};

/// Ordinary numbers and the extremes of the type.
fn number() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        (-1000_i64..100_000, 0_u32..4).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
        any::<[u8; 16]>().prop_map(Decimal::deserialize),
    ]
}

const UNITS: &[&str] =
    &["", "人", "人次", "%", "元", "万元", "万", "元/人", "万元/人", "天", "公里"];

fn unit() -> impl Strategy<Value = String> {
    proptest::sample::select(UNITS).prop_map(str::to_owned)
}

fn sign() -> impl Strategy<Value = ComparisonSign> {
    prop_oneof![
        Just(ComparisonSign::Equal),
        Just(ComparisonSign::AtLeast),
        Just(ComparisonSign::AtMost),
        Just(ComparisonSign::About),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => (sign(), number(), unit())
            .prop_map(|(sign, number, unit)| Value::Quantity(Quantity { sign, number, unit })),
        1 => (number(), number(), unit()).prop_map(|(one, other, unit)| {
            Value::Range(RangeValue { low: one.min(other), high: one.max(other), unit })
        }),
        1 => Just(Value::Words),
    ]
}

fn row() -> impl Strategy<Value = IndicatorFacts> {
    let kind = prop_oneof![
        Just(None),
        Just(Some(IndicatorKind::Cost)),
        Just(Some(IndicatorKind::Timeliness)),
    ];
    (value(), value(), option::of(number()), option::of(number()), kind).prop_map(
        |(target, actual, points, printed_score, kind)| IndicatorFacts {
            name: String::new(),
            group: None,
            kind,
            target,
            target_text: "有改善".to_owned(),
            actual,
            actual_text: "有改善".to_owned(),
            points,
            printed_score,
            has_reason: false,
        },
    )
}

proptest! {
    #[test]
    fn a_score_lies_between_nothing_and_its_points(
        rows in collection::vec(row(), 1..4),
        budget in any::<i64>(),
        executed in any::<i64>(),
    ) {
        let facts = Facts {
            adjusted_budget: Some(Money::from_fen(budget)),
            executed: Some(Money::from_fen(executed)),
            ..filing(rows)
        };
        for regulation in Catalogue::builtin().iter() {
            let sheet = score(regulation, &facts);
            for step in sheet.indicators.iter().chain(&sheet.execution) {
                assert!(!step.sentence("某指标").is_empty());
                let (Some(score), Some(points)) = (step.score, step.points) else { continue };
                // Points finer than two decimals may be rounded up.
                let most = points + Decimal::new(5, 3);
                assert!(score >= Decimal::ZERO && score <= most, "{step:?}");
            }
        }
    }
}
