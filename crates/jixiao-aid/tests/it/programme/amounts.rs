//! What each tier gives, at, above and below every step.

use super::{COUNTY, CostKind, Facts, everybody, of, setting, told, told_of, yuan};
use jixiao_aid::programme::{StudentFact, StudentStage, evaluate};
use jixiao_domain::{Employment, HardshipClass, Money, Sex};

fn with_medical(cost: Money) -> Facts {
    let mut facts = everybody();
    facts.costs.insert(CostKind::OwnMedical, cost);
    facts
}

#[test]
fn kunming_pays_illness_by_steps_and_never_more_than_was_borne() {
    let medical = of("medical", COUNTY);
    for (cost, expected) in [
        (0, "excluded cost"),
        (1, "illness 1"),
        (999, "illness 999"),
        (1_000, "illness 1000"),
        (10_000, "illness 1000"),
        (10_001, "illness 2000"),
        (30_001, "illness 3000"),
        (50_001, "illness 5000"),
        (100_000, "illness 5000"),
        (100_001, "illness 10000"),
    ] {
        assert_eq!(told(medical, COUNTY, &with_medical(yuan(cost))), expected, "{cost}");
    }
}

#[test]
fn a_share_is_rounded_to_the_fen_and_stops_at_its_bound() {
    // Elsewhere in Yunnan the common rule holds: 90 % for 深度困难, at most 20,000.
    let medical = of("medical", "530300");
    let taken = |fen: i64| {
        let facts = with_medical(Money::from_fen(fen));
        match evaluate(medical, &setting(medical, "530300", 1), &facts, None) {
            jixiao_aid::programme::Outcome::Taken(take) => take.amount.fen(),
            other => panic!("{other:?}"),
        }
    };
    for (cost, amount) in [
        (100, 90),
        (105, 95),
        (104, 94),
        (2_222_222, 2_000_000),
        (2_222_223, 2_000_000),
        (2_222_000, 1_999_800),
    ] {
        assert_eq!(taken(cost), amount, "{cost}");
    }
}

#[test]
fn months_of_the_subsistence_line_follow_class_and_stage() {
    let living = of("living", COUNTY);
    let mut facts = everybody();
    for (class, expected) in [
        (HardshipClass::Severe, "severe 9720"),
        (HardshipClass::Relative, "relative 8100"),
        (HardshipClass::Sudden, "sudden 1000"),
    ] {
        facts.file = Some(super::filed(class));
        assert_eq!(told(living, COUNTY, &facts), expected);
    }
    // Yunnan counts by the line of the province, 720.
    let tuition = of("tuition", COUNTY);
    for (stage, expected) in [
        (StudentStage::College, "college 5760"),
        (StudentStage::Senior, "senior 3600"),
        (StudentStage::Junior, "excluded student"),
        (StudentStage::Graduate, "excluded student"),
    ] {
        facts.student = Some(StudentFact::At(stage));
        assert_eq!(told(tuition, COUNTY, &facts), expected);
    }
}

#[test]
fn a_roster_pays_130_a_month() {
    let subsidy = of("enterprise_living", COUNTY);
    for (months, expected) in
        [(0, "excluded roster"), (1, "roster 130"), (12, "roster 1560"), (13, "refused roster")]
    {
        let facts = Facts { roster_months: Some(months), ..everybody() };
        assert_eq!(told(subsidy, COUNTY, &facts), expected, "{months}");
    }
    let facts = Facts { on_earlier_roster: Some(false), ..everybody() };
    assert_eq!(told(subsidy, COUNTY, &facts), "excluded roster", "a roster only falls");
}

#[test]
fn pay_is_topped_up_to_the_line_of_its_employment() {
    let hubei = "420100";
    let gap = of("model_worker_living", hubei);
    for (employment, age, pay, expected) in [
        (Employment::Retired, 70, 3_552, "excluded amount"),
        (Employment::Retired, 70, 3_551, "retired 12"),
        (Employment::Retired, 70, 2_552, "retired 12000"),
        (Employment::Retired, 70, 0, "retired 12000"),
        (Employment::Employed, 50, 6_566, "excluded amount"),
        (Employment::Employed, 50, 6_066, "employed 6000"),
        (Employment::Farming, 60, 0, "farming 12000"),
        (Employment::Farming, 59, 0, "excluded tier"),
        (Employment::Student, 59, 0, "excluded tier"),
        (Employment::Retired, 70, -1, "refused pay"),
    ] {
        let facts = Facts {
            employment: Some(employment),
            age: Some(age),
            monthly_pay: Some(yuan(pay)),
            ..everybody()
        };
        assert_eq!(told(gap, hubei, &facts), expected, "{employment:?} {age} {pay}");
    }
    let woman = Facts {
        employment: Some(Employment::Farming),
        age: Some(55),
        sex: Some(Sex::Female),
        monthly_pay: Some(yuan(0)),
        ..everybody()
    };
    assert_eq!(told(gap, hubei, &woman), "farming 12000");
}

#[test]
fn a_round_sets_its_standard_within_bounds_or_nothing_is_given() {
    let warmth = of("warmth", COUNTY);
    let facts = everybody();
    for (standard, expected) in [
        (199, "refused standard"),
        (200, "hardship 200"),
        (3_000, "hardship 3000"),
        (3_001, "refused standard"),
    ] {
        let outcome = evaluate(warmth, &setting(warmth, COUNTY, standard), &facts, None);
        assert_eq!(told_of(&outcome), expected, "{standard}");
    }
    let unset = jixiao_aid::programme::Setting::new(
        jixiao_aid::classification::HardshipRules::builtin(),
        COUNTY,
        2025,
        vec![("model_worker".to_owned(), yuan(500))],
    );
    assert_eq!(told_of(&evaluate(warmth, &unset, &facts, None)), "refused standard");
}

#[test]
fn less_may_be_asked_where_a_tier_gives_up_to_an_amount() {
    let asked = |key, amount| {
        let one = of(key, COUNTY);
        told_of(&evaluate(one, &setting(one, COUNTY, 1_000), &everybody(), Some(yuan(amount))))
    };
    assert_eq!(asked("living", 5_000), "severe 5000");
    assert_eq!(asked("living", 9_999), "severe 9720");
    assert_eq!(asked("living", 0), "refused amount");
    assert_eq!(asked("warmth", 5), "hardship 1000", "a fixed standard is not haggled over");
}

#[test]
fn a_loan_within_its_bounds_has_half_of_its_interest_paid() {
    use jixiao_aid::programme::{LoanBorrower as B, LoanFact};
    let subsidy = of("startup_loan", COUNTY);
    for (borrower, principal, on, expected) in [
        (B::Personal, 300_000, "2023-10-01", "personal 3000"),
        (B::Personal, 300_001, "2023-10-01", "excluded tier"),
        (B::Personal, 300_000, "2023-09-30", "excluded tier"),
        (B::SmallFirm, 4_000_000, "2024-01-01", "small_firm 3000"),
        (B::SmallFirm, 4_000_001, "2024-01-01", "excluded tier"),
    ] {
        let loan = LoanFact { borrower, principal: yuan(principal), on: super::day(on) };
        let facts = Facts { loan: Some(loan), ..everybody() };
        assert_eq!(told(subsidy, COUNTY, &facts), expected, "{borrower:?} {principal} {on}");
    }
}

#[test]
fn the_explanation_reads_from_conditions_to_conclusion() {
    let living = of("living", COUNTY);
    let outcome = evaluate(living, &setting(living, COUNTY, 1), &everybody(), Some(yuan(6_000)));
    assert_eq!(
        outcome.explanation(),
        "符合条件：本人健在、人员记录在用\n\
         符合条件：为档案户主（职工本人）\n\
         符合条件：有在档的困难职工、困难农民工档案\n\
         适用档次：深度困难；2025年当地低保标准810.00元×12 个月＝9720.00元\n\
         申请金额6000.00元，低于可补助金额\n\
         结论：符合条件，最高补助6000.00元"
    );
}
