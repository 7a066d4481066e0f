//! What each programme asks for, fact by fact: held, not held, and unknown.

use super::{COUNTY, Facts, FileFact, ModelWorkerFact, everybody, filed, of, told, yuan};
use jixiao_aid::programme::StudentFact;
use jixiao_domain::{
    Employment, FileState, HardshipClass, HonourLevel, ModelWorkerClass, ModelWorkerStatus,
};

type Change = fn(&mut Facts);

const CASES: &[(&str, &str, Change, &str)] = &[
    ("living", "dead", |f| f.alive = Some(false), "excluded alive"),
    ("living", "life unknown", |f| f.alive = None, "refused alive"),
    ("living", "a dependant", |f| f.head = Some(false), "excluded head"),
    ("living", "no file", |f| f.file = Some(FileFact::None), "excluded file"),
    ("living", "file unknown", |f| f.file = None, "refused file"),
    (
        "living",
        "a draft",
        |f| f.file = Some(FileFact::NotInForce(FileState::Draft)),
        "excluded file",
    ),
    ("living", "all at once", |f| *f = Facts::default(), "refused alive head file"),
    (
        "living",
        "fails weigh more",
        |f| {
            f.alive = None;
            f.head = Some(false);
        },
        "excluded head",
    ),
    ("temporary", "on file", |f| f.file = Some(filed(HardshipClass::Severe)), "excluded file"),
    (
        "temporary",
        "no member",
        |f| {
            f.file = Some(FileFact::None);
            f.union_member = Some(false);
        },
        "excluded member",
    ),
    ("temporary", "not on file", |f| f.file = Some(FileFact::None), "sudden 1000"),
    (
        "temporary",
        "file ended",
        |f| {
            f.file = Some(FileFact::NotInForce(FileState::Lifted));
        },
        "sudden 1000",
    ),
    ("training", "no certificate", |f| f.certificate = Some(false), "excluded training"),
    ("training", "certificate unknown", |f| f.certificate = None, "refused training"),
    ("training", "79 %", |f| f.attendance_percent = Some(79), "excluded training"),
    ("training", "80 %", |f| f.attendance_percent = Some(80), "graduate 1000"),
    ("migrant", "no migrant", |f| f.migrant = Some(false), "excluded migrant"),
    ("migrant", "not on file", |f| f.file = Some(FileFact::None), "other 1000"),
    ("migrant", "a worker's file", |_| {}, "excluded tier"),
    (
        "tuition",
        "income at three lines",
        |f| {
            f.monthly_income = Some(yuan(2_430));
        },
        "excluded income",
    ),
    ("tuition", "income below", |f| f.monthly_income = Some(yuan(2_429)), "college 5760"),
    ("tuition", "income unknown", |f| f.monthly_income = None, "refused income"),
    ("tuition", "no student", |f| f.student = Some(StudentFact::None), "excluded student"),
    ("tuition", "no freshman", |f| f.newly_admitted = Some(false), "excluded student"),
    ("tuition", "another grant", |f| f.other_grant = Some(true), "excluded other_grant"),
    ("tuition", "grant unknown", |f| f.other_grant = None, "refused other_grant"),
    ("tuition", "free schooling", |f| f.free_schooling = Some(true), "excluded other_grant"),
    ("recuperation", "not nominated", |f| f.nominated = Some(false), "excluded nomination"),
    ("enterprise_living", "roster unknown", |f| f.roster_months = None, "refused roster"),
    ("startup_loan", "loan unknown", |f| f.loan = None, "refused loan"),
];

#[test]
fn each_condition_excludes_where_it_fails_and_refuses_where_it_is_unknown() {
    for (key, what, change, expected) in CASES {
        let mut facts = everybody();
        change(&mut facts);
        assert_eq!(told(of(key, COUNTY), COUNTY, &facts), *expected, "{key}: {what}");
    }
}

#[test]
fn a_model_worker_is_paid_while_alive_honoured_and_found() {
    use ModelWorkerStatus as S;
    let aid = of("model_worker_hardship", COUNTY);
    let record = |status, class| {
        let level = HonourLevel::Municipal;
        Some(ModelWorkerFact::Record { level, status, class })
    };
    let (living, extreme) = (Some(ModelWorkerClass::Living), Some(ModelWorkerClass::Extreme));
    for (fact, expected) in [
        (record(S::Living, living), "living_hardship 1000"),
        (record(S::Living, extreme), "extreme_hardship 1000"),
        (record(S::Living, None), "excluded tier"),
        (record(S::Deceased, living), "excluded model_worker"),
        (record(S::Revoked, living), "excluded model_worker"),
        (record(S::Penalised, living), "excluded model_worker"),
        (record(S::Emigrated, living), "excluded model_worker"),
        (record(S::Lost, living), "excluded model_worker"),
        (Some(ModelWorkerFact::None), "excluded model_worker"),
        (None, "refused model_worker"),
    ] {
        let facts = Facts { model_worker: fact.clone(), ..everybody() };
        assert_eq!(told(aid, COUNTY, &facts), expected, "{fact:?}");
    }
}

#[test]
fn a_tier_that_cannot_be_told_is_not_passed_over() {
    let warmth = of("warmth", COUNTY);
    let nobody = Facts {
        file: Some(FileFact::None),
        model_worker: Some(ModelWorkerFact::None),
        employment: Some(Employment::Employed),
        ..everybody()
    };
    assert_eq!(told(warmth, COUNTY, &nobody), "front_line 1000");
    let unknown = Facts { model_worker: None, ..nobody.clone() };
    assert_eq!(told(warmth, COUNTY, &unknown), "refused model_worker");
    let flexible = Facts { employment: Some(Employment::Flexible), ..nobody.clone() };
    assert_eq!(told(warmth, COUNTY, &flexible), "new_employment 1000");
    let passed = Facts { nominated: Some(false), ..nobody };
    assert_eq!(told(warmth, COUNTY, &passed), "excluded tier");
}

#[test]
fn a_place_without_a_subsistence_line_refuses_what_is_measured_by_it() {
    let living = of("living", super::ELSEWHERE);
    assert_eq!(told(living, super::ELSEWHERE, &everybody()), "refused line");
    let warmth = of("warmth", super::ELSEWHERE);
    assert_eq!(told(warmth, super::ELSEWHERE, &everybody()), "hardship 1000");
}
