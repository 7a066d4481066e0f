//! Scenarios side by side, and adopting one.

mod form;

pub use form::{ScenarioForm, ScenarioInput};

use super::compute::{New, write};
use super::facts::{ProjectOutcome, Wanted, outcomes};
use super::proposals::year_of;
use super::targets::Standards;
use super::{Computed, Proposed};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, Refusal};
use jixiao_analysis::results::{Candidate, Choices, Sharing, propose, scenario};
use jixiao_domain::{
    Coded as _, Decimal, Money, ProjectId, ProposalDecision, ProposalEvent, ScenarioId,
};
use jixiao_store::Connection;
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::projects;
use jixiao_store::scenarios::{self, Protection, Scenario};

/// Scenarios side by side.
#[derive(Debug, Clone)]
pub struct ScenarioComparison {
    /// The fiscal year.
    pub year: i64,
    /// The rules alone first, then each scenario.
    pub columns: Vec<Column>,
    /// A project a row.
    pub projects: Vec<ComparedProject>,
    /// The sum of the budgets they start from.
    pub base: Money,
    /// Units for which the reader may make scenarios.
    pub units: Vec<Organisation>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The scenario; `None` for the rules alone.
    pub scenario: Option<Scenario>,
    /// What it protects.
    pub protection: Protection,
    /// Whether another one of the same unit was adopted later.
    pub is_superseded: bool,
    /// The sum over the projects it covers.
    pub total: Money,
    /// How many projects get less than they start from.
    pub cut_count: usize,
    /// By how much the floors of what it protects exceed its ceiling; else 0.
    pub floors_beyond: Money,
}

/// A project in every column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedProject {
    /// The project.
    pub project_id: ProjectId,
    /// Its code.
    pub project_code: String,
    /// Its name.
    pub project_name: String,
    /// Its unit.
    pub organisation_name: String,
    /// The budget it starts from.
    pub base: Money,
    /// In each column what it would get and why; `None` where the scenario does not cover it.
    pub cells: Vec<Option<Proposed>>,
}

/// Makes a scenario.
///
/// # Errors
/// [`Refusal::Invalid`]; [`Refusal::NotFound`] for a unit outside the caller's part of the tree.
pub async fn create_scenario(call: Call<'_>, form: &ScenarioForm) -> Result<ScenarioId, Refusal> {
    let input = form.parse().map_err(Refusal::Invalid)?;
    let (unit, year, content) = (input.organisation, input.year, &input.content);
    let tx = call.app.store.begin().await?;
    let scope = authz::scope(call.actor, Action::ProposeBudgets)?;
    let organisation = organisations::find(&tx, unit)
        .await?
        .filter(|organisation| scope.contains(&organisation.path))
        .ok_or(Refusal::NotFound("该机构"))?;
    let present = scenarios::list(&tx, &scope, year).await?;
    if present.iter().any(|one| one.organisation_id == unit && one.content.name == content.name) {
        return Err(Refusal::field("name", "该年度已有同名方案，请换一个名称"));
    }
    let mut protection = Protection { programmes: input.programmes, projects: Vec::new() };
    for code in &input.project_codes {
        let project = projects::find_by_code(&tx, code).await?;
        let place = match &project {
            Some(project) => organisations::find(&tx, project.organisation_id).await?,
            None => None,
        };
        let inside = place.is_some_and(|place| place.path.starts_with(&organisation.path));
        let Some(project) = project.filter(|_| inside) else {
            let message = format!("该范围内没有编码为“{code}”的项目");
            return Err(Refusal::field("projects", message));
        };
        protection.projects.push(project.id);
    }
    let made = (content, &protection);
    let id = scenarios::insert(&tx, unit, year, made, call.actor.user_id, call.at).await?;
    let entry = Event {
        action: "scenario.create",
        subject_kind: "scenario",
        subject_id: id.to_string(),
        organisation_id: Some(organisation.id),
        detail: format!("{year} 年度：{}", content.name),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(id)
}

/// Withdraws a scenario with a reason.
///
/// # Errors
/// [`Refusal::NotFound`] outside the caller's part of the tree, [`Refusal::Invalid`] without a
/// reason, [`Refusal::WrongState`] once adopted.
pub async fn withdraw_scenario(
    call: Call<'_>,
    id: ScenarioId,
    reason: &str,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let found = own(&tx, call, id).await?;
    let mut fields = Fields::new();
    let reason = fields.text("reason", reason, Lines::Many, 500);
    let reason = fields.finish(reason).map_err(Refusal::Invalid)?;
    if found.adopted_at.is_some() {
        return Err(Refusal::WrongState("该方案已采用，不能撤销".to_owned()));
    }
    scenarios::withdraw(&tx, id, &reason, call.actor.user_id, call.at).await?;
    let entry = Event {
        action: "scenario.withdraw",
        subject_kind: "scenario",
        subject_id: id.to_string(),
        organisation_id: Some(found.organisation_id),
        detail: format!("{}：{reason}", found.content.name),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    Ok(tx.commit().await?)
}

async fn own(
    connection: &impl Connection,
    call: Call<'_>,
    id: ScenarioId,
) -> Result<Scenario, Refusal> {
    let scope = authz::scope(call.actor, Action::ProposeBudgets)?;
    scenarios::find(connection, id)
        .await?
        .filter(|found| scope.contains(&found.organisation_path))
        .ok_or(Refusal::NotFound("该方案"))
}

/// Compares the rules and every scenario of a year, over the projects of the caller.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller proposes no budgets anywhere.
pub async fn compare_scenarios(call: Call<'_>, year: &str) -> Result<ScenarioComparison, Refusal> {
    let store = &call.app.store;
    let year = year_of(call, year);
    let scope = authz::scope(call.actor, Action::ProposeBudgets)?;
    let amounts = Wanted { amounts_only: true, ..Wanted::default() };
    let outcomes = outcomes(store, call, &scope, year, amounts).await?;
    let mut projects: Vec<ComparedProject> = outcomes
        .iter()
        .map(|one| {
            let proposed = propose(&one.outcome, &one.regulation.results);
            ComparedProject {
                project_id: one.project_id,
                project_code: one.project_code.clone(),
                project_name: one.project_name.clone(),
                organisation_name: one.organisation_name.clone(),
                base: proposed.base,
                cells: vec![Some(proposed)],
            }
        })
        .collect();
    let mut columns = vec![column(&projects, 0)];
    let found = scenarios::list(store, &scope, year).await?;
    for (at, one) in (1..).zip(&found) {
        let protection = scenarios::protection(store, one.id).await?;
        let shared = covered(one, &protection, &outcomes);
        let mut proposed = shared.proposed.into_iter().peekable();
        for (row, one) in projects.iter_mut().zip(&outcomes) {
            let is_next = proposed.peek().is_some_and(|(id, _)| *id == one.project_id);
            row.cells.push(if is_next { proposed.next().map(|(_, what)| what) } else { None });
        }
        let later = |other: &Scenario| {
            other.organisation_id == one.organisation_id && other.adopted_at > one.adopted_at
        };
        columns.push(Column {
            scenario: Some(one.clone()),
            protection,
            is_superseded: one.adopted_at.is_some() && found.iter().any(later),
            floors_beyond: shared.floors_beyond,
            ..column(&projects, at)
        });
    }
    let base = sum(projects.iter().map(|project| project.base));
    let units = organisations::list(store, &scope).await?;
    Ok(ScenarioComparison { year, columns, projects, base, units })
}

/// The sums of a column.
fn column(projects: &[ComparedProject], at: usize) -> Column {
    let cells: Vec<&Proposed> =
        projects.iter().filter_map(|project| project.cells.get(at)?.as_ref()).collect();
    Column {
        scenario: None,
        protection: Protection::default(),
        is_superseded: false,
        floors_beyond: Money::default(),
        total: sum(cells.iter().map(|cell| cell.amount)),
        cut_count: cells.iter().filter(|cell| cell.amount.fen() < cell.base.fen()).count(),
    }
}

fn sum(amounts: impl Iterator<Item = Money>) -> Money {
    Money::from_fen(amounts.fold(0_i64, |sum, amount| sum.saturating_add(amount.fen())))
}

/// What the projects a scenario covers would get, in the order of the outcomes.
struct Covered {
    proposed: Vec<(ProjectId, Proposed)>,
    floors_beyond: Money,
}

fn covered(found: &Scenario, protection: &Protection, outcomes: &[ProjectOutcome]) -> Covered {
    let covered: Vec<&ProjectOutcome> =
        outcomes.iter().filter(|one| one.path.starts_with(&found.organisation_path)).collect();
    let candidates: Vec<Candidate<'_>> = covered
        .iter()
        .map(|one| Candidate {
            outcome: &one.outcome,
            rule: &one.regulation.results,
            is_protected: protection.covers(one.project_id, one.programme),
        })
        .collect();
    let share = |percent: i64| Decimal::new(percent, 2);
    let content = &found.content;
    let choices = Choices {
        ceiling: content.ceiling,
        sharing: Sharing {
            method: content.method,
            score_weight: share(content.score_percent),
            combined: content.combined_percents.map(share),
        },
        fair_cut: share(content.fair_cut_percent),
        poor_cut: share(content.poor_cut_percent),
        floor_share: share(content.floor_percent),
        protection_basis: &content.protection_basis,
    };
    let shared = scenario(&candidates, &choices);
    Covered {
        proposed: covered.iter().map(|one| one.project_id).zip(shared.proposed).collect(),
        floors_beyond: shared.floors_beyond,
    }
}

/// Takes a scenario's figures as proposals. What finance changed by hand, handed on or had approved
/// stays.
///
/// # Errors
/// [`Refusal::NotFound`] outside the caller's part of the tree; [`Refusal::Forbidden`].
pub async fn adopt(call: Call<'_>, id: ScenarioId) -> Result<Computed, Refusal> {
    let tx = call.app.store.begin().await?;
    let found = own(&tx, call, id).await?;
    let scope = authz::scope(call.actor, Action::ProposeBudgets)?;
    let outcomes = outcomes(&tx, call, &scope, found.year, Wanted::default()).await?;
    let words = format!("采用方案“{}”", found.content.name);
    let mut computed = Computed::default();
    let mut standards = Standards::of_year(found.year);
    let protection = scenarios::protection(&tx, id).await?;
    for (project, mut proposed) in covered(&found, &protection, &outcomes).proposed {
        let Some(one) = outcomes.iter().find(|one| one.project_id == project) else { continue };
        if proposed.amount.fen() == 0 {
            proposed.decision = ProposalDecision::Stop;
        } else if proposed.amount.fen() < proposed.base.fen()
            && proposed.decision == ProposalDecision::Continue
        {
            proposed.decision = ProposalDecision::Cut;
        }
        let targets = standards.targets(&tx, one, proposed.amount).await?;
        let new = New { proposed: &proposed, targets: &targets, words: &words };
        write(&tx, call, one, found.year, (ProposalEvent::Adopt, &new), &mut computed).await?;
    }
    scenarios::adopt(&tx, id, call.actor.user_id, call.at).await?;
    let entry = Event {
        action: "scenario.adopt",
        subject_kind: "scenario",
        subject_id: id.to_string(),
        organisation_id: Some(found.organisation_id),
        detail: format!(
            "{} 年度“{}”：新增 {}，更新 {}，保留 {}（{}）",
            found.year,
            found.content.name,
            computed.made,
            computed.renewed,
            computed.kept,
            ProposalEvent::Adopt.word()
        ),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(computed)
}
