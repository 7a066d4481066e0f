//! What applications look like over the API.

use chrono::NaiveDate;
use jixiao_app::cases::{BatchForm, Batched, CaseForm, CaseListForm, CaseRow, StepForm};
use jixiao_app::programmes::Declared;
use jixiao_domain::{Coded as _, Money};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// The filter of the list of applications.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct CaseQuery {
    /// The round's id.
    round: String,
    /// The programme's key.
    programme: String,
    /// Fiscal year.
    year: String,
    /// A state's code.
    state: String,
    /// A stage's code.
    stage: String,
    /// The unit's id.
    organisation: String,
    /// The holder's id.
    held: String,
    /// The person's id.
    person: String,
    /// `1` for what is overdue only.
    overdue: String,
    /// `latest`, `oldest` or `due`.
    sort: String,
    /// From 1; 50 lines each.
    pub(super) page: Option<i64>,
}

impl CaseQuery {
    pub(super) fn filter(&self) -> CaseListForm {
        CaseListForm {
            round: self.round.clone(),
            programme: self.programme.clone(),
            year: self.year.clone(),
            state: self.state.clone(),
            stage: self.stage.clone(),
            organisation: self.organisation.clone(),
            held: self.held.clone(),
            person: self.person.clone(),
            overdue: self.overdue.clone(),
            sort: self.sort.clone(),
        }
    }
}

/// A page of applications.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseListBody {
    /// Applications in all.
    pub(super) total: i64,
    /// 审定金额 of all, in 分.
    pub(super) approved_fen: i64,
    /// Those of the page.
    pub(super) lines: Vec<CaseLineBody>,
}

/// A line of the list of applications.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseLineBody {
    id: i64,
    round: i64,
    round_label: String,
    person: i64,
    person_name: String,
    class: String,
    organisation_name: String,
    state: &'static str,
    stage: Option<&'static str>,
    held_by_name: String,
    due_on: Option<NaiveDate>,
    overdue: bool,
    computed_fen: Option<i64>,
    approved_fen: Option<i64>,
}

impl CaseLineBody {
    pub(super) fn of(row: &CaseRow) -> Self {
        let line = &row.line;
        Self {
            id: line.id.0,
            round: line.round_id.0,
            round_label: line.round_label.clone(),
            person: line.person_id.0,
            person_name: line.person_name.clone(),
            class: row.class_name.clone(),
            organisation_name: line.organisation_name.clone(),
            state: line.state.code(),
            stage: line.stage.map(jixiao_domain::Coded::code),
            held_by_name: line.held_by_name.clone(),
            due_on: line.due_on,
            overdue: row.overdue,
            computed_fen: line.computed.map(Money::fen),
            approved_fen: line.approved.map(Money::fen),
        }
    }
}

/// A new application.
#[derive(Serialize, ToSchema)]
pub(super) struct MadeCaseBody {
    /// Its key.
    pub(super) id: i64,
}

/// An application to file or to change.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct CaseInBody {
    /// As it was read; for a change.
    revision: i64,
    /// The round's id.
    round: i64,
    /// The unit's id.
    organisation: i64,
    /// The person's id; 0 where `id_number` names them.
    person: i64,
    /// 公民身份号码 of the person.
    id_number: String,
    /// 申请金额 in 元.
    asked: String,
    /// 申请理由
    reason: String,
    /// What the programme asks to be declared, by name.
    declared: BTreeMap<String, String>,
}

impl CaseInBody {
    pub(super) fn form(&self) -> CaseForm {
        let declared = serde_json::to_value(&self.declared).unwrap_or_default();
        CaseForm {
            revision: self.revision.to_string(),
            round: self.round.to_string(),
            organisation: self.organisation.to_string(),
            person: if self.person == 0 { String::new() } else { self.person.to_string() },
            id_number: self.id_number.clone(),
            asked: self.asked.clone(),
            reason: self.reason.clone(),
            declared: serde_json::from_value::<Declared>(declared).unwrap_or_default(),
        }
    }
}

/// Something was done.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseDoneBody {
    /// Always `true`.
    pub(super) done: bool,
}

/// A step.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct CaseStepBody {
    revision: i64,
    event: String,
    /// Opinion or reason.
    words: String,
    /// 党组会议纪要编号
    minutes: String,
    /// 审定金额 in 元; empty for what the rule gives.
    amount: String,
}

impl CaseStepBody {
    pub(super) fn form(&self) -> StepForm {
        StepForm {
            revision: self.revision.to_string(),
            event: self.event.clone(),
            words: self.words.clone(),
            minutes: self.minutes.clone(),
            amount: self.amount.clone(),
        }
    }
}

/// Where a step led.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseStateBody {
    /// The state's code.
    pub(super) state: &'static str,
}

/// A step for many.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct BatchBody {
    event: String,
    words: String,
    minutes: String,
    /// Keys of applications.
    ids: Vec<i64>,
    /// Instead of keys: all of a round.
    round: Option<i64>,
    /// Of these, in a state.
    state: String,
    /// Of these, in a stage.
    stage: String,
}

impl BatchBody {
    pub(super) fn form(&self) -> BatchForm {
        let filter = CaseListForm {
            round: self.round.map(|id| id.to_string()).unwrap_or_default(),
            state: self.state.clone(),
            stage: self.stage.clone(),
            ..CaseListForm::default()
        };
        BatchForm {
            event: self.event.clone(),
            words: self.words.clone(),
            minutes: self.minutes.clone(),
            ids: self.ids.iter().map(ToString::to_string).collect(),
            all: if self.round.is_some() { "1".to_owned() } else { String::new() },
            filter,
        }
    }
}

/// What became of a step for many.
#[derive(Default, Serialize, ToSchema)]
pub(super) struct BatchedBody {
    /// The job that goes on with it.
    job: Option<i64>,
    done: i64,
    skipped: i64,
    failed: i64,
    /// Why some were not done.
    reasons: Vec<CaseReasonBody>,
}

/// Why some were not done.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseReasonBody {
    skipped: bool,
    words: String,
    count: i64,
}

impl BatchedBody {
    pub(super) fn of(batched: &Batched) -> Self {
        match batched {
            Batched::Queued(id) => Self { job: Some(id.0), ..Self::default() },
            Batched::Done(handled) => Self {
                job: None,
                done: handled.progress.done,
                skipped: handled.progress.skipped,
                failed: handled.progress.failed,
                reasons: handled
                    .reasons
                    .iter()
                    .map(|why| CaseReasonBody {
                        skipped: why.skipped,
                        words: why.words.clone(),
                        count: why.count,
                    })
                    .collect(),
            },
        }
    }
}
