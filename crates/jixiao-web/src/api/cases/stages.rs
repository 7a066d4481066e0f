//! What stages of a case look like over the API: who holds what, visits, checks.

use chrono::NaiveDate;
use jixiao_app::cases::{CasePage, HeldList, MeansForm, VisitForm};
use jixiao_app::notices::SettleForm;
use jixiao_domain::{Coded as _, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who holds what.
#[derive(Serialize, ToSchema)]
pub(super) struct HeldBody {
    count: i64,
    overdue: i64,
    lines: Vec<HeldLineBody>,
}

/// What an organisation holds in a stage.
#[derive(Serialize, ToSchema)]
pub(super) struct HeldLineBody {
    stage: &'static str,
    organisation: i64,
    organisation_name: String,
    count: i64,
    overdue: i64,
    oldest_on: NaiveDate,
}

impl HeldBody {
    pub(super) fn of(held: &HeldList) -> Self {
        let lines = held.lines.iter().map(|line| HeldLineBody {
            stage: line.stage.code(),
            organisation: line.organisation_id.0,
            organisation_name: line.organisation_name.clone(),
            count: line.count,
            overdue: line.overdue,
            oldest_on: line.oldest_on,
        });
        Self { count: held.count, overdue: held.overdue, lines: lines.collect() }
    }
}

/// An application.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseBody {
    id: i64,
    revision: i64,
    round: i64,
    person: i64,
    person_name: String,
    state: &'static str,
    stage: Option<&'static str>,
    held_by_name: String,
    due_on: Option<NaiveDate>,
    class: String,
    asked_fen: Option<i64>,
    computed_fen: Option<i64>,
    approved_fen: Option<i64>,
    explanation: String,
    /// Events the caller may raise now.
    events: Vec<&'static str>,
}

impl CaseBody {
    pub(super) fn of(page: &CasePage) -> Self {
        let case = &page.loaded.case;
        Self {
            id: case.id.0,
            revision: case.revision,
            round: case.round_id.0,
            person: case.person_id.0,
            person_name: page.person_name.clone(),
            state: case.state.code(),
            stage: case.stage.map(jixiao_domain::Coded::code),
            held_by_name: page.held_by_name.clone(),
            due_on: case.due_on,
            class: case.class.clone(),
            asked_fen: case.asked.map(Money::fen),
            computed_fen: case.computed.map(Money::fen),
            approved_fen: case.approved.map(Money::fen),
            explanation: case.explanation.clone(),
            events: page.events.iter().map(|event| event.code()).collect(),
        }
    }
}

/// A home visit.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct VisitBody {
    visited_on: String,
    /// Two at least.
    visitors: String,
    findings: String,
}

impl VisitBody {
    pub(super) fn form(&self) -> VisitForm {
        VisitForm {
            visited_on: self.visited_on.clone(),
            visitors: self.visitors.clone(),
            findings: self.findings.clone(),
        }
    }
}

/// The answer of the civil affairs office.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct MeansBody {
    checked_on: String,
    /// `consistent`, `explained` or `contradicted`.
    result: String,
    findings: String,
}

impl MeansBody {
    pub(super) fn form(&self) -> MeansForm {
        MeansForm {
            checked_on: self.checked_on.clone(),
            result: self.result.clone(),
            findings: self.findings.clone(),
        }
    }
}

/// A judgement of an objection.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct SettleBody {
    /// `upheld` or `dismissed`.
    conclusion: String,
    finding: String,
}

impl SettleBody {
    pub(super) fn form(&self) -> SettleForm {
        SettleForm { conclusion: self.conclusion.clone(), finding: self.finding.clone() }
    }
}
