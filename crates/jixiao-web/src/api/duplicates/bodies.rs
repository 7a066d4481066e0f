//! What pairs look like over the API.

use jixiao_app::duplicates::{
    Compared, DuplicateList, DuplicateListForm, DuplicatePage, DuplicateRow, JoinForm, JudgeForm,
};
use jixiao_domain::Coded as _;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The filter of the list.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct DuplicateQuery {
    /// `identity`, `card`, `household` or `likeness`.
    kind: String,
    /// A state's code, or `all`; empty for those that wait for somebody.
    state: String,
    /// At least so probable, of a hundred.
    score: String,
    /// The union's id.
    organisation: String,
    /// `latest`; else the most probable first.
    sort: String,
    /// From 1; 50 lines each.
    pub(super) page: Option<i64>,
}

impl DuplicateQuery {
    pub(super) fn filter(&self) -> DuplicateListForm {
        DuplicateListForm {
            kind: self.kind.clone(),
            state: self.state.clone(),
            score: self.score.clone(),
            organisation: self.organisation.clone(),
            sort: self.sort.clone(),
        }
    }
}

/// A page of pairs.
#[derive(Serialize, ToSchema)]
pub(super) struct DuplicateListBody {
    /// Pairs in all.
    total: i64,
    /// Those of the page.
    lines: Vec<DuplicateLineBody>,
}

/// A line of the list.
#[derive(Serialize, ToSchema)]
pub(super) struct DuplicateLineBody {
    id: i64,
    kind: &'static str,
    /// How probable it is that the two are one, of a thousand.
    score_permille: i64,
    state: &'static str,
    left: i64,
    left_name: String,
    right: i64,
    right_name: String,
}

impl DuplicateListBody {
    pub(super) fn of(list: &DuplicateList) -> Self {
        let line = |row: &DuplicateRow| DuplicateLineBody {
            id: row.line.id.0,
            kind: row.line.kind.code(),
            score_permille: row.line.score_permille,
            state: row.line.state.code(),
            left: row.line.left.person_id.0,
            left_name: row.line.left.name.clone(),
            right: row.line.right.person_id.0,
            right_name: row.line.right.name.clone(),
        };
        Self { total: list.total, lines: list.lines.iter().map(line).collect() }
    }
}

/// A pair side by side.
#[derive(Serialize, ToSchema)]
pub(super) struct DuplicateBody {
    id: i64,
    revision: i64,
    kind: &'static str,
    score_permille: i64,
    state: &'static str,
    left: i64,
    right: i64,
    /// What speaks for and against it.
    reasons: Vec<String>,
    fields: Vec<DuplicateFieldBody>,
    /// What the caller may do.
    events: Vec<&'static str>,
}

/// A field of both, masked.
#[derive(Serialize, ToSchema)]
pub(super) struct DuplicateFieldBody {
    label: &'static str,
    left: String,
    right: String,
    /// Whether both have it, and differ.
    differs: bool,
}

impl DuplicateBody {
    pub(super) fn of(page: &DuplicatePage) -> Self {
        let held = &page.candidate;
        let field = |one: &Compared| DuplicateFieldBody {
            label: one.label,
            left: one.left.clone(),
            right: one.right.clone(),
            differs: one.differs,
        };
        Self {
            id: held.id.0,
            revision: held.revision,
            kind: held.kind.code(),
            score_permille: held.score_permille,
            state: held.state.code(),
            left: held.left_id,
            right: held.right_id,
            reasons: page.reasons.clone(),
            fields: page.fields.iter().map(field).collect(),
            events: page.events.iter().map(|event| event.code()).collect(),
        }
    }
}

/// A judgement.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct JudgeBody {
    /// The revision the pair was read at.
    revision: i64,
    /// The event's code.
    event: String,
    /// Why.
    reason: String,
}

impl JudgeBody {
    pub(super) fn form(&self) -> JudgeForm {
        JudgeForm {
            revision: self.revision.to_string(),
            event: self.event.clone(),
            reason: self.reason.clone(),
        }
    }
}

/// Where a pair stands.
#[derive(Serialize, ToSchema)]
pub(super) struct DuplicateStateBody {
    /// The state's code.
    pub(super) state: &'static str,
}

/// A merger.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct JoinBody {
    /// The revision the pair was read at.
    revision: i64,
    /// The record that stays.
    kept: i64,
    /// Why.
    reason: String,
}

impl JoinBody {
    pub(super) fn form(&self) -> JoinForm {
        JoinForm {
            revision: self.revision.to_string(),
            kept: self.kept.to_string(),
            reason: self.reason.clone(),
        }
    }
}

/// The record that stayed.
#[derive(Serialize, ToSchema)]
pub(super) struct JoinedBody {
    pub(super) kept: i64,
}

/// A search that was started.
#[derive(Serialize, ToSchema)]
pub(super) struct SearchBody {
    /// Its job.
    pub(super) job: i64,
}
