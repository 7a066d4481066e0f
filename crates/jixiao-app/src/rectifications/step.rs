//! Steps of a rectification: reply, check, extension, withdrawal.

use super::notice::{due_date, fault_of_date};
use super::{LoadedRectification, is_check, load, right_for};
use crate::audit::{self, Event};
use crate::authz;
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, Machine as _, RectificationEvent, RectificationId, RectificationState, UserId,
};
use jixiao_store::rectifications::{self as rows, SUBJECT_KIND};
use jixiao_store::steps::{self, NewHandlingStep};
use jixiao_store::{Connection, Transaction};
use serde::{Deserialize, Serialize};

const WORDS_CHARACTERS_MAX: usize = 2000;

/// A step as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RectificationStepForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// The event's code.
    pub event: String,
    /// 整改措施, of a reply.
    pub measures: String,
    /// 整改结果, of a reply.
    pub outcome: String,
    /// The opinion of a check; the reason of everything else.
    pub words: String,
    /// The new date of an extension, or a term counted from today.
    pub due_on: String,
}

/// A step as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    revision: i64,
    event: RectificationEvent,
    measures: String,
    outcome: String,
    words: String,
    due_on: Option<NaiveDate>,
}

impl RectificationStepForm {
    fn parse(&self, today: NaiveDate) -> Result<Step, Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let event: RectificationEvent = fields.choice("event", &self.event);
        let is_reply = event == RectificationEvent::Reply;
        let mut text = |name: &str, typed: &str, needed: bool| {
            if needed {
                fields.text(name, typed, Lines::Many, WORDS_CHARACTERS_MAX)
            } else {
                fields.optional_text(name, typed, Lines::Many, WORDS_CHARACTERS_MAX)
            }
        };
        let measures = text("measures", &self.measures, is_reply);
        let outcome = text("outcome", &self.outcome, is_reply);
        let words = text("words", &self.words, needs_words(event));
        let is_extension = event == RectificationEvent::Extend;
        let due_on = is_extension.then(|| due_date(&mut fields, &self.due_on, today));
        fields.finish(Step { revision, event, measures, outcome, words, due_on })
    }
}

/// Whether an event is refused without words.
pub(super) fn needs_words(event: RectificationEvent) -> bool {
    matches!(
        event,
        RectificationEvent::Reject | RectificationEvent::Extend | RectificationEvent::Withdraw
    )
}

/// Takes a step; gives the new state.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::SameHand`]
/// where somebody checks their own reply, [`Refusal::Conflict`] where it was changed since the page
/// was opened, [`Refusal::Invalid`].
pub async fn step(
    call: Call<'_>,
    id: RectificationId,
    form: &RectificationStepForm,
) -> Result<RectificationState, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    let input = form.parse(call.today()).map_err(Refusal::Invalid)?;
    let to_state = may_take(&tx, call, &loaded, input.event).await?;
    let held = &loaded.rectification;
    if held.revision != input.revision {
        return Err(Refusal::Conflict("该整改通知"));
    }
    let due_on = new_date(&loaded, &input, call.today())?;
    rows::set_state(&tx, id, held.revision, to_state, due_on).await?;
    let (by, at) = (call.actor.user_id, call.at);
    match input.event {
        RectificationEvent::Reply => {
            rows::set_reply(&tx, id, &input.measures, &input.outcome, by, at).await?;
        }
        RectificationEvent::Accept | RectificationEvent::Reject => {
            rows::set_check(&tx, id, &input.words, by, at).await?;
        }
        RectificationEvent::Extend | RectificationEvent::Withdraw => {}
    }
    record(&tx, call, &loaded, &input, to_state).await?;
    tx.commit().await?;
    Ok(to_state)
}

fn new_date(
    loaded: &LoadedRectification,
    input: &Step,
    today: NaiveDate,
) -> Result<NaiveDate, Refusal> {
    let before = loaded.rectification.due_on;
    let Some(due_on) = input.due_on else { return Ok(before) };
    if due_on <= before {
        return Err(Refusal::field("due_on", "新期限应晚于原期限"));
    }
    match fault_of_date(due_on, today) {
        Some(fault) => Err(Refusal::field("due_on", fault)),
        None => Ok(due_on),
    }
}

async fn record(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedRectification,
    input: &Step,
    to_state: RectificationState,
) -> Result<(), Refusal> {
    let held = &loaded.rectification;
    let words = match (input.event, input.due_on) {
        (RectificationEvent::Reply, _) => {
            format!("整改措施：{}\n整改结果：{}", input.measures, input.outcome)
        }
        (_, Some(due_on)) => {
            let (from, to) =
                (crate::amounts::chinese_date(held.due_on), crate::amounts::chinese_date(due_on));
            format!("期限由{from}延长至{to}：{}", input.words)
        }
        _ => input.words.clone(),
    };
    let step = NewHandlingStep {
        subject_kind: SUBJECT_KIND,
        subject_id: held.id.0,
        event: input.event,
        from_state: held.state,
        to_state,
        words: &words,
        user_id: call.actor.user_id,
        at: call.at,
    };
    steps::insert(tx, &step).await?;
    let entry = Event {
        action: &format!("rectification.{}", input.event.code()),
        subject_kind: SUBJECT_KIND,
        subject_id: held.id.to_string(),
        organisation_id: Some(loaded.place.organisation.id),
        detail: format!("{}：{} → {}", held.number(), held.state.word(), to_state.word()),
    };
    audit::record(tx, call.actor, call.at, entry).await
}

/// The state after an event, for a caller who may raise it.
pub(super) async fn may_take(
    connection: &impl Connection,
    call: Call<'_>,
    loaded: &LoadedRectification,
    event: RectificationEvent,
) -> Result<RectificationState, Refusal> {
    authz::authorise(call.actor, right_for(event), &loaded.place.organisation.path)?;
    let to_state = loaded.rectification.state.after(event)?;
    if is_check(event) {
        let hands = repliers(connection, loaded.rectification.id).await?;
        let hands: Vec<(UserId, &str)> =
            hands.into_iter().map(|user| (user, "报送整改情况")).collect();
        authz::other_hand(call.actor, &hands)?;
    }
    Ok(to_state)
}

/// Everybody who replied at any time.
pub(super) async fn repliers(
    connection: &impl Connection,
    id: RectificationId,
) -> Result<Vec<UserId>, Refusal> {
    let steps = steps::list::<RectificationState>(connection, SUBJECT_KIND, id.0).await?;
    let replies = steps.into_iter().filter(|step| step.event == RectificationEvent::Reply);
    Ok(replies.map(|step| step.user_id).collect())
}
