//! Caps of a year, and what may not be combined.

use super::{COUNTY, Facts, PriorAid, everybody, filed, given, of, told, yuan};
use jixiao_aid::programme::Festival;
use jixiao_domain::{HardshipClass, Money};

fn after(prior: Vec<PriorAid>) -> Facts {
    Facts { prior: Some(prior), ..everybody() }
}

#[test]
fn a_cap_leaves_what_is_left_and_then_nothing() {
    let living = of("living", COUNTY);
    for (before, expected) in [
        (0, "severe 9720"),
        (1, "severe 9719"),
        (9_719, "severe 1"),
        (9_720, "excluded cap"),
        (20_000, "excluded cap"),
    ] {
        assert_eq!(told(living, COUNTY, &after(vec![given("living", before)])), expected);
    }
    let other = PriorAid { same_household: false, ..given("living", 9_720) };
    assert_eq!(told(living, COUNTY, &after(vec![other])), "severe 9720", "another household's");
    let correction = PriorAid { amount: Money::from_fen(-100), ..given("living", 0) };
    assert_eq!(told(living, COUNTY, &after(vec![correction])), "severe 9720");
}

#[test]
fn what_was_given_before_must_be_known() {
    let facts = Facts { prior: None, ..everybody() };
    assert_eq!(told(of("living", COUNTY), COUNTY, &facts), "refused prior");
    assert_eq!(told(of("warmth", COUNTY), COUNTY, &facts), "refused prior");
}

#[test]
fn a_household_in_relative_hardship_takes_one_item_only() {
    let living = of("living", COUNTY);
    let of_class = |class| Facts { file: Some(filed(class)), ..after(vec![given("medical", 1)]) };
    assert_eq!(told(living, COUNTY, &of_class(HardshipClass::Severe)), "severe 9720");
    assert_eq!(told(living, COUNTY, &of_class(HardshipClass::Relative)), "excluded conflict");
}

#[test]
fn the_higher_of_two_is_paid_by_its_difference() {
    let aid = of("model_worker_hardship", COUNTY);
    for (before, expected) in
        [(0, "living_hardship 1000"), (400, "living_hardship 600"), (1_000, "excluded conflict")]
    {
        let facts = after(vec![given("living", before)]);
        assert_eq!(told(aid, COUNTY, &facts), expected, "{before}");
    }
}

#[test]
fn one_festival_brings_one_gift() {
    let spring = of("model_worker_spring", COUNTY);
    let gift = given("warmth", 500);
    let festive = PriorAid { festival: Some(Festival::TwoFestivals), ..gift.clone() };
    assert_eq!(told(spring, COUNTY, &after(vec![festive.clone()])), "excluded conflict");
    let other = PriorAid { same_person: false, ..festive };
    assert_eq!(told(spring, COUNTY, &after(vec![other])), "provincial 1000");
    assert_eq!(told(spring, COUNTY, &after(vec![gift])), "provincial 1000", "another occasion");
}

#[test]
fn a_student_and_a_receipt_count_once() {
    let tuition = of("tuition", COUNTY);
    let again = PriorAid { same_student: true, ..given("tuition", 100) };
    assert_eq!(told(tuition, COUNTY, &after(vec![again])), "excluded conflict");
    let sibling = given("tuition", 100);
    assert_eq!(told(tuition, COUNTY, &after(vec![sibling])), "college 5760");

    let medical = of("medical", COUNTY);
    let on = |numbers: &[&str]| PriorAid {
        invoices: numbers.iter().map(|one| (*one).to_owned()).collect(),
        ..given("medical", 100)
    };
    assert_eq!(told(medical, COUNTY, &after(vec![on(&["A1"])])), "excluded conflict");
    assert_eq!(told(medical, COUNTY, &after(vec![on(&["B2"])])), "illness 2000");
    assert_eq!(told(medical, COUNTY, &after(vec![on(&[])])), "refused conflict");
    let silent = Facts { invoices: None, ..after(vec![on(&["B2"])]) };
    assert_eq!(told(medical, COUNTY, &silent), "refused conflict");
    let first = Facts { invoices: None, ..everybody() };
    assert_eq!(told(medical, COUNTY, &first), "illness 2000", "nothing it could repeat");
}

#[test]
fn a_sum_too_large_to_count_leaves_nothing() {
    let huge = PriorAid { amount: Money::from_fen(i64::MAX), ..given("living", 0) };
    assert_eq!(
        told(of("living", COUNTY), COUNTY, &after(vec![huge.clone(), huge])),
        "excluded cap"
    );
    let cost = Money::from_fen(i64::MAX);
    let mut facts = everybody();
    facts.costs.insert(super::CostKind::OwnMedical, cost);
    assert_eq!(told(of("medical", "530300"), "530300", &facts), "severe 20000");
    assert_eq!(yuan(1).fen(), 100);
}
