//! Steps of an evaluation: begin, hear the unit, send back, conclude.

use super::hearing::{against_exchange, against_start};
use super::load::{LoadedEvaluation, load};
use super::recompute::compute_in;
use super::seal;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{
    Coded as _, Decimal, EvaluationEvent, EvaluationId, EvaluationState, Grade, Machine as _,
    UserId,
};
use jixiao_store::evaluations::{self as rows, Outcome, SUBJECT_KIND};
use jixiao_store::steps::{self, NewHandlingStep};
use jixiao_store::{Connection, StoreError, Transaction, reviews};
use serde::{Deserialize, Serialize};

/// A step as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvaluationStepForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// The event's code.
    pub event: String,
    /// What the unit said at the exchange, the reason of sending back, the conclusion.
    pub words: String,
}

/// What a step asks for in the unit's organisation.
pub(super) fn right_for(event: EvaluationEvent) -> Action {
    match event {
        EvaluationEvent::Start | EvaluationEvent::Exchange => Action::Evaluate,
        EvaluationEvent::SendBack | EvaluationEvent::Conclude => Action::ConcludeEvaluation,
    }
}

/// Takes a step; gives the new state.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::SameHand`]
/// where the maker concludes, [`Refusal::Conflict`], [`Refusal::Invalid`] for what is missing.
pub async fn step(
    call: Call<'_>,
    id: EvaluationId,
    form: &EvaluationStepForm,
) -> Result<EvaluationState, Refusal> {
    let (revision, event, words) = parse(form).map_err(Refusal::Invalid)?;
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    let to_state = may_take(&tx, call, &loaded, event).await?;
    if loaded.evaluation.revision != revision {
        return Err(Refusal::Conflict("该部门评价"));
    }
    let mut result = None;
    let against = match event {
        EvaluationEvent::Start => against_start(&loaded),
        EvaluationEvent::Exchange => against_exchange(&loaded),
        EvaluationEvent::SendBack | EvaluationEvent::Conclude => Vec::new(),
    };
    if !against.is_empty() {
        return Err(Refusal::Invalid(against));
    }
    if event == EvaluationEvent::Start {
        compute_in(&tx, call, &loaded).await?;
    }
    if matches!(event, EvaluationEvent::Exchange | EvaluationEvent::Conclude) {
        result = total(call, &loaded)?;
    }
    let digest = seal::digest(&loaded, &words);
    let concluded = event == EvaluationEvent::Conclude;
    let outcome = Outcome {
        exchanged_opinion: (event == EvaluationEvent::Exchange).then_some(words.as_str()),
        total: result,
        conclusion: concluded.then_some((call.actor.user_id, call.at, &words, &digest)),
    };
    match rows::update_state(&tx, id, revision, to_state, &outcome).await {
        Err(StoreError::Stale) => return Err(Refusal::Conflict("该部门评价")),
        other => other?,
    }
    record(&tx, call, &loaded, (event, to_state), &words).await?;
    tx.commit().await?;
    Ok(to_state)
}

fn parse(form: &EvaluationStepForm) -> Result<(i64, EvaluationEvent, String), Vec<FieldError>> {
    let mut fields = Fields::new();
    let revision = fields.key("revision", &form.revision);
    let event = fields.choice("event", &form.event);
    let words = if event == EvaluationEvent::Start {
        fields.optional_text("words", &form.words, Lines::Many, 2000)
    } else {
        fields.text("words", &form.words, Lines::Many, 2000)
    };
    fields.finish((revision, event, words))
}

/// Total and grade by the regulation of the project's year.
fn total(call: Call<'_>, loaded: &LoadedEvaluation) -> Result<Option<(Decimal, Grade)>, Refusal> {
    let regulation = loaded.place.regulation(call)?;
    Ok(loaded.score().map(|total| (total, regulation.grade(total))))
}

/// The state after an event, for a caller who may raise it.
pub(super) async fn may_take(
    connection: &impl Connection,
    call: Call<'_>,
    loaded: &LoadedEvaluation,
    event: EvaluationEvent,
) -> Result<EvaluationState, Refusal> {
    authz::authorise(call.actor, right_for(event), &loaded.place.organisation.path)?;
    let to_state = loaded.evaluation.state.after(event)?;
    if right_for(event) == Action::ConcludeEvaluation {
        authz::other_hand(call.actor, &makers(connection, loaded.evaluation.id).await?)?;
    }
    Ok(to_state)
}

/// Everybody who planned, scored or heard.
pub(super) async fn makers(
    connection: &impl Connection,
    id: EvaluationId,
) -> Result<Vec<(UserId, &'static str)>, Refusal> {
    let actions = [
        "evaluation.plan",
        "evaluation.save",
        "evaluation.recompute",
        "evaluation.start",
        "evaluation.exchange",
    ];
    let hands = reviews::hands(connection, SUBJECT_KIND, id.0, &actions).await?;
    Ok(hands.into_iter().map(|user| (user, "组织部门评价")).collect())
}

async fn record(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedEvaluation,
    (event, to_state): (EvaluationEvent, EvaluationState),
    words: &str,
) -> Result<(), Refusal> {
    let held = &loaded.evaluation;
    let step = NewHandlingStep {
        subject_kind: SUBJECT_KIND,
        subject_id: held.id.0,
        event,
        from_state: held.state,
        to_state,
        words,
        user_id: call.actor.user_id,
        at: call.at,
    };
    steps::insert(tx, &step).await?;
    let entry = Event {
        action: &format!("evaluation.{}", event.code()),
        subject_kind: SUBJECT_KIND,
        subject_id: held.id.to_string(),
        organisation_id: Some(loaded.place.organisation.id),
        detail: format!("{}：{} → {}", loaded.place.name(), held.state.word(), to_state.word()),
    };
    audit::record(tx, call.actor, call.at, entry).await
}
