//! Lamps, forecasts and warnings as tables.

use super::{
    Cutoff, Forecast, FundFacts, JudgedIndicator, attainment, forecasts, fund_progress,
    indicator_progress, share_out, warnings,
};
use jixiao_domain::{
    Coded as _, ComparisonSign, DateValue, Decimal, ForecastBasis, IndicatorKind, Lamp, Likelihood,
    Money, Quantity, Value, WarningKind,
};
use jixiao_regulation::{Catalogue, IndicatorFacts, Regulation};

fn regulation(id: &str) -> &'static Regulation {
    Catalogue::builtin().get(id).expect("an embedded regulation")
}

fn july() -> Cutoff {
    Cutoff { year: 2026, month: 7, day: 31 }
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn quantity(text: &str) -> Value {
    let (sign, rest) = [
        ("≥", ComparisonSign::AtLeast),
        ("≤", ComparisonSign::AtMost),
        ("<", ComparisonSign::LessThan),
        (">", ComparisonSign::MoreThan),
        ("=", ComparisonSign::Equal),
    ]
    .into_iter()
    .find_map(|(symbol, sign)| Some((sign, text.strip_prefix(symbol)?)))
    .unwrap_or((ComparisonSign::Equal, text));
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let (number, unit) = rest.split_at(end);
    Value::Quantity(Quantity { sign, number: decimal(number), unit: unit.to_owned() })
}

fn facts(kind: IndicatorKind, target: &str, actual: &str) -> IndicatorFacts {
    IndicatorFacts {
        name: "慰问职工".to_owned(),
        group: Some(kind.group()),
        kind: Some(kind),
        target: quantity(target),
        target_text: target.to_owned(),
        actual: if actual.is_empty() { Value::Nothing } else { quantity(actual) },
        actual_text: actual.to_owned(),
        points: Some(Decimal::TEN),
        printed_score: None,
        has_reason: false,
    }
}

#[test]
fn what_adds_up_is_measured_by_time_and_what_does_not_stands_as_it_is() {
    use IndicatorKind::{Cost, Quality, Quantity as Count, Satisfaction, Timeliness};
    for (kind, target, actual, lamp, forecast) in [
        // 7/12 of 1200 is 700: 80 % of it is 560, 60 % is 420.
        (Count, "≥1200人", "560人", Some(Lamp::Green), "960人"),
        (Count, "≥1200人", "559人", Some(Lamp::Yellow), "958人"),
        (Count, "≥1200人", "420人", Some(Lamp::Yellow), "720人"),
        (Count, "≥1200人", "419人", Some(Lamp::Red), "718人"),
        (Count, "=12场", "7场", Some(Lamp::Green), "12场"),
        (Count, ">0.5万人", "3000人", Some(Lamp::Green), "0.51万人"),
        (Quality, "≥100%", "98%", Some(Lamp::Green), "98%"),
        (Quality, "≥100%", "59%", Some(Lamp::Red), "59%"),
        (Satisfaction, "≥90分", "70分", Some(Lamp::Yellow), "70分"),
        (Timeliness, "≤7天", "5天", Some(Lamp::Green), "5天"),
        (Timeliness, "≤7天", "8天", Some(Lamp::Red), "8天"),
        (Cost, "≤90万元", "50万元", Some(Lamp::Green), "86万元"),
        (Cost, "≤90万元", "60万元", Some(Lamp::Green), "90万元"),
        (Count, "≤12起", "6起", Some(Lamp::Green), "10起"),
        (Count, "≤12起", "8起", Some(Lamp::Yellow), "14起"),
        (Cost, "<90万元", "91万元", Some(Lamp::Red), "156万元"),
        (Cost, "≤1000元/人", "1000元/人", Some(Lamp::Green), "1000元/人"),
        (Count, "=0起", "0起", Some(Lamp::Green), "0起"),
        (Count, "=0起", "2起", Some(Lamp::Red), "3起"),
    ] {
        let row = facts(kind, target, actual);
        let found = indicator_progress(regulation("national-2020"), july(), &row, None);
        assert_eq!(found.lamp, lamp, "{target} {actual}: {}", found.sentence);
        let text = found.forecast.map(|forecast| forecast.text);
        assert_eq!(text.as_deref(), Some(forecast), "{target} {actual}");
    }
}

#[test]
fn an_amount_a_head_does_not_grow_through_the_year() {
    let row = IndicatorFacts {
        name: "人均帮扶金额".to_owned(),
        ..facts(IndicatorKind::Cost, "≤3000元", "2900元")
    };
    let found = indicator_progress(regulation("national-2020"), july(), &row, None);
    assert_eq!(found.lamp, Some(Lamp::Green), "{}", found.sentence);
    assert_eq!(found.forecast.map(|forecast| forecast.text).as_deref(), Some("2900元"));
}

#[test]
fn what_cannot_be_judged_has_no_lamp_and_says_why() {
    use IndicatorKind::Quantity as Count;
    for (target, actual, part) in
        [("≥1200人", "", "尚未填写"), ("≥1200人", "30场", "单位"), ("≥0人", "30人", "指标值为 0")]
    {
        let row = facts(Count, target, actual);
        let found = indicator_progress(regulation("national-2020"), july(), &row, None);
        assert_eq!(found.lamp, None, "{target} {actual}");
        assert!(found.sentence.contains(part), "{}", found.sentence);
        assert!(found.forecast.is_none() && !found.no_forecast.is_empty());
    }
}

#[test]
fn deadlines_and_words_have_their_own_lamps() {
    let date = |month, day| {
        Value::Date(DateValue { year: None, month: Some(month), day, sign: ComparisonSign::AtMost })
    };
    let row = |target: Value, actual: Value| IndicatorFacts {
        target,
        actual,
        target_text: "某月底前".to_owned(),
        ..facts(IndicatorKind::Timeliness, "≥1次", "")
    };
    for (target, actual, lamp) in [
        (date(6, None), date(5, None), Some(Lamp::Green)),
        (date(6, None), date(7, None), Some(Lamp::Red)),
        (date(6, None), Value::Words, Some(Lamp::Red)),
        (date(7, None), Value::Nothing, Some(Lamp::Red)),
        (date(8, None), Value::Nothing, Some(Lamp::Green)),
        (date(6, Some(10)), date(6, None), None),
    ] {
        let found =
            indicator_progress(regulation("national-2020"), july(), &row(target, actual), None);
        assert_eq!(found.lamp, lamp, "{}", found.sentence);
    }
    for (likelihood, lamp) in [
        (Some(Likelihood::Certain), Some(Lamp::Green)),
        (Some(Likelihood::Possible), Some(Lamp::Yellow)),
        (Some(Likelihood::Impossible), Some(Lamp::Red)),
        (None, None),
    ] {
        let words = row(Value::Words, Value::Words);
        let found = indicator_progress(regulation("national-2020"), july(), &words, likelihood);
        assert_eq!((found.lamp, found.by_figures), (lamp, false), "{}", found.sentence);
    }
}

fn money(yuan: i64) -> Money {
    Money::from_fen(yuan * 100)
}

fn funds(budget: i64, executed: i64) -> FundFacts {
    FundFacts { budget: money(budget), executed: money(executed), ..FundFacts::default() }
}

#[test]
fn money_is_judged_against_time() {
    for (budget, executed, lamp, part) in [
        (1200, 560, Some(Lamp::Green), "46.67%"),
        (1200, 559, Some(Lamp::Yellow), "46.58%"),
        (1200, 419, Some(Lamp::Red), "34.92%"),
        (0, 5, None, "不适用"),
    ] {
        let found = fund_progress(regulation("national-2020"), july(), &funds(budget, executed));
        assert_eq!(found.lamp, lamp, "{}", found.sentence);
        assert!(found.sentence.contains(part), "{}", found.sentence);
    }
}

#[test]
fn every_forecast_names_its_basis_and_stays_within_the_budget() {
    let mut last_year = [money(0); 12];
    last_year[6] = money(250);
    last_year[11] = money(750);
    let facts =
        FundFacts { last_year: Some(last_year), committed: Some(money(400)), ..funds(1000, 200) };
    let found = forecasts(july(), &facts).expect("there is a budget");
    let amounts: Vec<(ForecastBasis, i64)> =
        found.iter().map(|one| (one.basis, one.amount.fen())).collect();
    assert_eq!(
        amounts,
        [
            (ForecastBasis::Committed, 60_000),
            (ForecastBasis::LastYear, 80_000),
            (ForecastBasis::Linear, 34_286),
        ]
    );
    assert_eq!(found[0].rate, Some(decimal("0.6")));
    assert!(
        found[1].sentence.contains("上年截至7月底支出占全年的 25.00%"),
        "{}",
        found[1].sentence
    );
    let half = Cutoff { year: 2026, month: 7, day: 15 };
    let part = forecasts(half, &facts).expect("there is a budget");
    assert!(part[1].sentence.contains("12.10%"), "{}", part[1].sentence);
    let over: Vec<Forecast> = forecasts(july(), &funds(1000, 900)).expect("there is a budget");
    assert_eq!(over[0].amount, money(1000));
    assert!(over[0].sentence.contains("以全年预算数为限"), "{}", over[0].sentence);
    assert!(forecasts(july(), &funds(0, 0)).is_err());
}

#[test]
fn a_forecast_is_shared_out_by_what_is_left_and_adds_up() {
    let sources = [(money(600), money(200)), (money(300), money(300)), (money(100), money(0))];
    let parts = share_out(money(750), &sources).expect("small amounts");
    assert_eq!(parts, [money(400), money(300), money(50)]);
    let odd = [(Money::from_fen(2), Money::default()), (Money::from_fen(1), Money::default())];
    let parts = share_out(Money::from_fen(2), &odd).expect("small amounts");
    assert_eq!(parts.iter().map(|part| part.fen()).sum::<i64>(), 2);
    let spent = [(money(10), money(10))];
    assert_eq!(share_out(money(10), &spent), Some(vec![money(10)]));
}

fn judged(
    regulation: &Regulation,
    actual: &str,
    likelihood: Option<Likelihood>,
) -> JudgedIndicator {
    let row = facts(IndicatorKind::Quantity, "≥1200人", actual);
    let progress = indicator_progress(regulation, july(), &row, likelihood);
    let text = progress.forecast.as_ref().map(|forecast| forecast.text.clone()).unwrap_or_default();
    let expected = facts(IndicatorKind::Quantity, "≥1200人", &text);
    JudgedIndicator { expected, progress, likelihood }
}

#[test]
fn warnings_follow_the_regulation() {
    use WarningKind::{
        AttainmentGap, ExecutionBehindTime, ExecutionBelowLine, ForecastContradicts,
        IndicatorBehindTime, TooGoodForExecution, Unattainable,
    };
    for (id, executed, actual, likelihood, expected) in [
        ("national-2020", 700, "700人", None, vec![]),
        ("national-2020", 400, "700人", None, vec![ExecutionBehindTime, TooGoodForExecution]),
        ("national-2020", 560, "300人", None, vec![IndicatorBehindTime]),
        // By the end of July the line of June holds: 40 %.
        ("sichuan-2025", 480, "480人", None, vec![]),
        ("sichuan-2025", 479, "479人", None, vec![ExecutionBelowLine]),
        ("sichuan-2025", 600, "721人", None, vec![AttainmentGap]),
        ("sichuan-2025", 721, "600人", None, vec![AttainmentGap]),
        ("sichuan-2025", 600, "720人", None, vec![]),
        ("national-2020", 700, "600人", Some(Likelihood::Certain), vec![ForecastContradicts]),
        ("national-2020", 700, "700人", Some(Likelihood::Certain), vec![]),
        ("national-2020", 700, "700人", Some(Likelihood::Impossible), vec![Unattainable]),
    ] {
        let regulation = regulation(id);
        let row = judged(regulation, actual, likelihood);
        let fund = fund_progress(regulation, july(), &funds(1200, executed));
        let raised = warnings(regulation, july(), &fund, std::slice::from_ref(&row));
        let kinds: Vec<WarningKind> = raised.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, expected, "{id} {executed} {actual}: {raised:?}");
        for one in &raised {
            assert!(one.sentence.ends_with('。'), "{}: {}", one.kind.code(), one.sentence);
        }
    }
}

#[test]
fn only_what_adds_up_counts_as_attainment() {
    let regulation = regulation("national-2020");
    let mut share = judged(regulation, "600人", None);
    let rate = facts(IndicatorKind::Quality, "≥100%", "100%");
    share.progress = indicator_progress(regulation, july(), &rate, None);
    assert_eq!(attainment(std::slice::from_ref(&share)), None);
    let over = judged(regulation, "1500人", None);
    let half = judged(regulation, "600人", None);
    assert_eq!(attainment(&[share, over, half]), Some(decimal("0.75")));
}
