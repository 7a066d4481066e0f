//! 事前绩效评估: the list of new projects, a round with its five points and history, filling in.

mod documents;
mod edit;
mod list;
mod view;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;
use jixiao_domain::{AssessmentResult, FilingState};

/// Where the area stands in the navigation.
const HERE: &str = "/assessments";

const SEE: Access = Access::May(Action::SeeProjects);
const FILL: Access = Access::May(Action::FillAssessments);
const STEP: Access = Access::MayAny(&[
    Action::FillAssessments,
    Action::ReviewForUnit,
    Action::ReviewForFinance,
    Action::Approve,
]);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/assessments", SEE, list::page),
        get("/assessments/export", SEE, list::export),
        post("/assessments", FILL, list::create),
        get("/assessments/{id}", SEE, view::page),
        post("/assessments/{id}/step", STEP, view::step),
        get("/assessments/{id}/print", SEE, documents::print),
        get("/assessments/{id}/document/{format}", SEE, documents::document),
        get("/assessments/{id}/edit", FILL, edit::page),
        post("/assessments/{id}/edit", FILL, edit::save),
        post("/assessments/{id}/draft", FILL, edit::keep),
        post("/assessments/{id}/draft/drop", FILL, edit::drop_draft),
    ]
}

/// The class of a state's lamp.
fn lamp(state: &FilingState) -> &'static str {
    match state {
        FilingState::Draft => "",
        FilingState::Submitted | FilingState::UnitReviewed | FilingState::FinanceReviewed => "warn",
        FilingState::Approved => "good",
    }
}

/// The class of a result's lamp.
fn result_lamp(result: &AssessmentResult) -> &'static str {
    match result {
        AssessmentResult::Supported => "good",
        AssessmentResult::SupportedAdjusted => "warn",
        AssessmentResult::NotSupported => "bad",
    }
}
