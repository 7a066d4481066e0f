//! A dry run: a version of a rule over the registry, counted by tier, union and ground.

use super::facts::{Known, Moment};
use crate::Refusal;
use chrono::NaiveDate;
use jixiao_aid::classification::HardshipRules;
use jixiao_aid::programme::{AidProgramme, AidSubject, Ground, Outcome, Setting, Test, evaluate};
use jixiao_domain::{Coded as _, Money, OrganisationId, PersonId, masked_name};
use jixiao_store::views::applicants::{self as view, Applicant, Place, Population};
use jixiao_store::{Connection, Scope};
use std::collections::BTreeMap;

/// People of one stretch: five queries each.
const STRETCH: i64 = 4_000;
/// Samples shown of what is taken, excluded and refused.
const SAMPLES_MAX: usize = 10;

/// What is tried.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The rules.
    pub programme: &'static AidProgramme,
    /// 行政区划代码 of the place whose figures hold.
    pub region: String,
    /// The fiscal year.
    pub year: i64,
    /// The day ages are told on.
    pub on: NaiveDate,
    /// Standards by tier.
    pub amounts: Vec<(String, Money)>,
}

/// Heads and money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    /// Taken.
    pub taken: i64,
    /// What they would get together, in 分.
    pub taken_fen: i64,
    /// Excluded.
    pub excluded: i64,
    /// Refused, because something is unknown.
    pub refused: i64,
}

impl Counted {
    /// Everybody asked.
    pub fn total(&self) -> i64 {
        self.taken + self.excluded + self.refused
    }

    /// What is given together.
    pub fn sum(&self) -> Money {
        Money::from_fen(self.taken_fen)
    }

    fn add(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Taken(take) => {
                self.taken += 1;
                self.taken_fen = self.taken_fen.saturating_add(take.amount.fen());
            }
            Outcome::Excluded(_) => self.excluded += 1,
            Outcome::Refused(_) => self.refused += 1,
        }
    }
}

/// How many were left out on a ground: their first one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroundCount {
    /// What it is about.
    pub ground: Ground,
    /// `true` where it can't be told, `false` where it excludes.
    pub unknown: bool,
    /// How many.
    pub count: i64,
    /// One sentence as it was found.
    pub example: String,
}

/// Somebody as an example, masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// 姓, the rest masked.
    pub name: String,
    /// The union that keeps the record.
    pub organisation_name: String,
    /// What the rule says.
    pub outcome: Outcome,
}

/// What a rule takes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Everybody.
    pub total: Counted,
    /// By tier: key, heads, 分.
    pub tiers: BTreeMap<String, (i64, i64)>,
    /// By union.
    pub organisations: BTreeMap<OrganisationId, (String, Counted)>,
    /// By ground, the most frequent first.
    pub grounds: Vec<GroundCount>,
    /// Some who are taken.
    pub taken: Vec<Sample>,
    /// Some who are not.
    pub left_out: Vec<Sample>,
}

/// Who of the registry a programme asks.
pub(super) fn population(programme: &AidProgramme) -> Population {
    match programme.subject {
        AidSubject::Household => Population::Heads,
        AidSubject::Student => Population::Students,
        AidSubject::Person => Population::People,
        AidSubject::ModelWorker => Population::ModelWorkers,
    }
}

/// What a dry run can't know because only an application says it.
pub(super) fn is_declared_only(test: &Test) -> bool {
    matches!(
        test,
        Test::NewlyAdmitted
            | Test::NoOtherGrant
            | Test::PaidSchooling
            | Test::Certificate
            | Test::Attendance(_)
            | Test::Loan { .. }
            | Test::OnRoster
            | Test::Nominated
    )
}

impl Trial {
    /// Runs over everybody, handing each over with the outcome.
    pub(super) async fn run(
        &self,
        connection: &impl Connection,
        (scope, serves): (&Scope, &Scope),
        mut each: impl FnMut(&Applicant, Outcome),
    ) -> Result<(), Refusal> {
        let year = u16::try_from(self.year).unwrap_or(0);
        let (rules, amounts) = (HardshipRules::builtin(), self.amounts.clone());
        let setting = Setting::new(rules, &self.region, year, amounts);
        let place = Place { scope, serves };
        let moment = Moment { year: self.year, on: self.on };
        let mut after = PersonId(0);
        loop {
            let asked = population(self.programme);
            let people = view::next(connection, place, asked, after, STRETCH).await?;
            let Some(last) = people.last() else { return Ok(()) };
            after = last.person_id;
            let known = Known::load(connection, &people, self.year).await?;
            for person in &people {
                let facts = known.facts(person, moment, None);
                each(person, evaluate(self.programme, &setting, &facts, None));
            }
            // Counting is all there is between two questions to the database: let others in.
            tokio::task::yield_now().await;
        }
    }

    /// Counts what the rule takes.
    pub(super) async fn count(
        &self,
        connection: &impl Connection,
        scopes: (&Scope, &Scope),
    ) -> Result<Counts, Refusal> {
        let mut counts = Counts::default();
        self.run(connection, scopes, |person, outcome| counts.add(person, outcome)).await?;
        counts.grounds.sort_by(|a, b| b.count.cmp(&a.count).then(a.ground.cmp(&b.ground)));
        Ok(counts)
    }
}

impl Counts {
    pub(super) fn add(&mut self, person: &Applicant, outcome: Outcome) {
        self.total.add(&outcome);
        let unit = self.organisations.entry(person.organisation_id);
        let unit = unit.or_insert_with(|| (person.organisation_name.clone(), Counted::default()));
        unit.1.add(&outcome);
        let samples = match &outcome {
            Outcome::Taken(take) => {
                let tier = self.tiers.entry(take.tier.clone()).or_default();
                tier.0 += 1;
                tier.1 = tier.1.saturating_add(take.amount.fen());
                &mut self.taken
            }
            Outcome::Excluded(reasons) | Outcome::Refused(reasons) => {
                let unknown = matches!(outcome, Outcome::Refused(_));
                if let Some(first) = reasons.first() {
                    let same = |one: &&mut GroundCount| {
                        one.ground == first.ground && one.unknown == unknown
                    };
                    match self.grounds.iter_mut().find(same) {
                        Some(held) => held.count += 1,
                        None => self.grounds.push(GroundCount {
                            ground: first.ground,
                            unknown,
                            count: 1,
                            example: first.words.clone(),
                        }),
                    }
                }
                &mut self.left_out
            }
        };
        if samples.len() < SAMPLES_MAX {
            samples.push(Sample {
                name: masked_name(&person.name),
                organisation_name: person.organisation_name.clone(),
                outcome,
            });
        }
    }
}

/// What a dry run says in one sentence.
pub(super) fn sentence(trial: &Trial, counts: &Counts) -> String {
    let unit = trial.programme.subject.word();
    let Counted { taken, excluded, refused, .. } = counts.total;
    let sum = crate::amounts::yuan(counts.total.sum());
    let most = if trial.programme.tiers.iter().any(|tier| tier.up_to) { "最多" } else { "共" };
    format!(
        "按“{}”规则，登记对象 {} {unit}中符合条件 {taken} {unit}，{most} {sum} 元；不符合 {excluded} {unit}；资料不全暂不能判断 {refused} {unit}",
        trial.programme.title,
        counts.total.total(),
    )
}
