//! 困难认定 at, above and below every line.

use jixiao_aid::classification::{HardshipRules, HouseholdFacts, Unresolved, judge};
use jixiao_domain::{EssentialKind, HardshipClass, IncomeKind, Money};
use jixiao_regulation::Certainty;

fn yuan(amount: i64) -> Money {
    Money::from_fen(amount * 100)
}

/// A household of three in Kunming's 五华区 in 2025, where the line is 810 a head and month.
fn household(income: i64) -> HouseholdFacts {
    HouseholdFacts {
        region: "530102".to_owned(),
        year: 2025,
        size: 3,
        incomes: vec![(IncomeKind::Wage, yuan(income))],
        ..HouseholdFacts::default()
    }
}

fn class(facts: &HouseholdFacts) -> Option<HardshipClass> {
    judge(HardshipRules::builtin(), facts).unwrap().class
}

#[test]
fn a_household_exactly_at_a_line_is_not_below_it() {
    // 810 × 12 × 3 = 29,160 a year; two lines are 58,320.
    for (income, expected) in [
        (0, Some(HardshipClass::Severe)),
        (29_159, Some(HardshipClass::Severe)),
        (29_160, Some(HardshipClass::Relative)),
        (58_319, Some(HardshipClass::Relative)),
        (58_320, None),
    ] {
        assert_eq!(class(&household(income)), expected, "{income}");
    }
}

#[test]
fn essential_spending_is_deducted_and_may_exceed_income() {
    let mut facts = household(60_000);
    assert_eq!(class(&facts), None);
    facts.essentials =
        vec![(EssentialKind::Medical, yuan(10_000)), (EssentialKind::Schooling, yuan(5_000))];
    assert_eq!(class(&facts), Some(HardshipClass::Relative));
    facts.essentials = vec![(EssentialKind::Medical, yuan(72_000))];
    let judged = judge(HardshipRules::builtin(), &facts).unwrap();
    assert_eq!(judged.class, Some(HardshipClass::Severe));
    assert_eq!(judged.monthly, Money::from_fen(-33_333));
}

#[test]
fn subsistence_payments_are_not_counted() {
    let mut facts = household(29_000);
    facts.incomes.push((IncomeKind::Subsistence, yuan(9_000)));
    assert_eq!(class(&facts), Some(HardshipClass::Severe));
}

#[test]
fn an_exclusion_ends_the_judgement_and_is_named() {
    let mut facts = household(10_000);
    facts.home_count = 2;
    let judged = judge(HardshipRules::builtin(), &facts).unwrap();
    assert_eq!(judged.class, None);
    assert!(judged.reasons.iter().any(|reason| reason.words.contains("2 套以上住房")));
    facts.home_count = 1;
    assert_eq!(class(&facts), Some(HardshipClass::Severe));
    facts.exclusions = vec!["shop".to_owned()];
    assert_eq!(class(&facts), None);
    facts.exclusions = vec!["yacht".to_owned()];
    let refused = judge(HardshipRules::builtin(), &facts).unwrap_err();
    assert_eq!(refused, Unresolved::UnknownExclusion("yacht".to_owned()));
}

#[test]
fn a_loss_counts_by_what_nobody_covered() {
    let mut facts = household(100_000);
    facts.loss = yuan(90_000);
    assert_eq!(class(&facts), Some(HardshipClass::Sudden));
    facts.loss_covered = yuan(10_000);
    assert_eq!(class(&facts), None, "exactly 80 % is not above it");
    facts.loss = Money::from_fen(9_000_001);
    assert_eq!(class(&facts), Some(HardshipClass::Sudden));
}

#[test]
fn what_cannot_be_resolved_refuses() {
    let refusal = |facts: &HouseholdFacts| judge(HardshipRules::builtin(), facts).unwrap_err();
    let good = household(10_000);
    let line = Unresolved::NoLine { region: "110105".to_owned(), year: 2025 };
    assert_eq!(refusal(&HouseholdFacts { region: "110105".to_owned(), ..good.clone() }), line);
    let line = Unresolved::NoLine { region: "530102".to_owned(), year: 2030 };
    assert_eq!(refusal(&HouseholdFacts { year: 2030, ..good.clone() }), line);
    let rule = Unresolved::NoRule { region: "530102".to_owned(), year: 2010 };
    assert_eq!(refusal(&HouseholdFacts { year: 2010, ..good.clone() }), rule);
    assert_eq!(refusal(&HouseholdFacts { size: 0, ..good.clone() }), Unresolved::NoMembers);
    assert_eq!(refusal(&HouseholdFacts { incomes: vec![], ..good.clone() }), Unresolved::NoIncome);
    let negative = vec![(IncomeKind::Wage, yuan(-1))];
    assert_eq!(refusal(&HouseholdFacts { incomes: negative, ..good }), Unresolved::BadFigure);
}

#[test]
fn the_explanation_reads_from_income_to_conclusion() {
    let mut facts = household(40_000);
    facts.essentials = vec![(EssentialKind::Medical, yuan(12_000))];
    let judged = judge(HardshipRules::builtin(), &facts).unwrap();
    let words: Vec<&str> = judged.reasons.iter().map(|reason| reason.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "2025年家庭收入40000.00元（工资性收入 40000.00元）",
            "扣除刚性支出12000.00元（医疗自付 12000.00元）",
            "月人均＝（40000.00－12000.00）÷ 12 ÷ 3 人＝777.78元",
            "2025年当地低保标准为每人每月810.00元",
            "未发现排除情形",
            "月人均777.78元低于低保标准的 1 倍（810.00元），属深度困难",
            "认定结论：深度困难",
        ]
    );
    let line = judged.reasons[3].basis.as_ref().unwrap();
    assert_eq!(line.certainty, Certainty::Verify);
}

#[test]
fn a_county_without_a_line_takes_that_of_its_province() {
    let rules = HardshipRules::builtin();
    assert_eq!(rules.line("530102", 2025).unwrap().region, "530100");
    assert_eq!(rules.line("532901", 2025).unwrap().region, "530000");
    assert_eq!(rules.line("340802", 2025).unwrap().region, "340800");
}
