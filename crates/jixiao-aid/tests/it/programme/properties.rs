//! To know less never gives more, and no cap is ever exceeded, whatever the facts.

use super::{
    COUNTY, CostKind, ELSEWHERE, Facts, FileFact, ModelWorkerFact, Outcome, PriorAid, Programmes,
    StudentFact, StudentStage, evaluate, setting,
};
use jixiao_aid::programme::{CapBase, Festival, LoanBorrower, LoanFact};
use jixiao_domain::{
    Coded, Decimal, FileLevel, FileState, HardshipCause, HonourLevel, HouseholdKind,
    ModelWorkerStatus, Money,
};
use proptest::prelude::*;

fn any_of<T: Coded + std::fmt::Debug>() -> impl Strategy<Value = T> {
    (0..T::ALL.len()).prop_map(|place| T::ALL[place])
}

fn money() -> impl Strategy<Value = Money> {
    prop_oneof![(-10i64..50), (0i64..5_000_000)].prop_map(Money::from_fen)
}

fn file() -> impl Strategy<Value = FileFact> {
    prop_oneof![
        Just(FileFact::None),
        any_of::<FileState>().prop_map(FileFact::NotInForce),
        (
            any_of::<HouseholdKind>(),
            any_of::<FileLevel>(),
            prop::option::of(any_of()),
            prop::collection::vec(any_of::<HardshipCause>(), 1..3)
        )
            .prop_map(|(kind, level, class, causes)| FileFact::Filed {
                kind,
                level,
                class,
                causes
            }),
    ]
}

fn model_worker() -> impl Strategy<Value = ModelWorkerFact> {
    prop_oneof![
        Just(ModelWorkerFact::None),
        (any_of::<HonourLevel>(), any_of::<ModelWorkerStatus>(), prop::option::of(any_of()))
            .prop_map(|(level, status, class)| ModelWorkerFact::Record { level, status, class }),
    ]
}

fn prior() -> impl Strategy<Value = PriorAid> {
    let keys: Vec<String> =
        Programmes::builtin().versions().iter().map(|one| one.key.clone()).collect();
    (
        prop::sample::select(keys),
        money(),
        any::<[bool; 3]>(),
        prop::option::of(any_of::<Festival>()),
        prop::collection::vec("[AB]", 0..2),
    )
        .prop_map(|(programme, amount, [person, household, student], festival, invoices)| {
            PriorAid {
                label: programme.clone(),
                programme,
                amount,
                same_person: person,
                same_household: household,
                same_student: student,
                festival,
                invoices,
            }
        })
}

fn facts() -> impl Strategy<Value = Facts> {
    let mostly = || prop::option::weighted(0.95, prop::bool::weighted(0.9));
    let seldom = || prop::option::weighted(0.95, prop::bool::weighted(0.1));
    let person = (
        mostly(),
        prop::option::of(any_of()),
        prop::option::of(0u32..100),
        mostly(),
        mostly(),
        prop::option::weighted(0.9, any_of()),
        prop::option::weighted(0.9, file()),
        mostly(),
    );
    let school = (
        prop::option::of(money()),
        prop::option::weighted(0.9, model_worker()),
        prop::option::of(prop_oneof![
            Just(StudentFact::None),
            any_of::<StudentStage>().prop_map(StudentFact::At)
        ]),
        mostly(),
        seldom(),
        seldom(),
    );
    let rest = (
        prop::collection::btree_map(any_of::<CostKind>(), money(), 0..5),
        mostly(),
        prop::option::of(70u32..100),
        prop::option::of((any_of::<LoanBorrower>(), 0i64..50_000_000)),
        prop::option::of(0u32..14),
        mostly(),
        prop::option::of(money()),
        mostly(),
        prop::option::of(prop::collection::vec("[AB]", 0..2)),
        prop::option::weighted(0.9, prop::collection::vec(prior(), 0..4)),
    );
    (person, school, rest).prop_map(|(person, school, rest)| Facts {
        alive: person.0,
        sex: person.1,
        age: person.2,
        union_member: person.3,
        migrant: person.4,
        employment: person.5,
        file: person.6,
        head: person.7,
        monthly_income: school.0,
        model_worker: school.1,
        student: school.2,
        newly_admitted: school.3,
        other_grant: school.4,
        free_schooling: school.5,
        costs: rest.0,
        certificate: rest.1,
        attendance_percent: rest.2,
        loan: rest.3.map(|(borrower, fen)| LoanFact {
            borrower,
            principal: Money::from_fen(fen),
            on: super::day("2024-01-01"),
        }),
        roster_months: rest.4,
        on_earlier_roster: rest.5,
        monthly_pay: rest.6,
        nominated: rest.7,
        invoices: rest.8,
        prior: rest.9,
    })
}

/// Each fact that may be forgotten.
const FORGOTTEN: &[fn(&mut Facts)] = &[
    |f| f.alive = None,
    |f| f.sex = None,
    |f| f.age = None,
    |f| f.union_member = None,
    |f| f.migrant = None,
    |f| f.employment = None,
    |f| f.file = None,
    |f| {
        if let Some(FileFact::Filed { class, .. }) = &mut f.file {
            *class = None;
        }
    },
    |f| f.head = None,
    |f| f.monthly_income = None,
    |f| f.model_worker = None,
    |f| f.student = None,
    |f| f.newly_admitted = None,
    |f| f.other_grant = None,
    |f| f.free_schooling = None,
    |f| f.costs.clear(),
    |f| {
        f.costs.remove(&CostKind::OwnMedical);
    },
    |f| f.certificate = None,
    |f| f.attendance_percent = None,
    |f| f.loan = None,
    |f| f.roster_months = None,
    |f| f.on_earlier_roster = None,
    |f| f.monthly_pay = None,
    |f| f.nominated = None,
    |f| f.invoices = None,
    |f| f.prior = None,
];

fn amount(outcome: &Outcome) -> Option<Money> {
    match outcome {
        Outcome::Taken(take) => Some(take.amount),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn to_forget_a_fact_never_gives_more(facts in facts(), standard in 100i64..4_000) {
        for region in [COUNTY, "530300", "420100", ELSEWHERE] {
            let programmes = Programmes::builtin().all_in_force(region, super::day("2025-06-01"));
            for one in programmes {
                let setting = setting(one, region, standard);
                let known = evaluate(one, &setting, &facts, None);
                for forget in FORGOTTEN {
                    let mut fewer = facts.clone();
                    forget(&mut fewer);
                    let judged = evaluate(one, &setting, &fewer, None);
                    if let Some(amount_of_fewer) = amount(&judged) {
                        prop_assert_eq!(Some(amount_of_fewer), amount(&known), "{}", &one.title);
                    }
                }
            }
        }
    }

    #[test]
    fn no_cap_is_ever_exceeded(facts in facts(), standard in 100i64..4_000) {
        for one in Programmes::builtin().all_in_force(COUNTY, super::day("2025-06-01")) {
            let outcome = evaluate(one, &setting(one, COUNTY, standard), &facts, None);
            let Some(amount) = amount(&outcome) else { continue };
            prop_assert!(amount.fen() > 0);
            for cap in &one.caps {
                let most = match &cap.base {
                    CapBase::Fixed(most) => most.fen(),
                    CapBase::Lines { months, .. } => (Decimal::from(81_000) * months).try_into().unwrap(),
                    CapBase::CostShare { of, rate } => {
                        let cost = Decimal::from(facts.costs[of].fen());
                        jixiao_domain::round_half_up_dp(cost * rate, 0).try_into().unwrap()
                    }
                };
                let before: i64 = facts.prior.iter().flatten()
                    .filter(|prior| cap.counts.contains(&prior.programme))
                    .filter(|prior| match cap.per {
                        jixiao_aid::programme::LimitUnit::Person => prior.same_person,
                        jixiao_aid::programme::LimitUnit::Household => prior.same_household,
                        jixiao_aid::programme::LimitUnit::Student => prior.same_student,
                    })
                    .map(|prior| prior.amount.fen().max(0))
                    .sum();
                prop_assert!(before + amount.fen() <= most, "{} {}", &one.title, most);
            }
        }
    }
}

#[test]
fn the_empty_applicant_is_taken_by_no_programme() {
    for one in Programmes::builtin().versions() {
        let outcome = evaluate(one, &setting(one, COUNTY, 1_000), &Facts::default(), None);
        assert!(matches!(outcome, Outcome::Refused(_)), "{}", one.title);
    }
}
