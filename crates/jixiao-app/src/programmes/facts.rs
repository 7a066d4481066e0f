//! What the registry knows of applicants, as the facts a programme is judged by; loaded for many at
//! once in five queries, whoever asks.
//!
//! Figures of a year are those of the year itself, or of the year before where it has none yet: aid
//! is given while the year runs, its figures come at its end.

use super::declared::Declared;
use super::read_declared::stage_of;
use super::rounds::rules;
use crate::Refusal;
use chrono::NaiveDate;
use jixiao_aid::classification::{HardshipRules, HouseholdFacts, judge};
use jixiao_aid::programme::{
    CostKind, Facts, FileFact, ModelWorkerFact, Outcome, PriorAid, Programmes, Setting,
    StudentFact, evaluate,
};
use jixiao_domain::{
    AidCaseId, Coded as _, Employment, EssentialKind, FigureSide, HardshipCause, HouseholdId,
    IncomeKind, Money, PersonId, PersonState, Relation,
};
use jixiao_store::Connection;
use jixiao_store::aid_rounds::{self, AidRound};
use jixiao_store::views::applicants::{self as view, Applicant, Given, YearFigure};
use std::collections::BTreeMap;

/// Somebody who applies in a round.
#[derive(Debug, Clone, Copy)]
pub struct Applying<'a> {
    /// Who is paid.
    pub person_id: PersonId,
    /// What the application declares.
    pub declared: &'a Declared,
    /// What was applied for.
    pub asked: Option<Money>,
    /// The case itself, which is no aid given before.
    pub except: Option<AidCaseId>,
}

/// When and for which year facts are wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    /// The fiscal year.
    pub(super) year: i64,
    /// The day ages are told on.
    pub(super) on: NaiveDate,
}

/// Judges one application of a round, with what the registry knows and the application declares.
///
/// # Errors
/// [`Refusal::NotFound`] where there is no such person; [`Refusal::Invalid`] for what was declared
/// and can't be read; [`Refusal::WrongState`] where this version does not hold the round's rules.
pub async fn assess(
    connection: &impl Connection,
    round: &AidRound,
    applying: Applying<'_>,
    on: NaiveDate,
) -> Result<Outcome, Refusal> {
    let judged = assess_many(connection, round, &[applying], on).await?;
    judged.into_iter().next().unwrap_or(Err(Refusal::NotFound("该人员档案")))
}

/// Judges many applications of a round, in their order; each has its own refusal.
///
/// # Errors
/// [`Refusal::WrongState`] where this version does not hold the round's rules.
pub async fn assess_many(
    connection: &impl Connection,
    round: &AidRound,
    applying: &[Applying<'_>],
    on: NaiveDate,
) -> Result<Vec<Result<Outcome, Refusal>>, Refusal> {
    let programme = rules(round)?;
    let amounts = aid_rounds::amounts(connection, round.id).await?;
    let year = u16::try_from(round.year).unwrap_or(0);
    let setting = Setting::new(HardshipRules::builtin(), &round.region, year, amounts);
    let ids: Vec<PersonId> = applying.iter().map(|one| one.person_id).collect();
    let people = view::some(connection, &ids).await?;
    let known = Known::load(connection, &people, round.year).await?;
    let moment = Moment { year: round.year, on };
    let by_id: BTreeMap<PersonId, &Applicant> =
        people.iter().map(|person| (person.person_id, person)).collect();
    let judge = |one: &Applying<'_>| {
        let person = by_id.get(&one.person_id).ok_or(Refusal::NotFound("该人员档案"))?;
        let mut facts = known.facts(person, moment, one.except);
        one.declared.apply(&mut facts).map_err(Refusal::Invalid)?;
        Ok(evaluate(programme, &setting, &facts, one.asked))
    };
    Ok(applying.iter().map(judge).collect())
}

/// What was loaded around a stretch of people.
pub(super) struct Known {
    figures: BTreeMap<HouseholdId, Vec<YearFigure>>,
    sizes: BTreeMap<HouseholdId, i64>,
    of_person: BTreeMap<PersonId, Vec<Given>>,
    of_household: BTreeMap<HouseholdId, Vec<Given>>,
}

impl Known {
    /// Loads what is known around people.
    pub(super) async fn load(
        connection: &impl Connection,
        people: &[Applicant],
        year: i64,
    ) -> Result<Self, Refusal> {
        let ids: Vec<PersonId> = people.iter().map(|person| person.person_id).collect();
        let mut households: Vec<HouseholdId> =
            people.iter().filter_map(|one| Some(one.household.as_ref()?.id)).collect();
        households.sort_unstable();
        households.dedup();
        let mut figures: BTreeMap<HouseholdId, Vec<YearFigure>> = BTreeMap::new();
        for figure in view::figures(connection, &households, (year - 1, year)).await? {
            figures.entry(figure.household_id).or_default().push(figure);
        }
        let sizes = view::sizes(connection, &households).await?.into_iter().collect();
        let (mut of_person, mut of_household) = (BTreeMap::new(), BTreeMap::new());
        for given in view::given(connection, year, &ids, &households).await? {
            if let Some(id) = given.household_id {
                of_household.entry(id).or_insert_with(Vec::new).push(given.clone());
            }
            of_person.entry(given.person_id).or_insert_with(Vec::new).push(given);
        }
        Ok(Self { figures, sizes, of_person, of_household })
    }

    /// The facts of one of the people.
    pub(super) fn facts(
        &self,
        person: &Applicant,
        moment: Moment,
        except: Option<AidCaseId>,
    ) -> Facts {
        let mut facts = Facts {
            alive: Some(person.state == PersonState::Active),
            sex: person.sex,
            age: person.birth_date.and_then(|born| moment.on.years_since(born)),
            union_member: Some(person.union_member),
            migrant: Some(person.migrant),
            employment: Some(person.employment),
            file: Some(file(person)),
            head: Some(person.household.as_ref().is_some_and(|one| one.relation == Relation::Head)),
            model_worker: Some(model_worker(person)),
            student: student(person),
            prior: Some(self.prior(person, except)),
            ..Facts::default()
        };
        if let Some(household) = &person.household {
            let latest = self.latest(household.id, moment.year);
            facts.monthly_income = self.monthly_income(person, latest);
            let medical = EssentialKind::Medical.code();
            let spent =
                |one: &&YearFigure| one.side == FigureSide::Essential && one.kind == medical;
            if let Some(figure) = latest.iter().find(spent) {
                facts.costs.insert(CostKind::OwnMedical, figure.amount);
            }
        }
        facts
    }

    /// The figures of the latest year that has some: this one or the one before.
    fn latest(&self, id: HouseholdId, year: i64) -> &[YearFigure] {
        let figures = self.figures.get(&id).map_or(&[][..], Vec::as_slice);
        let of_this = figures.iter().take_while(|figure| figure.year == year).count();
        if of_this > 0 { figures.get(..of_this).unwrap_or_default() } else { figures }
    }

    /// 月人均收入 as the rules of hardship compute it; `None` where they can't.
    fn monthly_income(&self, person: &Applicant, figures: &[YearFigure]) -> Option<Money> {
        let household = person.household.as_ref()?;
        let year = figures.first()?.year;
        let mut facts = HouseholdFacts {
            region: household.region.clone(),
            year: u16::try_from(year).ok()?,
            size: u32::try_from(*self.sizes.get(&household.id)?).ok()?,
            ..HouseholdFacts::default()
        };
        for figure in figures {
            match figure.side {
                FigureSide::Income => {
                    facts.incomes.push((IncomeKind::from_code(&figure.kind)?, figure.amount));
                }
                FigureSide::Essential => {
                    facts.essentials.push((EssentialKind::from_code(&figure.kind)?, figure.amount));
                }
                FigureSide::Loss => {}
            }
        }
        judge(HardshipRules::builtin(), &facts).ok().map(|judged| judged.monthly)
    }

    /// Aid of the year to the person or the household.
    fn prior(&self, person: &Applicant, except: Option<AidCaseId>) -> Vec<PriorAid> {
        let household = person.household.as_ref().map(|one| one.id);
        let own = self.of_person.get(&person.person_id).into_iter().flatten();
        let others = household.and_then(|id| self.of_household.get(&id)).into_iter().flatten();
        let others = others.filter(|given| given.person_id != person.person_id);
        own.chain(others)
            .filter(|given| Some(given.case_id) != except)
            .map(|given| prior(given, person.person_id, household))
            .collect()
    }
}

fn prior(given: &Given, person: PersonId, household: Option<HouseholdId>) -> PriorAid {
    let rule = Programmes::builtin().version(&given.programme, given.rule_from);
    // What was declared in another shape than today's has no numbers that could be compared.
    let declared: Declared = serde_json::from_str(&given.facts).unwrap_or_default();
    let same_person = given.person_id == person;
    PriorAid {
        programme: given.programme.clone(),
        label: given.label.clone(),
        amount: given.amount,
        same_person,
        same_household: same_person || (household.is_some() && given.household_id == household),
        same_student: same_person,
        festival: rule.and_then(|rule| rule.festival),
        invoices: declared.invoice_numbers(),
    }
}

fn file(person: &Applicant) -> FileFact {
    let Some(household) = &person.household else { return FileFact::None };
    if !household.state.is_filed() {
        return FileFact::NotInForce(household.state);
    }
    let others = household.causes.split(' ').filter_map(HardshipCause::from_code);
    FileFact::Filed {
        kind: household.kind,
        level: household.level,
        class: household.class,
        causes: std::iter::once(household.main_cause).chain(others).collect(),
    }
}

fn model_worker(person: &Applicant) -> ModelWorkerFact {
    match person.model_worker {
        None => ModelWorkerFact::None,
        Some((level, status, class)) => ModelWorkerFact::Record { level, status, class },
    }
}

/// A student whose school does not tell the stage stays unknown.
fn student(person: &Applicant) -> Option<StudentFact> {
    if person.employment != Employment::Student {
        return Some(StudentFact::None);
    }
    let school = person.household.as_ref().map_or("", |one| one.school.as_str());
    stage_of(school).map(StudentFact::At)
}
