//! Ranges, what bounds them, what is said of typed targets, and backtests as tables.

use super::{PastValue, Question, Series, Standard, WarningKind, advise, backtest};
use jixiao_domain::{ComparisonSign, Decimal, IndicatorKind, Money};
use jixiao_regulation::{Catalogue, Regulation};

fn regulation() -> &'static Regulation {
    Catalogue::builtin().get("national-2020").unwrap()
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// `2023=1350/1300@1404000`: the year, the result, its target and the budget in 元, the last two
/// perhaps missing.
fn past(text: &str) -> Vec<PastValue> {
    text.split_whitespace()
        .map(|part| {
            let (year, rest) = part.split_once('=').unwrap();
            let (rest, budget) = rest.split_once('@').map_or((rest, None), |(r, b)| (r, Some(b)));
            let (actual, target) = rest.split_once('/').map_or((rest, None), |(a, t)| (a, Some(t)));
            PastValue {
                year: year.parse().unwrap(),
                target: target.map(number),
                actual: (actual != "-").then(|| number(actual)),
                budget: budget.map(|yuan| Money::from_fen(yuan.parse::<i64>().unwrap() * 100)),
            }
        })
        .collect()
}

fn sign(text: &str) -> ComparisonSign {
    [ComparisonSign::AtLeast, ComparisonSign::AtMost, ComparisonSign::Equal]
        .into_iter()
        .find(|sign| sign.symbol() == text)
        .unwrap()
}

fn range(kind: IndicatorKind, line: &str, years: &str, budget: Option<i64>) -> String {
    let (symbol, unit) = line.split_once(' ').unwrap();
    let years = past(years);
    let question = Question {
        kind,
        sign: sign(symbol),
        unit,
        year: 2026,
        past: &years,
        budget: budget.map(|yuan| Money::from_fen(yuan * 100)),
        standard: None,
        unit_cost: None,
        typed: None,
    };
    let advice = advise(&question, &regulation().adviser, number("1.5"));
    match advice.range {
        Ok(range) => format!(
            "{} {} {}",
            range.low.normalize(),
            range.middle.normalize(),
            range.high.normalize()
        ),
        Err(reason) => reason,
    }
}

#[test]
fn ranges_follow_from_past_results() {
    use IndicatorKind::{Cost, Quality, Quantity, Satisfaction};
    for (kind, line, years, expected) in [
        // One year: wide. Two: the mean. Later years and years without result don't count.
        (Quantity, "≥ 人", "2025=1000", "850 1000 1150"),
        (Quantity, "≥ 人", "2024=1000 2025=1100 2026=9 2023=-/900", "924 1050 1176"),
        // A steady rise is carried on, by seven tenths of 100 a year.
        (Quantity, "≥ 人", "2023=1000 2024=1100 2025=1200", "1140 1240 1340"),
        // One odd year neither turns the trend nor moves the middle.
        (Quantity, "≥ 人", "2021=100 2022=100 2023=900 2024=100 2025=100", "93 100 107"),
        // Scattered results widen the range by their deviation, the more so the fewer they are.
        (Quantity, "≥ 户", "2024=100 2025=200", "30 150 270"),
        // Rates take percentage points and end at 100.
        (Quality, "≥ %", "2024=98 2025=100", "94 99 100"),
        (Satisfaction, "≥ %", "2025=93.5", "87.5 93.5 99.5"),
        // A cost of one unit in 元 does not follow the budget.
        (Cost, "≤ 元", "2023=390@400000 2024=395@800000 2025=392@900000", "361 393 425"),
    ] {
        assert_eq!(range(kind, line, years, Some(900_000)), expected, "{line} {years}");
    }
}

#[test]
fn spending_follows_the_budget_and_ends_there() {
    let years = "2024=58.68@600000 2025=56.5@565000";
    assert_eq!(range(IndicatorKind::Cost, "≤ 万元", years, Some(580_000)), "50.47 57.36 58");
}

#[test]
fn counts_follow_the_budget_where_that_fits_better() {
    let years = "2023=1000@1000000 2024=2010@2000000 2025=1490@1500000";
    assert_eq!(range(IndicatorKind::Quantity, "≥ 人", years, Some(1_200_000)), "1096 1192 1287");
}

#[test]
fn without_results_there_is_no_range_and_a_reason() {
    let reason = range(IndicatorKind::Quantity, "≥ 人", "2025=-/900", None);
    assert_eq!(
        reason,
        "往年没有可比的实际完成值，不提出建议区间（2025年指标值为 900人，尚无完成情况）"
    );
}

fn standard() -> Standard {
    Standard {
        item: "节日慰问金".to_owned(),
        amount: Money::from_fen(104_000),
        unit: "人".to_owned(),
        document_number: "江工发〔2025〕3号".to_owned(),
    }
}

#[test]
fn the_budget_bounds_what_a_standard_pays_for() {
    let years = past("2024=1350 2025=1380");
    let standard = standard();
    let question = Question {
        kind: IndicatorKind::Quantity,
        sign: ComparisonSign::AtLeast,
        unit: "人",
        year: 2026,
        past: &years,
        budget: Some(Money::from_fen(140_400_000)),
        standard: Some(&standard),
        unit_cost: None,
        typed: Some(number("1400")),
    };
    let advice = advise(&question, &regulation().adviser, number("1.5"));
    let range = advice.range.unwrap();
    assert_eq!((range.middle, range.high), (number("1350"), number("1350")));
    let bound =
        "预算 1,404,000 元 按支出标准“节日慰问金”1,040 元/人（江工发〔2025〕3号）最多支付 1,350人";
    assert!(range.reasons.iter().any(|reason| reason == bound), "{:?}", range.reasons);
    assert_eq!(advice.warnings[0].kind, WarningKind::Unpayable);
    assert_eq!(
        advice.warnings[0].message,
        "按支出标准“节日慰问金”1,040 元/人（江工发〔2025〕3号），1,400人 需 1,456,000 元，超过预算 1,404,000 元"
    );
}

#[test]
fn typed_targets_are_judged_by_direction() {
    use WarningKind::{Ambitious, TooEasy};
    for (line, years, typed, expected) in [
        ("≥ 人", "2024=200 2025=220", "140", Some(TooEasy)),
        ("≥ 人", "2024=200 2025=220", "141", None),
        ("≥ 人", "2024=200 2025=220", "0", Some(TooEasy)),
        ("≥ 人", "2024=200 2025=220", "300", Some(Ambitious)),
        ("≤ %", "2024=4 2025=4", "6", Some(TooEasy)),
        ("≤ %", "2024=4 2025=4", "5", None),
        ("= %", "2024=100 2025=100", "100", None),
        ("≥ 人", "", "100", None),
    ] {
        let (symbol, unit) = line.split_once(' ').unwrap();
        let years = past(years);
        let question = Question {
            kind: IndicatorKind::Quantity,
            sign: sign(symbol),
            unit,
            year: 2026,
            past: &years,
            budget: None,
            standard: None,
            unit_cost: None,
            typed: Some(number(typed)),
        };
        let advice = advise(&question, &regulation().adviser, number("1.5"));
        let kind = advice.warnings.first().map(|warning| warning.kind);
        assert_eq!(kind, expected, "{line} {typed}: {:?}", advice.warnings);
    }
}

#[test]
fn a_backtest_counts_results_inside_by_kind_and_years_known() {
    let series = [
        Series {
            kind: IndicatorKind::Quantity,
            sign: ComparisonSign::AtLeast,
            unit: "人".to_owned(),
            years: past("2023=100 2024=105 2025=300"),
        },
        Series {
            kind: IndicatorKind::Satisfaction,
            sign: ComparisonSign::AtLeast,
            unit: "%".to_owned(),
            years: past("2024=95 2025=96"),
        },
    ];
    let lines: Vec<(usize, usize)> = backtest(&series, &regulation().adviser)
        .iter()
        .map(|line| (line.tried, line.inside))
        .collect();
    assert_eq!(lines, [(1, 1), (1, 0), (1, 1), (3, 2)]);
}
