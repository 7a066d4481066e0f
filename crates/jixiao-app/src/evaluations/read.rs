//! What the page of an evaluation shows.

use super::load::{LoadedEvaluation, load};
use super::step::{makers, may_take, right_for};
use super::{hearing, seal};
use crate::authz::{self, Action, roles_of};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{
    Coded as _, Decimal, EvaluationEvent, EvaluationId, EvaluationState, Grade,
    RectificationOrigin, UserId,
};
use jixiao_store::evaluations::SUBJECT_KIND;
use jixiao_store::rectifications::{self, Rectification};
use jixiao_store::reviews::{self, Holder};
use jixiao_store::steps::{self, HandlingStep};
use jixiao_store::{Connection, self_evaluations};

/// An evaluation with its history and what the reader may do.
#[derive(Debug, Clone)]
pub struct EvaluationPage {
    /// The evaluation.
    pub loaded: LoadedEvaluation,
    /// What happened, oldest first.
    pub history: Vec<HandlingStep<EvaluationState>>,
    /// The events the reader may raise now.
    pub events: Vec<EvaluationEvent>,
    /// What stands against the next step, as far as it is known.
    pub missing: Vec<FieldError>,
    /// Who holds it; `None` once concluded.
    pub next: Option<NextEvaluator>,
    /// Whether the reader may change it now.
    pub editable: bool,
    /// Whether the reader may demand rectification.
    pub may_rectify: bool,
    /// The rectifications that came from it.
    pub rectifications: Vec<Rectification>,
    /// Total and grade of the unit's own evaluation, to compare with.
    pub self_total: Option<(Decimal, Option<Grade>)>,
    /// Whether a concluded evaluation still has its digest; `None` before.
    pub sound: Option<bool>,
}

/// Who holds an evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextEvaluator {
    /// What is waited for.
    pub event: EvaluationEvent,
    /// The right that takes it.
    pub holder_role: &'static str,
    /// The people who may, nearest first.
    pub holders: Vec<Holder>,
}

/// Reads an evaluation for its page.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn read(call: Call<'_>, id: EvaluationId) -> Result<EvaluationPage, Refusal> {
    let store = &call.app.store;
    let loaded = load(store, call, id).await?;
    let mut events = Vec::new();
    for event in EvaluationEvent::ALL {
        match may_take(store, call, &loaded, *event).await {
            Ok(_) => events.push(*event),
            Err(Refusal::Store(error)) => return Err(Refusal::Store(error)),
            Err(_) => {}
        }
    }
    let path = &loaded.place.organisation.path;
    let state = loaded.evaluation.state;
    let filed = self_evaluations::of_project_year(store, loaded.place.year.id).await?;
    let origin = RectificationOrigin::Evaluation;
    Ok(EvaluationPage {
        history: steps::list(store, SUBJECT_KIND, id.0).await?,
        missing: match state {
            EvaluationState::Planned => hearing::against_start(&loaded),
            EvaluationState::InProgress => hearing::against_exchange(&loaded),
            EvaluationState::OpinionExchanged | EvaluationState::Concluded => Vec::new(),
        },
        next: next(store, &loaded).await?,
        editable: state.is_editable() && authz::allows(call.actor, Action::Evaluate, path),
        may_rectify: authz::allows(call.actor, Action::SuperviseRectification, path),
        rectifications: rectifications::of_origin(store, origin, id.0).await?,
        self_total: filed.and_then(|filed| Some((filed.total?, filed.grade))),
        sound: seal::is_sound(&loaded),
        events,
        loaded,
    })
}

async fn next(
    connection: &impl Connection,
    loaded: &LoadedEvaluation,
) -> Result<Option<NextEvaluator>, Refusal> {
    let Some(event) = loaded.evaluation.state.next_event() else { return Ok(None) };
    let right = right_for(event);
    let path = &loaded.place.organisation.path;
    let mut holders = reviews::holders(connection, roles_of(right), path).await?;
    let mut seen: Vec<UserId> = if right == Action::ConcludeEvaluation {
        let makers = makers(connection, loaded.evaluation.id).await?;
        makers.into_iter().map(|(user, _)| user).collect()
    } else {
        Vec::new()
    };
    holders.retain(|holder| {
        let new = !seen.contains(&holder.user_id);
        seen.push(holder.user_id);
        new
    });
    Ok(Some(NextEvaluator { event, holder_role: right.word(), holders }))
}
