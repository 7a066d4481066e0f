//! The programmes shipped with the program: that they load, which version governs, what they ask and
//! give at their boundaries, and that to know less never gives more.

mod amounts;
mod conditions;
mod files;
mod limits;
mod properties;
mod versions;

use chrono::NaiveDate;
use jixiao_aid::classification::HardshipRules;
use jixiao_aid::programme::{
    AidProgramme, CostKind, Facts, FileFact, Ground, ModelWorkerFact, Outcome, PriorAid,
    Programmes, Setting, StudentFact, StudentStage, evaluate,
};
use jixiao_domain::{
    Employment, FileLevel, HardshipCause, HardshipClass, HonourLevel, HouseholdKind,
    ModelWorkerStatus, Money, Sex,
};

/// 五华区 of Kunming: the line of 2025 is 810 a month, that of the province 720.
const COUNTY: &str = "530102";
/// A county that only national programmes govern; it has no subsistence line.
const ELSEWHERE: &str = "110105";

fn yuan(amount: i64) -> Money {
    Money::from_fen(amount * 100)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn of(key: &str, region: &str) -> &'static AidProgramme {
    Programmes::builtin().in_force(key, region, day("2025-06-01")).unwrap()
}

/// Every tier set to an amount.
fn setting(programme: &AidProgramme, region: &str, standard: i64) -> Setting<'static> {
    let amounts = programme.tiers.iter().map(|tier| (tier.key.clone(), yuan(standard))).collect();
    Setting::new(HardshipRules::builtin(), region, 2025, amounts)
}

/// Somebody who is everything at once, so that single facts can be changed.
fn everybody() -> Facts {
    let known = [
        (CostKind::OwnMedical, yuan(20_000)),
        (CostKind::Training, yuan(800)),
        (CostKind::LoanInterest, yuan(6_000)),
        (CostKind::Service, yuan(1_000)),
    ];
    Facts {
        alive: Some(true),
        sex: Some(Sex::Male),
        age: Some(60),
        union_member: Some(true),
        migrant: Some(true),
        employment: Some(Employment::Retired),
        file: Some(filed(HardshipClass::Severe)),
        head: Some(true),
        monthly_income: Some(yuan(500)),
        model_worker: Some(ModelWorkerFact::Record {
            level: HonourLevel::Provincial,
            status: ModelWorkerStatus::Living,
            class: Some(jixiao_domain::ModelWorkerClass::Living),
        }),
        student: Some(StudentFact::At(StudentStage::College)),
        newly_admitted: Some(true),
        other_grant: Some(false),
        free_schooling: Some(false),
        costs: known.into_iter().collect(),
        certificate: Some(true),
        attendance_percent: Some(90),
        loan: Some(jixiao_aid::programme::LoanFact {
            borrower: jixiao_aid::programme::LoanBorrower::Personal,
            principal: yuan(200_000),
            on: day("2024-01-01"),
        }),
        roster_months: Some(12),
        on_earlier_roster: Some(true),
        monthly_pay: Some(yuan(3_000)),
        nominated: Some(true),
        invoices: Some(vec!["A1".to_owned()]),
        prior: Some(Vec::new()),
    }
}

fn filed(class: HardshipClass) -> FileFact {
    FileFact::Filed {
        kind: HouseholdKind::Worker,
        level: FileLevel::Municipal,
        class: Some(class),
        causes: vec![HardshipCause::OwnIllness],
    }
}

fn given(programme: &str, amount: i64) -> PriorAid {
    PriorAid {
        programme: programme.to_owned(),
        label: format!("2025年{programme}"),
        amount: yuan(amount),
        same_person: true,
        same_household: true,
        same_student: false,
        festival: None,
        invoices: Vec::new(),
    }
}

/// The outcome in one word: the tier and amount, or the grounds.
fn told(programme: &AidProgramme, region: &str, facts: &Facts) -> String {
    told_of(&evaluate(programme, &setting(programme, region, 1_000), facts, None))
}

fn told_of(outcome: &Outcome) -> String {
    use jixiao_domain::Coded as _;
    let grounds = |reasons: &[jixiao_aid::programme::Reason]| {
        reasons.iter().map(|reason| Ground::code(reason.ground)).collect::<Vec<_>>().join(" ")
    };
    match outcome {
        Outcome::Taken(take) => format!("{} {}", take.tier, take.amount.fen() / 100),
        Outcome::Excluded(reasons) => format!("excluded {}", grounds(reasons)),
        Outcome::Refused(reasons) => format!("refused {}", grounds(reasons)),
    }
}
